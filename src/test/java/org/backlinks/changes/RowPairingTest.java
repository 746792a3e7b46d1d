package org.backlinks.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.changes.ComparedReportBuilder.builtOn;
import static org.backlinks.changes.ComparedReportBuilder.changes;
import static org.backlinks.changes.ComparedReportBuilder.compare;
import static org.backlinks.changes.ComparedReportBuilder.deadLink;
import static org.backlinks.changes.ComparedReportBuilder.link;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.TextHash;
import org.junit.jupiter.api.Test;

class RowPairingTest {
  private static final String A = "http://a.example/1";

  private static Map<String, String> row(String anchor, String type, String nofollow) {
    return link(A, "AnchorText", anchor, "LinkType", type, "FlagNoFollow", nofollow);
  }

  /** Compares lists in every order of their rows: the order decides nothing. */
  private static List<String> pair(
      List<Map<String, String>> before, List<Map<String, String>> after) throws IOException {
    List<String> expected = kinds(before, after);
    assertThat(kinds(before.reversed(), after)).isEqualTo(expected);
    assertThat(kinds(before, after.reversed())).isEqualTo(expected);
    assertThat(kinds(before.reversed(), after.reversed())).isEqualTo(expected);
    return changes(comparison(before, after));
  }

  private static Comparison comparison(
      List<Map<String, String>> before, List<Map<String, String>> after) throws IOException {
    return compare(
        builtOn("2026-01-10").withLinks(Scope.URL, before),
        builtOn("2026-02-10").withLinks(Scope.URL, after));
  }

  private static List<String> kinds(
      List<Map<String, String>> before, List<Map<String, String>> after) throws IOException {
    return changes(comparison(before, after)).stream()
        .map(change -> change.replaceAll(" [0-9-]+ [0-9-]+$", ""))
        .sorted()
        .toList();
  }

  @Test
  void equalRowsArePairedFirst() throws IOException {
    assertThat(
            pair(
                List.of(row("a", "t", "0"), row("a", "t", "1"), row("b", "t", "0")),
                List.of(row("b", "t", "0"), row("a", "t", "1"), row("a", "t", "0"))))
        .isEmpty();
  }

  @Test
  void anchorTextAndTypeHavePriority() throws IOException {
    assertThat(
            pair(
                List.of(row("a", "t", "0"), row("a", "u", "0")),
                List.of(row("a", "u", "1"), row("b", "t", "0"))))
        .containsExactly("changed 1 0", "changed 0 1");
  }

  @Test
  void anchorTextHasPriorityOverType() throws IOException {
    assertThat(
            pair(
                List.of(row("a", "t", "0"), row("b", "u", "0")),
                List.of(row("b", "t", "0"), row("c", "x", "0"))))
        .containsExactly("changed 1 0", "changed 0 1");
  }

  @Test
  void typeHasPriorityOverOrder() throws IOException {
    assertThat(
            pair(
                List.of(row("a", "t", "0"), row("b", "u", "0")),
                List.of(row("c", "u", "0"), row("d", "t", "0"))))
        .containsExactly("changed 1 0", "changed 0 1");
  }

  @Test
  void restIsPairedInTheOrderOfTexts() throws IOException {
    assertThat(
            pair(
                List.of(row("b", "t", "0"), row("a", "u", "0")),
                List.of(row("c", "x", "0"), row("d", "y", "0"))))
        .containsExactly("changed 1 0", "changed 0 1");
  }

  @Test
  void rowsInTheSameStateArePairedFirst() throws IOException {
    assertThat(pair(List.of(link(A), deadLink(A)), List.of(deadLink(A), link(A)))).isEmpty();
    assertThat(
            pair(
                List.of(link(A), deadLink(A)),
                List.of(deadLink(A, "FlagNoFollow", "1"), link(A, "FlagNoFollow", "1"))))
        .containsExactly("changed 1 0", "changed 0 1");
  }

  @Test
  void furtherEqualRowIsADouble() throws IOException {
    assertThat(pair(List.of(link(A)), List.of(link(A), link(A))))
        .containsExactly("appeared double - 1");
    assertThat(pair(List.of(link(A), link(A)), List.of(link(A))))
        .containsExactly("unlisted double 1 -");
  }

  @Test
  void doubleIsNeverNew() throws IOException {
    assertThat(
            pair(
                List.of(link(A)),
                List.of(
                    link(A, "FirstIndexedDate", "2026-02-01"),
                    link(A, "FirstIndexedDate", "2026-02-02"))))
        .containsExactly("appeared double - 1");
  }

  @Test
  void furtherRowWithAnotherAnchorTextOrTypeIsNoDouble() throws IOException {
    assertThat(pair(List.of(link(A)), List.of(link(A), row("other", "TextLink", "0"))))
        .containsExactly("appeared unknown - 1");
    assertThat(pair(List.of(link(A)), List.of(link(A), row("anchor", "ImageLink", "0"))))
        .containsExactly("appeared unknown - 1");
    assertThat(pair(List.of(link(A), row("other", "TextLink", "0")), List.of(link(A))))
        .containsExactly("lost complete-list 1 -");
    assertThat(pair(List.of(link(A), row("anchor", "ImageLink", "0")), List.of(link(A))))
        .containsExactly("lost complete-list 1 -");
  }

  @Test
  void furtherRowWithOtherFieldsIsADouble() throws IOException {
    assertThat(pair(List.of(link(A), link(A, "FlagNoFollow", "1")), List.of(link(A))))
        .containsExactly("unlisted double 1 -");
  }

  @Test
  void missingAnchorTextIsEqualToItself() throws IOException {
    assertThat(
            pair(
                List.of(row("", "t", "0"), row("a", "t", "0")),
                List.of(row("", "t", "1"), row("b", "u", "0"))))
        .containsExactly("changed 0 0", "changed 1 1");
  }

  @Test
  void severalSpellingsArePairedByTheirFields() throws IOException {
    assertThat(
            pair(
                List.of(
                    link("http://a.example/x", "AnchorText", "a"),
                    link("http://www.a.example/x", "AnchorText", "b")),
                List.of(
                    link("http://a.example/x/", "AnchorText", "b"),
                    link("http://www.a.example/x/", "AnchorText", "a"))))
        .containsExactly("moved 1 0", "moved 0 1");
  }

  @Test
  void rowsWithoutUrlsArePairedOnlyWhenAllFieldsAreEqual() throws IOException {
    Map<String, String> damaged = Map.of("DamagedRow", "x|y");
    assertThat(pair(List.of(damaged), List.of(damaged))).isEmpty();
    assertThat(pair(List.of(damaged), List.of(Map.of("DamagedRow", "x|z"))))
        .containsExactly("appeared was-unlisted - 0", "unlisted unknown 0 -");
    Map<String, String> noSource = link("", "AnchorText", "a");
    assertThat(pair(List.of(noSource), List.of(noSource))).isEmpty();
    assertThat(pair(List.of(noSource), List.of(link("", "AnchorText", "b"))))
        .containsExactly("appeared was-unlisted - 0", "unlisted unknown 0 -");
    Map<String, String> noTarget = link("http://www.a.example/", "TargetURL", "");
    assertThat(pair(List.of(noTarget), List.of(link("http://a.example/", "TargetURL", ""))))
        .containsExactly("appeared was-unlisted - 0", "unlisted unknown 0 -");
  }

  @Test
  void textsWithEqualHashesAreDifferent() throws IOException {
    List<String> equalHashes = textsWithEqualHashes();
    List<Map<String, String>> before = new ArrayList<>();
    List<Map<String, String>> after = new ArrayList<>();
    for (int i = 0; i < equalHashes.size(); i += 2) {
      before.add(link("http://" + equalHashes.get(i)));
      after.add(link("http://" + equalHashes.get(i + 1)));
    }
    Comparison comparison = comparison(before, after);
    LinkCounts counts = comparison.lists().getFirst().counts();
    assertThat(counts.provenLosses()).isEqualTo(before.size()).isPositive();
    assertThat(counts.appeared()).isEqualTo(after.size());
  }

  /** Returns pairs of addresses whose hashes in the dictionary are equal. */
  private static List<String> textsWithEqualHashes() {
    Map<Integer, String> byHash = new HashMap<>();
    List<String> pairs = new ArrayList<>();
    for (int i = 0; pairs.size() < 6; i++) {
      // the hash mixes the first bytes of a long text best
      String text = "x" + Integer.toString(i, 36) + ".example/a-page-with-a-long-name";
      String other = byHash.put(TextHash.of(text), text);
      if (other != null) {
        Collections.addAll(pairs, other, text);
      }
    }
    return pairs;
  }
}
