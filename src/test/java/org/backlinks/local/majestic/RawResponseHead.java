package org.backlinks.local.majestic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * An unusual or incomplete response head, and the expected outcome of the answer.
 *
 * @param headText the bytes of the head as ISO-8859-1, including line ends; {@code {n}} stands for
 *     the length in bytes of the body
 * @param body how the body is sent after the head
 */
public record RawResponseHead(String name, String headText, Body body, ExpectedOutcome outcome) {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String LENGTH = "Content-Length: {n}\r\n";
  private static final int CHUNK_BYTES = 100;

  /** How the body is sent after the head. */
  public enum Body {
    PLAIN,
    CHUNKED,
    NONE
  }

  /** The expected outcome of the answer. */
  public enum ExpectedOutcome {
    ROWS,
    UNREADABLE,
    /** The connection is closed inside the head, or before it. */
    CLOSED
  }

  /** Returns all bytes of the response. After them, the connection is closed. */
  public byte[] responseBytes(byte[] answer) {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    response.writeBytes(
        headText.replace("{n}", Integer.toString(answer.length)).getBytes(ISO_8859_1));
    switch (body) {
      case NONE -> {}
      case PLAIN -> response.writeBytes(answer);
      case CHUNKED -> {
        for (int offset = 0; offset < answer.length; offset += CHUNK_BYTES) {
          int length = Math.min(CHUNK_BYTES, answer.length - offset);
          response.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(ISO_8859_1));
          response.write(answer, offset, length);
          response.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
        response.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
      }
    }
    return response.toByteArray();
  }

  /** Returns all heads that the tests try. */
  public static List<RawResponseHead> allHeads() {
    List<RawResponseHead> heads = new ArrayList<>();
    addTypes(heads);
    addLengths(heads);
    addFields(heads);
    addStatuses(heads);
    addTransferCodings(heads);
    addSizes(heads);
    addClosedHeads(heads);
    return List.copyOf(heads);
  }

  private static void addTypes(List<RawResponseHead> heads) {
    heads.add(rows("type without a slash", OK + "Content-Type: json\r\n" + LENGTH));
    heads.add(rows("empty type", OK + "Content-Type:\r\n" + LENGTH));
    heads.add(rows("type that is a slash", OK + "Content-Type: /\r\n" + LENGTH));
    heads.add(
        rows(
            "type with an invalid charset",
            OK + "Content-Type: application/json; charset=\"\r\n" + LENGTH));
    heads.add(rows("type twice", OK + "Content-Type: a\r\nContent-Type: b/c, d\r\n" + LENGTH));
  }

  private static void addLengths(List<RawResponseHead> heads) {
    heads.add(rows("length twice", OK + LENGTH + LENGTH));
    heads.add(rows("length twice in one line", OK + "Content-Length: {n}, {n}\r\n"));
    heads.add(rows("two different lengths", OK + LENGTH + "Content-Length: 7\r\n"));
    heads.add(rows("negative length", OK + "Content-Length: -1\r\n"));
    heads.add(rows("length that is a word", OK + "Content-Length: many\r\n"));
    heads.add(rows("empty length", OK + "Content-Length:\r\n"));
    heads.add(rows("length with a plus", OK + "Content-Length: +{n}\r\n"));
    heads.add(rows("length over 64 bits", OK + "Content-Length: 99999999999999999999\r\n"));
    heads.add(rows("length in lower case", OK + "content-length:{n}\r\n"));
    heads.add(rows("no length", OK));
  }

  private static void addFields(List<RawResponseHead> heads) {
    heads.add(rows("line without colon", OK + "Oops\r\n" + LENGTH));
    heads.add(rows("empty name", OK + ": value\r\n" + LENGTH));
    heads.add(rows("name with spaces", OK + "X Cache Status: hit\r\n" + LENGTH));
    heads.add(rows("space after a name", OK + "Content-Length : {n}\r\n"));
    heads.add(rows("name with other than ASCII", OK + "X-\u00e9\u00ff: 1\r\n" + LENGTH));
    heads.add(rows("control characters", OK + "X-A: a\u0000\u0007b\u007f\r\n" + LENGTH));
    heads.add(rows("folded line", OK + "X-A: a\r\n  b\r\n\tc\r\n" + LENGTH));
    heads.add(rows("folded line before any header", OK + "  b\r\n" + LENGTH));
    heads.add(rows("bare line feeds", "HTTP/1.1 200 OK\nContent-Length: {n}\n"));
    heads.add(
        rows("Retry-After that is a word", OK + "Retry-After: never\r\nDate: today\r\n" + LENGTH));
    heads.add(rows("unknown content coding", OK + "Content-Encoding: none\r\n" + LENGTH));
  }

  private static void addStatuses(List<RawResponseHead> heads) {
    heads.add(rows("no reason", "HTTP/1.1 200\r\n" + LENGTH));
    heads.add(rows("HTTP/1.0", "HTTP/1.0 200 OK\r\n" + LENGTH));
    heads.add(rows("odd version", "HTTP/1.7.3 200 OK\r\n" + LENGTH));
    heads.add(rows("lower case", "http/1.1 200 ok\r\n" + LENGTH));
    heads.add(rows("spaces", "  HTTP/1.1   200   fine  \r\n" + LENGTH));
    heads.add(rows("empty lines before", "\r\n\r\n\n" + OK + LENGTH));
    heads.add(rows("interim answer", "HTTP/1.1 100 Continue\r\n\r\n" + OK + LENGTH));
    heads.add(
        rows(
            "two interim answers",
            "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102\r\n\r\n" + OK + LENGTH));
    heads.add(unreadable("status that is a word", "HTTP/1.1 OK\r\n" + LENGTH));
    heads.add(unreadable("status of two digits", "HTTP/1.1 20 OK\r\n" + LENGTH));
    heads.add(unreadable("status of four digits", "HTTP/1.1 2000 OK\r\n" + LENGTH));
    heads.add(unreadable("status 000", "HTTP/1.1 000 OK\r\n" + LENGTH));
    heads.add(unreadable("another protocol", "SSH-2.0-OpenSSH_9.2\r\n"));
    heads.add(unreadable("headers only", "Content-Type: text/plain\r\n" + LENGTH));
  }

  private static void addTransferCodings(List<RawResponseHead> heads) {
    heads.add(chunked("chunked in capitals", OK + "Transfer-Encoding: CHUNKED\r\n"));
    heads.add(
        chunked(
            "chunked beside a length", OK + "Content-Length: 3\r\ntransfer-encoding:chunked\r\n"));
    heads.add(chunked("chunked twice", OK + "Transfer-Encoding: chunked, chunked\r\n"));
    heads.add(chunked("identity, chunked", OK + "Transfer-Encoding: identity, chunked\r\n"));
    heads.add(rows("identity", OK + "Transfer-Encoding: identity\r\n" + LENGTH));
    heads.add(rows("unknown transfer coding", OK + "Transfer-Encoding: none\r\n"));
    heads.add(
        new RawResponseHead(
            "announced chunks are missing",
            OK + "Transfer-Encoding: chunked\r\n\r\n",
            Body.PLAIN,
            ExpectedOutcome.UNREADABLE));
  }

  private static void addSizes(List<RawResponseHead> heads) {
    heads.add(rows("a header of 60 KB", OK + "X-A: " + "a".repeat(60_000) + "\r\n" + LENGTH));
    heads.add(rows("2,000 headers", OK + "X-Name: some value\r\n".repeat(2_000) + LENGTH));
    heads.add(unreadable("a header of 70 KB", OK + "X-A: " + "a".repeat(70_000) + "\r\n" + LENGTH));
    heads.add(unreadable("9,000 headers", OK + "X-A: abc\r\n".repeat(9_000) + LENGTH));
    heads.add(unreadable("endless empty lines", "\r\n".repeat(40_000) + OK + LENGTH));
  }

  private static void addClosedHeads(List<RawResponseHead> heads) {
    heads.add(closed("nothing", ""));
    heads.add(closed("closed in the status", "HTTP/1.1 20"));
    heads.add(closed("closed after the status", OK));
    heads.add(closed("closed in a header", OK + "Content-Le"));
    heads.add(closed("closed before the empty line", OK + "Content-Length: 5\r\n"));
    heads.add(closed("closed in the empty line", OK + "Content-Length: 5\r\n\r"));
    heads.add(closed("closed after an interim", "HTTP/1.1 100 Continue\r\n\r\n"));
  }

  private static RawResponseHead rows(String name, String head) {
    return new RawResponseHead(name, withEnd(head), Body.PLAIN, ExpectedOutcome.ROWS);
  }

  private static RawResponseHead chunked(String name, String head) {
    return new RawResponseHead(name, withEnd(head), Body.CHUNKED, ExpectedOutcome.ROWS);
  }

  private static RawResponseHead unreadable(String name, String head) {
    return new RawResponseHead(name, withEnd(head), Body.PLAIN, ExpectedOutcome.UNREADABLE);
  }

  private static RawResponseHead closed(String name, String head) {
    return new RawResponseHead(name, head, Body.NONE, ExpectedOutcome.CLOSED);
  }

  private static String withEnd(String head) {
    return head + (head.endsWith("\r\n") ? "\r\n" : "\n");
  }

  @Override
  public String toString() {
    return name;
  }
}
