package org.backlinks.render;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;

/**
 * The start of the next page of changes, signed with the key of the later report. It names the
 * earlier report, so that both reports can be read at the same time.
 *
 * @param from the first change of the page, from 0
 * @param since the earlier report
 */
public record ChangesCursor(int from, ReportId since) {
  private static final int ID_BYTES = 16;
  private static final int ENCODED_LENGTH = Integer.BYTES + ID_BYTES + CursorSignature.LENGTH;

  /** Parses a cursor. {@link #isSignedFor} says whether this program made it. */
  public static Optional<ChangesCursor> parse(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (bytes.length != ENCODED_LENGTH) {
        return Optional.empty();
      }
      String since = HexFormat.of().formatHex(bytes, Integer.BYTES, Integer.BYTES + ID_BYTES);
      return Optional.of(new ChangesCursor(ByteBuffer.wrap(bytes).getInt(), new ReportId(since)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** Returns whether this program made the text of this cursor for these changes of a report. */
  public boolean isSignedFor(Report report, ChangeSelection selection, String text) {
    return MessageDigest.isEqual(
        encode(report, selection).getBytes(StandardCharsets.US_ASCII),
        text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the cursor as the text that callers get. */
  String encode(Report report, ChangeSelection selection) {
    byte[] contents = (selection.text() + "\n" + from).getBytes(StandardCharsets.US_ASCII);
    byte[] all =
        ByteBuffer.allocate(ENCODED_LENGTH)
            .putInt(from)
            .put(HexFormat.of().parseHex(selection.since().text()))
            .put(CursorSignature.sign(report, contents))
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }
}
