package org.backlinks.store;

import java.time.Instant;
import org.backlinks.question.Fingerprint;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.jspecify.annotations.Nullable;

/**
 * The two slots of one question.
 *
 * @param ready the newest ready report, or null
 * @param readyAt when that became ready
 * @param readyUntil when that expires
 * @param underway the report that someone pays for now, or null
 * @param copy the ready report itself, so that it is had in the same read; null where it is not
 *     there
 */
public record Slots(
    @Nullable ReportId ready,
    Instant readyAt,
    Instant readyUntil,
    @Nullable ReportId underway,
    @Nullable Report copy) {

  static final String READY = "readyId";
  static final String READY_AT = "readyAt";
  static final String READY_UNTIL = "readyUntil";
  static final String UNDERWAY = "underwayId";
  static final String COPY = "readyReport";

  static final Slots EMPTY = new Slots(null, Instant.EPOCH, Instant.EPOCH, null, null);

  static String key(Fingerprint fingerprint) {
    return "question#" + fingerprint.hex();
  }

  static Slots read(Item item) {
    return new Slots(
        id(item.text(READY)),
        item.millis(READY_AT),
        item.millis(READY_UNTIL),
        id(item.text(UNDERWAY)),
        item.inner(COPY).map(ReportItem::read).orElse(null));
  }

  private static @Nullable ReportId id(@Nullable String text) {
    return text == null ? null : new ReportId(text);
  }

  /** The ready report, unless it became ready before {@code oldest} or is expired; else null. */
  public @Nullable ReportId readySince(Instant oldest, Instant now) {
    return ready != null && !readyAt.isBefore(oldest) && readyUntil.isAfter(now) ? ready : null;
  }
}
