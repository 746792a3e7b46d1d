package org.backlinks.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.backlinks.question.ChangeKind;
import org.backlinks.question.Scope;
import org.junit.jupiter.api.Test;

class LinkChangesTest {
  private final LinkChanges changes = new LinkChanges();

  private void addMany(int count) {
    for (int i = 0; i < count; i++) {
      if (i % 2 == 0) {
        changes.add(ChangeKind.NEW, Evidence.FIRST_INDEXED, Scope.URL, LinkChange.NO_ROW, i);
      } else {
        changes.add(ChangeKind.CHANGED, null, Scope.ROOT_DOMAIN, i, i + 1);
      }
    }
  }

  @Test
  void changesKeepTheirOrder() {
    addMany(100);
    assertThat(changes.size()).isEqualTo(100);
    assertThat(changes.get(0))
        .isEqualTo(
            new LinkChange(
                ChangeKind.NEW, Evidence.FIRST_INDEXED, Scope.URL, LinkChange.NO_ROW, 0));
    assertThat(changes.get(99))
        .isEqualTo(new LinkChange(ChangeKind.CHANGED, null, Scope.ROOT_DOMAIN, 99, 100));
    assertThat(changes.types()).hasSize(2);
  }

  @Test
  void placesOfSomeKindsAreFound() {
    addMany(6);
    assertThat(changes.placesOf(EnumSet.of(ChangeKind.CHANGED))).containsExactly(1, 3, 5);
    assertThat(changes.placesOf(EnumSet.allOf(ChangeKind.class))).hasSize(6);
    assertThat(changes.placesOf(Set.of())).isEmpty();
  }

  @Test
  void changesOfOtherListAreAppended() {
    LinkChanges all = new LinkChanges();
    all.add(ChangeKind.LOST, Evidence.REPORTED, Scope.URL, 7, 8);
    addMany(40);
    all.addAll(changes);
    assertThat(all.size()).isEqualTo(41);
    assertThat(all.get(40)).isEqualTo(changes.get(39));
    assertThat(all.placesOf(EnumSet.of(ChangeKind.LOST))).containsExactly(0);
  }
}
