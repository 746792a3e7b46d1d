package org.backlinks.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.changes.ComparedReportBuilder.builtOn;
import static org.backlinks.changes.ComparedReportBuilder.deadLink;
import static org.backlinks.changes.ComparedReportBuilder.link;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.backlinks.changes.ComparedReportBuilder.RowPlace;
import org.junit.jupiter.api.Test;

class FieldChangeTest {
  private static final String A = "http://a.example/1";

  private static List<FieldChange> between(Map<String, String> before, Map<String, String> after)
      throws IOException {
    RowPlace old = place(before);
    RowPlace current = place(after);
    return FieldChange.between(old.chunk(), old.row(), current.chunk(), current.row());
  }

  private static RowPlace place(Map<String, String> row) throws IOException {
    return RowPlace.of(
        builtOn("2026-01-10").withLinks(link("http://x.example/"), row).build().snapshot(), 1);
  }

  private static FieldValue text(String text) {
    return new FieldValue.Text(text);
  }

  private static FieldValue flag(boolean isSet) {
    return new FieldValue.Flag(isSet);
  }

  @Test
  void allFieldsAreComparedInOrder() throws IOException {
    Map<String, String> before =
        deadLink(
            A,
            "FlagRedirect",
            "0",
            "FlagFrame",
            "false",
            "FlagImages",
            "1",
            "LinkSubType",
            "s",
            "IndirectTargetURL",
            "u",
            "IndirectTargetType",
            "t");
    Map<String, String> after =
        link(
            A,
            "AnchorText",
            "other",
            "LinkType",
            "ImageLink",
            "FlagNoFollow",
            "1",
            "FlagRedirect",
            "1",
            "FlagFrame",
            "TRUE",
            "FlagImages",
            "0",
            "LinkSubType",
            "z",
            "IndirectTargetURL",
            "v",
            "IndirectTargetType",
            "t");
    assertThat(between(before, after))
        .containsExactly(
            new FieldChange(ComparedField.ANCHOR_TEXT, text("anchor"), text("other")),
            new FieldChange(ComparedField.NOFOLLOW, flag(false), flag(true)),
            new FieldChange(ComparedField.REDIRECT, flag(false), flag(true)),
            new FieldChange(ComparedField.FRAME, flag(false), flag(true)),
            new FieldChange(ComparedField.IMAGE, flag(true), flag(false)),
            new FieldChange(ComparedField.LINK_TYPE, text("TextLink"), text("ImageLink")),
            new FieldChange(ComparedField.LINK_SUB_TYPE, text("s"), text("z")),
            new FieldChange(
                ComparedField.INDIRECT_TARGET,
                new FieldValue.IndirectTarget("u", "t"),
                new FieldValue.IndirectTarget("v", "t")),
            new FieldChange(ComparedField.LOST, flag(true), flag(false)));
  }

  @Test
  void namesArePathsOfThePayload() {
    assertThat(ComparedField.values())
        .extracting(ComparedField::wireName)
        .containsExactly(
            "anchorText",
            "flags.nofollow",
            "flags.redirect",
            "flags.frame",
            "flags.image",
            "link.type",
            "link.subType",
            "target.indirect",
            "lost");
  }

  @Test
  void typeOfIndirectTargetIsCompared() throws IOException {
    assertThat(between(link(A, "IndirectTargetType", "t"), link(A, "IndirectTargetType", "z")))
        .extracting(FieldChange::field)
        .containsExactly(ComparedField.INDIRECT_TARGET);
  }

  @Test
  void lossIsNoFieldChange() throws IOException {
    assertThat(between(link(A), deadLink(A))).isEmpty();
  }

  @Test
  void unknownValueIsNoChange() throws IOException {
    assertThat(between(link(A, "AnchorText", ""), link(A))).isEmpty();
    assertThat(between(link(A), link(A, "FlagNoFollow", "maybe"))).isEmpty();
    assertThat(
            between(
                link(A, "IndirectTargetURL", "u"),
                link(A, "IndirectTargetURL", "u", "IndirectTargetType", "t")))
        .isEmpty();
    assertThat(between(link(A, "IndirectTargetURL", "u"), link(A, "IndirectTargetType", "t")))
        .isEmpty();
  }

  @Test
  void urlsAreThoseOfTheRow() throws IOException {
    RowPlace place = place(link("HTTP://A.example", "TargetURL", ""));
    assertThat(LinkUrls.of(place.chunk(), place.row()))
        .isEqualTo(new LinkUrls("HTTP://A.example", null));
  }
}
