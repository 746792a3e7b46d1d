package org.backlinks.html;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A link as upstream described it. A component is null when it is unknown.
 *
 * @param scope the wire name of the list's scope
 * @param language the name of the source page's language, or its code
 * @param lostOn the day on which the link was lost
 * @param isDead whether the link is deleted or lost, and was not seen after its loss
 * @param marks what is special about the link, in words
 */
record Link(
    String scope,
    @Nullable String sourceUrl,
    @Nullable String sourceTitle,
    @Nullable String language,
    @Nullable String anchorText,
    @Nullable String targetUrl,
    @Nullable String linkType,
    @Nullable Long citationFlow,
    @Nullable Long trustFlow,
    @Nullable String firstIndexed,
    @Nullable String lastSeen,
    @Nullable String lostOn,
    @Nullable String lostReason,
    boolean isDead,
    List<String> marks) {
  Link {
    marks = List.copyOf(marks);
  }
}
