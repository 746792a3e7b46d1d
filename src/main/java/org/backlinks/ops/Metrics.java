package org.backlinks.ops;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * What CloudWatch counts: a line each in its embedded metric format, past the logger, whose own
 * format it would not read.
 */
public final class Metrics {
  private final Clock clock;
  private final OutputStream out;

  /** Writes to {@code out}. */
  public Metrics(Clock clock, OutputStream out) {
    this.clock = clock;
    this.out = out;
  }

  /** One more of these. */
  public void count(Metric metric) {
    byte[] line =
        """
        {"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"Backlinks","Dimensions":[[]],\
        "Metrics":[{"Name":"%s","Unit":"Count"}]}]},"%s":1}
        """
            .formatted(clock.millis(), metric.word(), metric.word())
            .getBytes(StandardCharsets.US_ASCII);
    synchronized (out) {
      try {
        out.write(line);
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException("standard output is closed", e);
      }
    }
  }

  /** What is counted. */
  public enum Metric {
    /** An answer that started no paid call. */
    REUSED("Reused"),
    /** Upstream does not know a command any more: another one is asked from now on. */
    COMMAND_GONE("CommandGone");

    private final String word;

    Metric(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }
}
