package org.backlinks.fuzz;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The result of one fuzzer.
 *
 * @param inputs number of inputs that were tried
 * @param coverage number of edges and hooks that were reached
 * @param corpusSize number of stored inputs, each of which reached new code
 * @param peakMegabytes peak of the resident memory
 * @param hasFailed whether an input broke a promise of the test
 */
record FuzzResult(
    String name,
    long inputs,
    long coverage,
    long corpusSize,
    long peakMegabytes,
    boolean hasFailed,
    String log) {
  private static final Pattern INPUTS = Pattern.compile("number_of_executed_units: (\\d+)");
  private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+)");
  private static final Pattern CORPUS = Pattern.compile("corp: (\\d+)");
  private static final Pattern MEMORY = Pattern.compile("peak_rss_mb: +(\\d+)");

  /** Parses the log of a run. A run without an input has failed, too. */
  static FuzzResult parse(String name, int exitCode, String log) {
    long inputs = lastNumber(INPUTS, log);
    return new FuzzResult(
        name,
        inputs,
        lastNumber(COVERAGE, log),
        lastNumber(CORPUS, log),
        lastNumber(MEMORY, log),
        exitCode != 0 || inputs == 0,
        log);
  }

  private static long lastNumber(Pattern number, String log) {
    long last = 0;
    Matcher matcher = number.matcher(log);
    while (matcher.find()) {
      last = Long.parseLong(matcher.group(1));
    }
    return last;
  }

  String tableRow() {
    return "| %-14s | %10d | %8d | %6d | %6d | %s |"
        .formatted(name, inputs, coverage, corpusSize, peakMegabytes, hasFailed ? "FOUND" : "none");
  }
}
