package org.backlinks.local.majestic;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the stand-in does with a call: an answer, a refusal, a queue, or a fault. */
public sealed interface Behaviour {
  /** The rows, charged: what happens when nothing else is said. */
  record Rows() implements Behaviour {}

  /** Columns, globals, table attributes and a table that no page describes, beside the rows. */
  record NewMembers() implements Behaviour {}

  /** The asked-for tables without rows; the fixed price is charged. */
  record EmptyTables() implements Behaviour {}

  /** "OK", charged, but one table is left out. */
  record MissingTable(String name) implements Behaviour {}

  /** The first table comes twice. */
  record DuplicateTable() implements Behaviour {}

  /** The row count that stands in the table's attributes is one too high. */
  record WrongRowCount() implements Behaviour {}

  /** HTTP 200 with that {@code Code}; nothing is charged. */
  record ErrorCode(String code, String message) implements Behaviour {}

  /** Any HTTP answer, headers such as {@code Retry-After} included; nothing is charged. */
  record Http(int status, String contentType, String body, Map<String, String> headers)
      implements Behaviour {
    public Http {
      headers = Map.copyOf(headers);
    }

    public Http(int status) {
      this(status, "text/plain", "", Map.of());
    }
  }

  /** HTTP 200 with a page of some proxy instead of an answer; nothing is charged. */
  record HtmlPage() implements Behaviour {}

  /** Charged rows whose connection closes after that percentage of the body. */
  record CutAt(int percent, boolean chunked) implements Behaviour {
    public CutAt {
      percentage(percent);
    }
  }

  /** Charged rows that pause after that percentage of the body. */
  record StallAt(int percent, Duration pause) implements Behaviour {
    public StallAt {
      percentage(percent);
    }
  }

  /** Charged rows whose first byte comes late. */
  record SlowHeaders(Duration delay) implements Behaviour {}

  /** Charged work, but the connection is reset before the first byte of the answer. */
  record Reset() implements Behaviour {}

  /** Charged rows that come in so many pieces, each after a pause. */
  record Drip(int pieces, Duration pause) implements Behaviour {}

  /**
   * Charged rows whose {@code Content-Length} is wrong: by less than 0, and the body ends there; by
   * more, and the connection closes where the body ends.
   */
  record WrongLength(int by) implements Behaviour {}

  /** Charged rows under another {@code Content-Type}. */
  record Typed(String contentType) implements Behaviour {}

  /** Charged rows that are packed by nobody, under that {@code Content-Encoding}. */
  record Encoded(String encoding) implements Behaviour {}

  /** Charged rows in another charset, which the {@code Content-Type} says. */
  record Recoded(Charset charset) implements Behaviour {}

  /** Charged rows of whose gzip only one half was packed up, complete by its length. */
  record HalfGzip() implements Behaviour {}

  /** The call waits at the gate before it is worked on. */
  record Held(Gate gate, Behaviour then) implements Behaviour {}

  /** The first {@code times} asks are answered as queued, the next one with {@code then}. */
  record Queued(int times, Token token, Tables tables, Behaviour then) implements Behaviour {
    public Queued(int times) {
      this(times, Token.NONE, Tables.EMPTY, new Rows());
    }

    public Queued(int times, Behaviour then) {
      this(times, Token.NONE, Tables.EMPTY, then);
    }
  }

  /**
   * {@code JobDoneCheckDownloads}; each look at the list of downloads shows the next state, the
   * last one stays; the file is gone when its life, counted from now, is over.
   */
  record JobDone(List<Integer> states, Duration life) implements Behaviour {
    public JobDone {
      states = List.copyOf(states);
    }

    public JobDone(Integer... states) {
      this(List.of(states), Duration.ofDays(7));
    }
  }

  /** What a queued answer carries to name its job. */
  enum Token {
    NONE,
    JOB_ID,
    /** Both {@code JobToken} and {@code AnalysisJobToken}. */
    JOB_TOKEN,
    DOWNLOAD_JOB_ID
  }

  /** What a queued answer has where the tables would be. */
  enum Tables {
    ABSENT,
    EMPTY,
    /** From the second ask on the code is "OK", still without a table. */
    OK_BUT_EMPTY
  }

  private static void percentage(int percent) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("not a percentage: " + percent);
    }
  }
}
