package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class IndexStateTest {
  private static final IndexState FIRST = state("20170904134254-HISTORICAL", "2017-09-04T13:42:54");
  private static final IndexState SECOND =
      state("20171004134254-HISTORICAL", "2017-10-04T13:42:54");

  private static IndexState state(String id, String builtAt) {
    return new IndexState(id, builtAt);
  }

  @Test
  void stateIsReadFromGlobals() {
    assertThat(
            IndexState.from(
                new Globals(
                    Map.of(
                        "uniqueindexid", "20170904134254-HISTORICAL",
                        "IndexBuildDate", "2017-09-04 13:42:54"))))
        .isEqualTo(FIRST);
  }

  @Test
  void unreadableTimeIsUnknown() {
    assertThat(IndexState.parseBuildTime("2017-02-30 13:42:54")).isNull();
    assertThat(IndexState.parseBuildTime("yesterday")).isNull();
    assertThat(IndexState.from(Globals.NONE)).isEqualTo(IndexState.UNKNOWN);
    assertThat(IndexState.UNKNOWN.isKnown()).isFalse();
  }

  @Test
  void idsAreComparedBeforeTimes() {
    assertThat(FIRST.isSameAs(state("20170904134254-HISTORICAL", null))).isTrue();
    assertThat(FIRST.isSameAs(state("20170904134254-FRESH", "2017-09-04T13:42:54"))).isFalse();
    assertThat(FIRST.isSameAs(SECOND)).isFalse();
  }

  @Test
  void timesAreComparedWhereOneIdIsUnknown() {
    assertThat(FIRST.isSameAs(new IndexState(null, "2017-09-04T13:42:54"))).isTrue();
    assertThat(FIRST.isSameAs(new IndexState(null, "2017-10-04T13:42:54"))).isFalse();
  }

  @Test
  void statesWithoutCommonFactAreNotComparable() {
    IndexState onlyId = state("20170904134254-HISTORICAL", null);
    IndexState onlyTime = new IndexState(null, "2017-09-04T13:42:54");
    assertThat(onlyId.isComparableTo(onlyTime)).isFalse();
    assertThat(onlyId.isSameAs(onlyTime)).isFalse();
    assertThat(onlyId.isOlderThan(onlyTime)).isFalse();
    assertThat(FIRST.isComparableTo(onlyId)).isTrue();
    assertThat(onlyTime.isComparableTo(FIRST)).isTrue();
    assertThat(IndexState.UNKNOWN.isComparableTo(IndexState.UNKNOWN)).isFalse();
    assertThat(IndexState.UNKNOWN.isSameAs(IndexState.UNKNOWN)).isFalse();
  }

  @Test
  void earlierBuildIsOlder() {
    assertThat(FIRST.isOlderThan(SECOND)).isTrue();
    assertThat(SECOND.isOlderThan(FIRST)).isFalse();
    assertThat(state("1-FRESH", null).isOlderThan(state("2-FRESH", null))).isTrue();
    assertThat(state("2-FRESH", null).isOlderThan(state("2-FRESH", null))).isFalse();
  }
}
