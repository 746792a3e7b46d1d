package org.backlinks.store;

import java.time.Instant;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.jspecify.annotations.Nullable;

/**
 * The two slots of one question.
 *
 * @param readyId the newest ready report, or null
 * @param readyAt the time at which that report became ready
 * @param readyUntil the time at which that report expires
 * @param underwayId the report that is under way, or null
 * @param readyReport a copy of the ready report, which saves a second read; null when the ready
 *     slot is empty
 */
public record QuestionSlots(
    @Nullable ReportId readyId,
    Instant readyAt,
    Instant readyUntil,
    @Nullable ReportId underwayId,
    @Nullable Report readyReport) {

  static final QuestionSlots EMPTY =
      new QuestionSlots(null, Instant.EPOCH, Instant.EPOCH, null, null);

  /** Returns the slots of an item. Both slots are empty when there is no item. */
  static QuestionSlots from(@Nullable Item item) {
    return item == null
        ? EMPTY
        : new QuestionSlots(
            item.reportId(TableAttributes.READY_ID),
            item.millis(TableAttributes.READY_AT),
            item.millis(TableAttributes.READY_UNTIL),
            item.reportId(TableAttributes.UNDERWAY_ID),
            item.nested(TableAttributes.READY_REPORT).map(ReportItemCodec::decode).orElse(null));
  }

  /**
   * Returns the id of the ready report. Returns null when there is no ready report, when it became
   * ready before {@code oldest}, or when it is expired.
   */
  public @Nullable ReportId readyIdSince(Instant oldest, Instant now) {
    return readyId != null && !readyAt.isBefore(oldest) && readyUntil.isAfter(now) ? readyId : null;
  }
}
