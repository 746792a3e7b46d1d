package org.backlinks.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.changes.ComparedReportBuilder.builtOn;
import static org.backlinks.changes.ComparedReportBuilder.changes;
import static org.backlinks.changes.ComparedReportBuilder.compare;
import static org.backlinks.changes.ComparedReportBuilder.deadLink;
import static org.backlinks.changes.ComparedReportBuilder.link;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.backlinks.question.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    assertThat(pair(List.of(link(A), deadLink(A)), List.of(deadLink(A), link(A)))).isEmpty();
    assertThat(pair(List.of(row("a", "t", "0"), row("a", "t", "1")), List.of(row("a", "t", "1"))))
        .containsExactly("unlisted double 0 -");
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

  @ParameterizedTest
  @CsvSource({
    "LinkSubType, a, b",
    "IndirectTargetURL, http://a.example/, http://b.example/",
    "IndirectTargetType, a, b",
    "FlagNoFollow, 0, 1",
    "FlagFrame, 0, 1",
    "FlagImages, 0, 1",
  })
  void everyFieldHasPlaceInTheOrder(String column, String first, String last) throws IOException {
    assertThat(
            pair(
                List.of(
                    link(A, column, last, "FlagRedirect", "0"),
                    link(A, column, first, "FlagRedirect", "0")),
                List.of(
                    link(A, column, first, "FlagRedirect", "1"),
                    link(A, column, last, "FlagRedirect", "1"))))
        .containsExactly("changed 1 0", "changed 0 1");
  }

  @Test
  void firstIndexedDayDecidesBetweenEqualRows() throws IOException {
    // the older of the two later rows is the changed link, so the other one is new
    assertThat(
            pair(
                List.of(row("a", "t", "0")),
                List.of(
                    link(A, "AnchorText", "b", "FirstIndexedDate", "2026-02-01"),
                    link(A, "AnchorText", "b", "FirstIndexedDate", "2026-01-01"))))
        .containsExactly("new first-indexed - 0", "changed 0 1");
  }

  @Test
  void spellingDecidesBetweenEqualRows() throws IOException {
    Map<String, String> www = link("http://www.a.example/x");
    Map<String, String> slash = link("http://a.example/x/");
    List<Map<String, String>> before = List.of(link("http://a.example/x"));
    assertThat(pair(before, List.of(www, slash)))
        .containsExactly("appeared unknown - 1", "moved 0 0");
    assertThat(pair(before, List.of(slash, www)))
        .containsExactly("appeared unknown - 0", "moved 0 1");
  }

  @ParameterizedTest
  @CsvSource({
    // anchor text, type and subtype: of the link in one list, of the dead and the living row in the
    // other
    "a t k, a t l, a t m",
    "a t k, a u k, a v k",
    "a t k, b t k, c t k",
    "a t k, b u k, c v k",
  })
  void livingRowIsTheLinkWhenADeadOneIsAsSimilar(String link, String dead, String living)
      throws IOException {
    List<Map<String, String>> one = List.of(twin(link, "0"));
    List<Map<String, String>> both = List.of(twin(dead, "1"), twin(living, "0"));
    assertThat(pair(one, both)).containsExactly("changed 0 1");
    assertThat(pair(both, one)).containsExactly("changed 1 0");
  }

  @ParameterizedTest
  @CsvSource({"a t k, a t l, a u k", "a t k, a u k, b t k", "a t k, b t k, b u k"})
  void deadRowIsTheLinkWhenItIsMoreSimilar(String link, String dead, String living)
      throws IOException {
    assertThat(pair(List.of(twin(link, "0")), List.of(twin(dead, "1"), twin(living, "0"))))
        .containsExactly("appeared unknown - 1", "lost reported 0 0");
  }

  /** Returns a row with an anchor text, a type and a subtype. */
  private static Map<String, String> twin(String fields, String deleted) {
    String[] texts = fields.split(" ");
    return link(
        A,
        "AnchorText",
        texts[0],
        "LinkType",
        texts[1],
        "LinkSubType",
        texts[2],
        "FlagDeleted",
        deleted);
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
}
