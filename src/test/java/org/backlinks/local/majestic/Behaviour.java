package org.backlinks.local.majestic;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the fake Majestic API does with a call: an answer, a refusal, a queue, or a fault. */
public sealed interface Behaviour {
  /** Sends the rows and charges them. This is the default. */
  record Rows() implements Behaviour {}

  /**
   * Sends the rows with columns, globals, table attributes and a table that no documentation
   * describes.
   */
  record UnknownMembers() implements Behaviour {}

  /** Sends the requested tables without rows and charges the fixed price. */
  record EmptyTables() implements Behaviour {}

  /** Answers "OK" and charges, but leaves one table out. */
  record MissingTable(String name) implements Behaviour {}

  /** Sends the first table twice. */
  record DuplicateTable() implements Behaviour {}

  /** Sends a row count in the attributes of the table that is one too high. */
  record WrongRowCount() implements Behaviour {}

  /** Sends status 200 with this {@code Code}. Charges nothing. */
  record ErrorCode(String code, String message) implements Behaviour {}

  /** Sends this HTTP response with headers such as {@code Retry-After}. Charges nothing. */
  record FixedResponse(int status, String contentType, String body, Map<String, String> headers)
      implements Behaviour {
    public FixedResponse {
      headers = Map.copyOf(headers);
    }

    public FixedResponse(int status) {
      this(status, "text/plain", "", Map.of());
    }
  }

  /** Sends status 200 with the HTML page of a proxy. Charges nothing. */
  record HtmlPage() implements Behaviour {}

  /** Charges the rows and closes the connection after this percentage of the body. */
  record CutAt(int percent, boolean isChunked) implements Behaviour {
    public CutAt {
      checkPercentage(percent);
    }
  }

  /** Charges the rows and pauses after this percentage of the body. */
  record StallAt(int percent, Duration pause) implements Behaviour {
    public StallAt {
      checkPercentage(percent);
    }
  }

  /** Charges the rows and sends the first byte late. */
  record SlowHeaders(Duration delay) implements Behaviour {}

  /** Charges the rows and resets the connection before the first byte of the answer. */
  record Reset() implements Behaviour {}

  /** Charges the rows and sends them in this number of pieces with a pause before each. */
  record Drip(int pieces, Duration pause) implements Behaviour {}

  /**
   * Charges the rows and sends a wrong {@code Content-Length}. When the difference is negative, the
   * body ends at that length. When it is positive, the connection closes at the end of the body.
   */
  record WrongLength(int difference) implements Behaviour {}

  /** Charges the rows and sends another {@code Content-Type}. */
  record WithContentType(String contentType) implements Behaviour {}

  /** Charges the rows and sends them uncompressed, but with this {@code Content-Encoding}. */
  record WithContentEncoding(String encoding) implements Behaviour {}

  /** Charges the rows and sends them in another charset, which the {@code Content-Type} names. */
  record WithCharset(Charset charset) implements Behaviour {}

  /**
   * Charges the rows and sends the first half of their gzip bytes, with the length of that half.
   */
  record TruncatedGzip() implements Behaviour {}

  /**
   * Charges the rows and sends them after this response head without a change. Then it closes the
   * connection.
   */
  record WithRawHead(RawResponseHead head) implements Behaviour {}

  /** Holds the call at the gate before it is handled. */
  record HeldAtGate(CallGate gate, Behaviour next) implements Behaviour {}

  /**
   * Answers the first {@code queuedAnswers} requests as queued and the next one with the next
   * behaviour.
   */
  record Queued(int queuedAnswers, TokenKind tokenKind, TablesKind tablesKind, Behaviour next)
      implements Behaviour {
    public Queued(int queuedAnswers) {
      this(queuedAnswers, TokenKind.NONE, TablesKind.EMPTY, new Rows());
    }

    public Queued(int queuedAnswers, Behaviour next) {
      this(queuedAnswers, TokenKind.NONE, TablesKind.EMPTY, next);
    }
  }

  /**
   * Answers {@code JobDoneCheckDownloads}. Each request for the list of downloads shows the next
   * state; the last state stays. The file is deleted after its lifetime.
   */
  record JobDone(List<Integer> states, Duration fileLifetime) implements Behaviour {
    public JobDone {
      states = List.copyOf(states);
    }

    public JobDone(Integer... states) {
      this(List.of(states), Duration.ofDays(7));
    }
  }

  /** The token in a queued answer that names its job. */
  enum TokenKind {
    NONE,
    JOB_ID,
    /** Both {@code JobToken} and {@code AnalysisJobToken}. */
    JOB_TOKEN,
    DOWNLOAD_JOB_ID
  }

  /** The tables of a queued answer. */
  enum TablesKind {
    ABSENT,
    EMPTY,
    /** From the second request on, the code is "OK", but there is still no table. */
    OK_BUT_EMPTY
  }

  private static void checkPercentage(int percent) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("not a percentage: " + percent);
    }
  }
}
