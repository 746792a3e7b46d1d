package org.backlinks.local.majestic;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** One of the two indexes. */
public enum FakeIndex {
  HISTORIC(0, "2026-09-04T13:42:54", Duration.ofDays(30), "HISTORICAL"),
  FRESH(1, "2026-11-22T04:05:06", Duration.ofDays(1), "FRESH");

  private static final DateTimeFormatter BUILD_DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter ID_DATE =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

  final int type;
  private final LocalDateTime firstBuild;
  private final Duration interval;
  private final String suffix;

  FakeIndex(int type, String firstBuild, Duration interval, String suffix) {
    this.type = type;
    this.firstBuild = LocalDateTime.parse(firstBuild);
    this.interval = interval;
    this.suffix = suffix;
  }

  static FakeIndex from(FakeQuestion question) {
    return question.isFreshIndex() ? FRESH : HISTORIC;
  }

  /** Returns when a build was made. Build 0 is the first one. */
  LocalDateTime builtAt(int build) {
    return firstBuild.plus(interval.multipliedBy(build));
  }

  /** Returns when a build was made, as Majestic writes it. */
  String buildDate(int build) {
    return BUILD_DATE.format(builtAt(build));
  }

  /** Returns the {@code UniqueIndexID} of a build. */
  String id(int build) {
    return ID_DATE.format(builtAt(build)) + "-" + suffix;
  }
}
