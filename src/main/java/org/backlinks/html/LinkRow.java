package org.backlinks.html;

import java.util.ArrayList;
import java.util.List;
import org.backlinks.question.Scope;
import org.backlinks.question.WireNamed;
import org.jspecify.annotations.Nullable;

/**
 * A link as a row of a table.
 *
 * @param number its place in the report, from 1; empty when it is not shown
 * @param source the title of the source page; its URL when it has no title; null when both are
 *     unknown
 * @param sourceUrl the URL of the source page, when the title is shown above it; else null
 * @param sourceHref the address of the source page, when a reader may follow it; else null
 * @param anchorText null when it is unknown
 * @param target the URL of the target page, or null when it is unknown
 * @param targetHref the address of the target page, when a reader may follow it; else null
 * @param marks the list, the type and the flags of the link, in words
 * @param isDead whether the link is deleted or lost
 * @param differences what was different in an earlier report; empty when nothing is compared
 */
record LinkRow(
    String number,
    @Nullable String source,
    @Nullable String sourceUrl,
    @Nullable String sourceHref,
    @Nullable String anchorText,
    @Nullable String target,
    @Nullable String targetHref,
    String citationFlow,
    String trustFlow,
    String firstIndexed,
    String lastSeen,
    List<String> marks,
    boolean isDead,
    List<LinkDifference> differences) {
  LinkRow {
    marks = List.copyOf(marks);
    differences = List.copyOf(differences);
  }

  /**
   * Returns the row of a link.
   *
   * @param number the place of the link, or an empty text
   * @param showsScope whether the report has several lists
   */
  static LinkRow of(Link link, String number, boolean showsScope) {
    String url = displayed(link.sourceUrl());
    String title = displayed(link.sourceTitle());
    return new LinkRow(
        number,
        title == null ? url : title,
        title == null ? null : url,
        DisplayText.linkTarget(link.sourceUrl()),
        displayed(link.anchorText()),
        displayed(link.targetUrl()),
        DisplayText.linkTarget(link.targetUrl()),
        Numbers.groupedOrUnknown(link.citationFlow()),
        Numbers.groupedOrUnknown(link.trustFlow()),
        link.firstIndexed() == null ? Numbers.UNKNOWN : link.firstIndexed(),
        link.lastSeen() == null ? Numbers.UNKNOWN : link.lastSeen(),
        marks(link, showsScope),
        link.isDead(),
        List.of());
  }

  /** Returns this row with what was different in an earlier report. */
  LinkRow withDifferences(List<LinkDifference> found) {
    return new LinkRow(
        number,
        source,
        sourceUrl,
        sourceHref,
        anchorText,
        target,
        targetHref,
        citationFlow,
        trustFlow,
        firstIndexed,
        lastSeen,
        marks,
        isDead,
        found);
  }

  private static @Nullable String displayed(@Nullable String text) {
    return text == null ? null : DisplayText.of(text);
  }

  private static List<String> marks(Link link, boolean showsScope) {
    List<String> marks = new ArrayList<>();
    if (showsScope) {
      WireNamed.parse(Scope.class, link.scope()).map(ScopeNames::shortName).ifPresent(marks::add);
    }
    if (link.linkType() != null) {
      marks.add(DisplayText.of(link.linkType()));
    }
    marks.addAll(link.marks());
    if (link.language() != null) {
      marks.add(DisplayText.of(link.language()));
    }
    if (link.isDead() && link.lostOn() != null) {
      marks.add("lost on " + link.lostOn());
    }
    if (link.isDead() && link.lostReason() != null) {
      marks.add(DisplayText.of(link.lostReason()));
    }
    return marks;
  }
}
