package org.backlinks.majestic.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * Reads the head of a response. Accepts every head whose meaning is certain, and ignores lines that
 * are not headers. A head is unreadable only when it has no status, or is too long.
 */
public final class ResponseHeadReader {
  /** Maximum length of a head and the heads of interim responses before it, in bytes. */
  public static final int MAX_HEAD_LENGTH = 64 * 1024;

  private static final Pattern STATUS_LINE =
      Pattern.compile(
          "\\s*HTTP/\\S*\\s+([1-9]\\d\\d)(?:\\D.*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final int MIN_FINAL_STATUS = 200;
  private static final int LINE_END_LENGTH = 2;

  private final SessionInputBuffer buffer;
  private final InputStream in;
  private boolean isClosed;
  private int bytesRead;

  ResponseHeadReader(SessionInputBuffer buffer, InputStream connection) {
    this.buffer = buffer;
    this.in =
        new FilterInputStream(connection) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            isClosed |= count < 0;
            return count;
          }
        };
  }

  /**
   * Reads the head of the final response. Skips the heads of interim responses.
   *
   * @throws UnreadableException when the head can't be read
   * @throws IOException when the connection ends within the head, or breaks
   */
  ResponseHead read() throws IOException {
    ResponseHead head = readHead();
    while (head.status() < MIN_FINAL_STATUS) {
      head = readHead();
    }
    return head;
  }

  private ResponseHead readHead() throws IOException {
    String first = readLine();
    while (first.isEmpty()) {
      first = readLine();
    }
    Matcher status = STATUS_LINE.matcher(first);
    if (!status.matches()) {
      throw new UnreadableException("the head of the answer has no status");
    }
    return new ResponseHead(Integer.parseInt(status.group(1)), parseFields(readUnfoldedLines()));
  }

  /** Reads the lines up to the empty one, and joins each with the lines that continue it. */
  private List<StringBuilder> readUnfoldedLines() throws IOException {
    List<StringBuilder> lines = new ArrayList<>();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      boolean continues = line.charAt(0) == ' ' || line.charAt(0) == '\t';
      if (continues && !lines.isEmpty()) {
        lines.getLast().append(' ').append(line.trim());
      } else {
        lines.add(new StringBuilder(line));
      }
    }
    return lines;
  }

  private static Map<String, List<String>> parseFields(List<StringBuilder> lines) {
    Map<String, List<String>> fields = new HashMap<>();
    for (StringBuilder line : lines) {
      int colon = line.indexOf(":");
      if (colon > 0) {
        String name = line.substring(0, colon).trim().toLowerCase(Locale.ROOT);
        fields.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(line.substring(colon + 1).trim());
      }
    }
    return fields;
  }

  private String readLine() throws IOException {
    CharArrayBuffer line = new CharArrayBuffer(64);
    try {
      buffer.readLine(line, in);
    } catch (MessageConstraintException e) {
      throw headTooLong();
    }
    if (isClosed) {
      throw new IOException("the connection was closed within the head");
    }
    bytesRead += line.length() + LINE_END_LENGTH;
    if (bytesRead > MAX_HEAD_LENGTH) {
      throw headTooLong();
    }
    return line.toString();
  }

  private static UnreadableException headTooLong() {
    return new UnreadableException(
        "the head of the answer has more than " + MAX_HEAD_LENGTH + " bytes");
  }
}
