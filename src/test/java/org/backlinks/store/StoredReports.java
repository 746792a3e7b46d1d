package org.backlinks.store;

import java.util.Map;
import org.backlinks.report.CallbackId;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads reports from items of the table. */
public final class StoredReports {
  private StoredReports() {}

  /** Returns whether the item of a key is a report. */
  public static boolean isReport(String key) {
    return TableKeys.parseReport(key).isPresent();
  }

  /** Returns the callback whose item has a key. */
  public static CallbackId callbackId(String key) {
    return TableKeys.callbackId(key);
  }

  /** Returns the key of a callback's item. */
  public static String key(CallbackId id) {
    return TableKeys.callback(id);
  }

  /** Returns the report that an item holds. */
  public static Report decode(Map<String, AttributeValue> item) {
    return ReportItemCodec.decode(Item.from(item));
  }

  /** Returns a report as the table would return it: with times in milliseconds. */
  public static Report asStored(Report report) {
    return ReportItemCodec.decode(ReportItemCodec.encode(report));
  }

  /** Returns the report whose item has a key. */
  public static ReportId id(String key) {
    return TableKeys.reportId(key);
  }

  /** Returns the key of a report's item. */
  public static String key(String reportId) {
    return TableKeys.report(new ReportId(reportId));
  }
}
