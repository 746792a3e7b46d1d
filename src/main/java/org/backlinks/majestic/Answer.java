package org.backlinks.majestic;

import java.time.Duration;
import java.util.List;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.jspecify.annotations.Nullable;

/** How a call of upstream ended. */
public sealed interface Answer {
  /**
   * Returns upstream's global variables as far as they were read. They include the charged units
   * and the remaining units.
   */
  Globals globals();

  /**
   * Upstream answered with "OK". The rows were read, and their chunks were passed on.
   *
   * @param missingScopes the scopes that were requested and have no list, not even an empty one
   */
  record Rows(Globals globals, Manifest manifest, List<Scope> missingScopes) implements Answer {
    public Rows {
      missingScopes = List.copyOf(missingScopes);
    }
  }

  /**
   * Upstream will work on the call later, or is still working on it.
   *
   * @param job the tokens by which upstream knows the job
   * @param retryAfter how long upstream asks to wait before the next call; null when it gave no
   *     time
   */
  record Queued(Globals globals, Job job, @Nullable Duration retryAfter) implements Answer {}

  /** The job is done, and its result is among the downloads. */
  record DownloadReady(Globals globals, Job job) implements Answer {}

  /** The list of downloads names the job's file, but the file does not exist. */
  record DownloadGone() implements Answer {
    @Override
    public Globals globals() {
      return Globals.NONE;
    }
  }

  /**
   * Upstream refused the call.
   *
   * @param code upstream's code of the refusal, without secrets
   * @param message upstream's message, without secrets
   */
  record Refused(Globals globals, RefusalReason reason, String code, String message)
      implements Answer {}

  /**
   * No answer arrived, or upstream could not answer now.
   *
   * @param isUncharged whether upstream certainly charged nothing: nothing was sent, or the HTTP
   *     status says so
   * @param retryAfter how long upstream asks to wait before the next call; null when it gave no
   *     time
   */
  record Unavailable(String detail, boolean isUncharged, @Nullable Duration retryAfter)
      implements Answer {
    @Override
    public Globals globals() {
      return Globals.NONE;
    }
  }

  /** The head or the body of the answer did not arrive in time. */
  record TimedOut(Globals globals, String detail) implements Answer {}

  /** The body can't be an answer of upstream, or it is not complete. */
  record Unreadable(Globals globals, String detail) implements Answer {}

  /** Why upstream refused a call. */
  enum RefusalReason {
    /** The units of our plan do not suffice. */
    UNITS_EXHAUSTED,
    /** Our credentials are wrong, or no credentials are set. */
    INVALID_KEY,
    /** Upstream does not know the command, or no longer knows it. */
    UNKNOWN_COMMAND,
    /** Any other reason. */
    OTHER
  }
}
