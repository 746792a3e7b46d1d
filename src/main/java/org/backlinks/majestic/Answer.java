package org.backlinks.majestic;

import java.time.Duration;
import java.util.List;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.jspecify.annotations.Nullable;

/** Every way in which a call to upstream can end. */
public sealed interface Answer {
  /** Upstream's global variables as far as they were read: charges and what is left among them. */
  Globals globals();

  /**
   * "OK": the rows are read; their chunks have left.
   *
   * @param missing scopes that were asked for and have no list, not even an empty one
   */
  record Rows(Globals globals, Manifest manifest, List<Scope> missing) implements Answer {}

  /**
   * Upstream will work on it later, or still does.
   *
   * @param job what upstream gave to know the job by
   * @param retryAfter when upstream wants to be asked again, if it said so
   */
  record Queued(Globals globals, Job job, @Nullable Duration retryAfter) implements Answer {}

  /** The job is done and its result lies among the downloads. */
  record DownloadReady(Globals globals, Job job) implements Answer {}

  /** The job's file was there and is no more. */
  record Gone() implements Answer {
    @Override
    public Globals globals() {
      return Globals.NONE;
    }
  }

  /**
   * Upstream read the request and said no.
   *
   * @param code upstream's word for it
   * @param message upstream's words, with secrets blotted out
   */
  record Refused(Globals globals, Reason reason, String code, String message) implements Answer {}

  /**
   * No answer came, or one that says "not now".
   *
   * @param unpaid whether upstream can't have charged: nothing reached it, or it answered with a
   *     status that says so
   * @param retryAfter when upstream wants to be asked again, if it said so
   */
  record Unavailable(String detail, boolean unpaid, @Nullable Duration retryAfter)
      implements Answer {
    @Override
    public Globals globals() {
      return Globals.NONE;
    }
  }

  /** No first byte in time, or a body that stopped arriving. */
  record TimedOut(Globals globals, String detail) implements Answer {}

  /** A body that is not what upstream sends: no JSON, cut short, of another shape. */
  record Unreadable(Globals globals, String detail) implements Answer {}

  /** Why upstream said no. */
  enum Reason {
    UNITS_EXHAUSTED,
    KEY,
    /** The command, whatever is asked by it, is not or no longer known. */
    UNKNOWN_COMMAND,
    OTHER
  }
}
