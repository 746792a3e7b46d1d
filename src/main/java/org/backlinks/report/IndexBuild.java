package org.backlinks.report;

import java.time.LocalDateTime;
import org.backlinks.question.Index;
import org.backlinks.question.Question;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.IndexState;
import org.jspecify.annotations.Nullable;

/**
 * The index from which an answer comes, and its state.
 *
 * @param answered the index that upstream says it used, or null when it does not say
 * @param asked the index of the question
 */
public record IndexBuild(@Nullable Index answered, Index asked, IndexState state) {
  private static final String TYPE = "IndexType";

  /** Returns the index that an answer names. */
  public static IndexBuild of(Globals globals, Question question) {
    return new IndexBuild(answeredIndex(globals), question.index(), IndexState.from(globals));
  }

  private static @Nullable Index answeredIndex(Globals globals) {
    Long type = globals.number(TYPE);
    if (type == null || type < 0 || type > 1) {
      return null;
    }
    return type == 0 ? Index.HISTORIC : Index.FRESH;
  }

  /**
   * Returns the index that upstream used. When upstream does not say it, the index of the question.
   */
  public Index name() {
    return answered == null ? asked : answered;
  }

  /** Returns when upstream built the index, as its local time, or null when it is unknown. */
  public @Nullable LocalDateTime builtAt() {
    String text = state.builtAt();
    return text == null ? null : LocalDateTime.parse(text);
  }

  /** Returns whether this has the value of a global variable. */
  public boolean hasGlobal(String name) {
    return name.equalsIgnoreCase(IndexState.ID)
        || (state.builtAt() != null && name.equalsIgnoreCase(IndexState.BUILT_AT))
        || (answered != null && name.equalsIgnoreCase(TYPE));
  }
}
