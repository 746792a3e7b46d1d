package org.backlinks.fuzz;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a fuzzer's run ended.
 *
 * @param inputs tried
 * @param coverage edges and hooks reached
 * @param corpus inputs kept since each reached something new
 * @param megabytes resident at most
 * @param failed whether an input was found that breaks what the test promises
 */
record Run(
    String name,
    long inputs,
    long coverage,
    long corpus,
    long megabytes,
    boolean failed,
    String log) {
  private static final Pattern INPUTS = Pattern.compile("number_of_executed_units: (\\d+)");
  private static final Pattern COVERAGE = Pattern.compile("cov: (\\d+)");
  private static final Pattern CORPUS = Pattern.compile("corp: (\\d+)");
  private static final Pattern MEMORY = Pattern.compile("peak_rss_mb: +(\\d+)");

  /** A run that tried nothing has failed, too. */
  static Run of(String name, int exit, String log) {
    long inputs = last(INPUTS, log);
    return new Run(
        name,
        inputs,
        last(COVERAGE, log),
        last(CORPUS, log),
        last(MEMORY, log),
        exit != 0 || inputs == 0,
        log);
  }

  private static long last(Pattern number, String log) {
    long found = 0;
    Matcher matcher = number.matcher(log);
    while (matcher.find()) {
      found = Long.parseLong(matcher.group(1));
    }
    return found;
  }

  String line() {
    return "| %-14s | %10d | %8d | %6d | %6d | %s |"
        .formatted(name, inputs, coverage, corpus, megabytes, failed ? "FOUND" : "none");
  }
}
