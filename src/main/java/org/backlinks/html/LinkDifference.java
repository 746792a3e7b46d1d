package org.backlinks.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backlinks.changes.ComparedField;
import org.backlinks.changes.FieldChange;
import org.backlinks.changes.FieldValue;
import org.jspecify.annotations.Nullable;

/**
 * A property of a link that was different in an earlier report.
 *
 * @param before the earlier value, in words
 * @param after the later value, in words
 */
record LinkDifference(String name, String before, String after) {
  /** Returns the differences of two rows of one link. */
  static List<LinkDifference> between(LinkReader.Row before, LinkReader.Row after) {
    List<LinkDifference> differences = new ArrayList<>();
    Link old = LinkReader.link(before);
    Link current = LinkReader.link(after);
    addAddress(differences, "Source page", old.sourceUrl(), current.sourceUrl());
    addAddress(differences, "Target page", old.targetUrl(), current.targetUrl());
    for (FieldChange change :
        FieldChange.between(before.chunk(), before.index(), after.chunk(), after.index())) {
      differences.add(
          new LinkDifference(name(change.field()), words(change.before()), words(change.after())));
    }
    return differences;
  }

  private static void addAddress(
      List<LinkDifference> differences,
      String name,
      @Nullable String before,
      @Nullable String after) {
    if (before != null && after != null && !before.equals(after)) {
      differences.add(new LinkDifference(name, DisplayText.of(before), DisplayText.of(after)));
    }
  }

  private static String name(ComparedField field) {
    return switch (field) {
      case ANCHOR_TEXT -> "Anchor text";
      case NOFOLLOW -> "Nofollow";
      case REDIRECT -> "Redirect";
      case FRAME -> "Frame";
      case IMAGE -> "Image";
      case LINK_TYPE -> "Link type";
      case LINK_SUB_TYPE -> "Link subtype";
      case INDIRECT_TARGET -> "Indirect target";
      case LOST -> "Lost";
    };
  }

  private static String words(FieldValue value) {
    return switch (value) {
      case FieldValue.Text(String text) -> DisplayText.of(text);
      case FieldValue.Flag(boolean isSet) -> isSet ? "yes" : "no";
      case FieldValue.IndirectTarget(String url, String type) ->
          Stream.of(url, type)
              .filter(Objects::nonNull)
              .map(DisplayText::of)
              .collect(Collectors.joining(", "));
    };
  }
}
