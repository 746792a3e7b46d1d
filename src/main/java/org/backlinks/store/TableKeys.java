package org.backlinks.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backlinks.question.Fingerprint;
import org.backlinks.report.CallbackId;
import org.backlinks.report.ReportId;

/**
 * The partition keys of all items, one method for each kind of item. The table has no sort key, so
 * each item has a partition of its own. Other versions of the program use the same table: a stored
 * key never changes. {@link TableAttributes} has the names of the other attributes.
 */
final class TableKeys {
  /** The key of the only item about our plan. */
  static final String SUBSCRIPTION = "account";

  /** A key that no item has. */
  static final String MISSING = "nothing";

  private static final String REPORT_PREFIX = "report#";
  private static final String CALLBACK_PREFIX = "callback#";
  private static final String EVENT_PREFIX = "event#";
  private static final Pattern CALLBACK =
      Pattern.compile(CALLBACK_PREFIX + "([0-9a-f]{32})#([0-9]{1,2})");

  private TableKeys() {}

  /** Returns the key of a report. */
  static String report(ReportId id) {
    return REPORT_PREFIX + id.text();
  }

  /** Returns the report of a key that {@link #report} made. */
  static ReportId reportId(String key) {
    return new ReportId(key.substring(REPORT_PREFIX.length()));
  }

  /** Returns the report of a key, or empty when it is the key of another kind of item. */
  static Optional<ReportId> parseReport(String key) {
    return key.startsWith(REPORT_PREFIX)
        ? ReportId.parse(key.substring(REPORT_PREFIX.length()))
        : Optional.empty();
  }

  /** Returns the key of a question's slots. */
  static String question(Fingerprint fingerprint) {
    return "question#" + fingerprint.hex();
  }

  /**
   * Returns the key of an idempotency key.
   *
   * @param hash the SHA-256 of the caller's text, in hexadecimal
   */
  static String idempotencyKey(String hash) {
    return "key#" + hash;
  }

  /** Returns the key of a day's counter. */
  static String day(LocalDate utcDate) {
    return "day#" + utcDate;
  }

  /**
   * Returns the key of a reservation.
   *
   * @param attempt the number of the first paid call that the reservation covers
   */
  static String reservation(ReportId id, int attempt) {
    return "reservation#" + id.text() + "#" + attempt;
  }

  /** Returns the key of an upstream command that was retired. */
  static String retiredCommand(String command) {
    return "command#" + command;
  }

  /**
   * Returns the key of an item whose links upstream has counted.
   *
   * @param hash the SHA-256 of the index and the item, in hexadecimal
   */
  static String countedItem(String hash) {
    return "item#" + hash;
  }

  /**
   * Returns the key of a piece of a chunk.
   *
   * @param version the lease version under which the piece was written
   */
  static String piece(ReportId id, int version, int number) {
    return "chunk#" + id.text() + "#" + version + "#" + number;
  }

  /**
   * Returns the key of the manifest of one of several answers.
   *
   * @param version the lease version under which the manifest was written
   * @param part the name of the answer within the report
   */
  static String part(ReportId id, int version, String part) {
    return "part#" + id.text() + "#" + version + "#" + part;
  }

  /**
   * Returns the key of a report's manifest.
   *
   * @param version the lease version under which the manifest was written
   */
  static String manifest(ReportId id, int version) {
    return "manifest#" + id.text() + "#" + version;
  }

  /** Returns the key of a report's summary. */
  static String summary(ReportId id) {
    return "summary#" + id.text();
  }

  /** Returns the key of the list of the earlier reports with which a report was compared. */
  static String comparisons(ReportId id) {
    return "changes#" + id.text();
  }

  /** Returns the key of the comparison of a report with an earlier one. */
  static String comparison(ReportId id, ReportId since) {
    return comparisons(id) + "#" + since.text();
  }

  /** Returns the key of a callback, or of the event that tells of the owner's end. */
  static String callback(CallbackId id) {
    return id.isEvent()
        ? EVENT_PREFIX + id.owner().text()
        : CALLBACK_PREFIX + id.owner().text() + "#" + id.number();
  }

  /** Returns the callback of a key, or empty when it is the key of another kind of item. */
  static Optional<CallbackId> parseCallback(String key) {
    if (key.startsWith(EVENT_PREFIX)) {
      return ReportId.parse(key.substring(EVENT_PREFIX.length()))
          .map(owner -> new CallbackId(owner, CallbackId.EVENT));
    }
    Matcher callback = CALLBACK.matcher(key);
    return callback.matches()
        ? Optional.of(
            new CallbackId(new ReportId(callback.group(1)), Integer.parseInt(callback.group(2))))
        : Optional.empty();
  }

  /** Returns the callback of a key that {@link #callback} made. */
  static CallbackId callbackId(String key) {
    return parseCallback(key)
        .orElseThrow(() -> new IllegalArgumentException("the key of another kind of item"));
  }

  /**
   * Returns the key of a link with which everybody can see a report.
   *
   * @param hash the SHA-256 of the link's token, in hexadecimal
   */
  static String shareLink(String hash) {
    return "share#" + hash;
  }

  /** Returns the SHA-256 of a text, in hexadecimal. */
  static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Returns the key of the item that counts the open links of a report. */
  static String shareLinks(ReportId id) {
    return "shares#" + id.text();
  }

  /**
   * Returns the key of one item of a value that has several items.
   *
   * @param number the index of the item. The first item, 0, has the value's own key
   */
  static String continuation(String key, int number) {
    return number == 0 ? key : key + "#" + number;
  }
}
