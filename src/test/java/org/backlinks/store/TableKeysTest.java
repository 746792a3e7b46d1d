package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.backlinks.question.Fingerprint;
import org.backlinks.report.ReportId;
import org.junit.jupiter.api.Test;

/** The stored keys must never change, because tables in use hold them. */
class TableKeysTest {
  private static final String HEX = "0123456789abcdef0123456789abcdef";
  private static final ReportId ID = new ReportId(HEX);

  @Test
  void keysMatchStoredItems() {
    assertThat(TableKeys.report(ID)).isEqualTo("report#" + HEX);
    assertThat(TableKeys.question(new Fingerprint(HEX + HEX))).isEqualTo("question#" + HEX + HEX);
    assertThat(TableKeys.idempotencyKey("ab12")).isEqualTo("key#ab12");
    assertThat(TableKeys.day(LocalDate.of(2126, 11, 3))).isEqualTo("day#2126-11-03");
    assertThat(TableKeys.reservation(ID, 2)).isEqualTo("reservation#" + HEX + "#2");
    assertThat(TableKeys.retiredCommand("GetBackLinkData")).isEqualTo("command#GetBackLinkData");
    assertThat(TableKeys.countedItem("0a")).isEqualTo("item#0a");
    assertThat(TableKeys.SUBSCRIPTION).isEqualTo("account");
    assertThat(TableKeys.piece(ID, 3, 1_000_000)).isEqualTo("chunk#" + HEX + "#3#1000000");
    assertThat(TableKeys.part(ID, 3, "url")).isEqualTo("part#" + HEX + "#3#url");
    assertThat(TableKeys.manifest(ID, 3)).isEqualTo("manifest#" + HEX + "#3");
    assertThat(TableKeys.summary(ID)).isEqualTo("summary#" + HEX);
    assertThat(TableKeys.comparisons(ID)).isEqualTo("changes#" + HEX);
    assertThat(TableKeys.comparison(ID, new ReportId("f" + HEX.substring(1))))
        .isEqualTo("changes#" + HEX + "#f" + HEX.substring(1));
  }

  @Test
  void firstItemOfValueHasKeyOfValue() {
    String key = TableKeys.manifest(ID, 3);
    assertThat(TableKeys.continuation(key, 0)).isEqualTo(key);
    assertThat(TableKeys.continuation(key, 2)).isEqualTo(key + "#2");
  }

  @Test
  void reportIdIsReadFromKey() {
    assertThat(TableKeys.reportId(TableKeys.report(ID))).isEqualTo(ID);
    assertThat(TableKeys.parseReport(TableKeys.report(ID))).contains(ID);
  }

  @Test
  void keyOfOtherItemNamesNoReport() {
    assertThat(TableKeys.parseReport(TableKeys.manifest(ID, 3))).isEmpty();
    assertThat(TableKeys.parseReport(TableKeys.SUBSCRIPTION)).isEmpty();
  }
}
