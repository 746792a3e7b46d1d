package org.backlinks.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backlinks.changes.ComparedReportBuilder.builtOn;
import static org.backlinks.changes.ComparedReportBuilder.deadLink;
import static org.backlinks.changes.ComparedReportBuilder.link;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.backlinks.question.Scope;
import org.backlinks.report.LinkList;
import org.backlinks.snapshot.CorruptChunkException;
import org.backlinks.snapshot.Snapshot;
import org.junit.jupiter.api.Test;

class ListScannerTest {
  private static final String A = "http://a.example/1";

  private final ListScanner scanner = new ListScanner(1);

  private ListRows scan(List<Map<String, String>> rows) throws IOException {
    ComparedReport report = builtOn("2026-01-10").withLinks(Scope.URL, rows).build();
    return scan(report, report.snapshot());
  }

  private ListRows scan(ComparedReport report, Snapshot snapshot) throws IOException {
    LinkList list = LinkList.find(snapshot.manifest(), report.question(), Scope.URL).orElseThrow();
    return scanner.scan(list, snapshot);
  }

  @Test
  void equalUrlsOfTwoListsHaveOneIdentity() throws IOException {
    ListRows first = scan(List.of(link(A), link("http://b.example/")));
    ListRows second = scan(List.of(link("https://B.example"), link(A)));
    assertThat(second.identity(0)).isEqualTo(first.identity(1));
    assertThat(second.identity(1)).isEqualTo(first.identity(0));
    assertThat(first.identity(0)).isNotEqualTo(first.identity(1));
  }

  @Test
  void spellingsShareTheirPage() throws IOException {
    ListRows rows = scan(List.of(link("http://a.example/x"), link("http://www.a.example/x/")));
    int first = rows.identity(0);
    int second = rows.identity(1);
    assertThat(first).isNotEqualTo(second);
    assertThat(scanner.numbers().sourcePage(first)).isEqualTo(scanner.numbers().sourcePage(second));
    assertThat(scanner.numbers().targetPage(first)).isEqualTo(scanner.numbers().targetPage(second));
    assertThat(scanner.numbers().spelling(first)).isNotEqualTo(scanner.numbers().spelling(second));
  }

  @Test
  void rowWithoutUrlHasNoUrls() throws IOException {
    ListRows rows =
        scan(List.of(link(A), link(""), link(A, "TargetURL", ""), Map.of("DamagedRow", "x")));
    assertThat(scanner.numbers().hasUrls(rows.identity(0))).isTrue();
    for (int row = 1; row < 4; row++) {
      assertThat(scanner.numbers().hasUrls(rows.identity(row))).isFalse();
    }
    assertThat(rows.areUrlsCertain()).isFalse();
  }

  @Test
  void rowsOfManyChunksAreRead() throws IOException {
    List<Map<String, String>> links =
        IntStream.range(0, 2_500)
            .mapToObj(i -> i == 2_400 ? deadLink(A + i) : link(A + i))
            .toList();
    ListRows rows = scan(links);
    assertThat(rows.count()).isEqualTo(2_500);
    assertThat(rows.isDead(2_400)).isTrue();
    assertThat(rows.isDead(2_399)).isFalse();
    assertThat(rows.areUrlsCertain()).isTrue();
  }

  @Test
  void damagedChunkIsReported() throws IOException {
    ComparedReport report = builtOn("2026-01-10").withLinks(link(A)).build();
    Snapshot damaged =
        new Snapshot(report.snapshot().manifest(), numbers -> List.of(new byte[] {1}));
    assertThatThrownBy(() -> scan(report, damaged)).isInstanceOf(CorruptChunkException.class);
  }
}
