package org.backlinks.majestic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.IntFunction;
import org.backlinks.majestic.download.DownloadsList;
import org.backlinks.majestic.read.AnswerEnvelope;
import org.backlinks.majestic.read.ResponseFormat;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.SnapshotBuilder;

/**
 * Answers that try to fill the memory. Each is generated while a JVM with little memory reads it.
 */
enum HostileAnswer {
  ONE_NAME_FOUR_MILLION_TIMES(
      ResponseFormat.JSON,
      "{\"DataTables\":{\"T\":{\"Data\":[{\"a\":0",
      4_000_000,
      i -> ",\"a\":1",
      "}]}}}",
      "read"),
  A_MILLION_TABLES(
      ResponseFormat.JSON,
      "{\"DataTables\":{\"T\":{}",
      1_000_000,
      i -> ",\"T" + i + "\":{}",
      "}}",
      "an answer has more than 30 tables"),
  A_MILLION_TABLES_IN_XML(
      ResponseFormat.XML,
      "<Result><DataTables>",
      1_000_000,
      i -> "<DataTable Name='T" + i + "'/>",
      "</DataTables></Result>",
      "an answer has more than 30 tables"),
  LONG_NAMES(
      ResponseFormat.JSON,
      "{\"DataTables\":{\"T\":{\"Data\":[{\"a\":0",
      450,
      i -> ",\"" + i + "x".repeat(49_000) + "\":1",
      "}]}}}",
      "a name is too long"),
  A_MILLION_GLOBALS(
      ResponseFormat.JSON, "{\"a\":1", 1_000_000, i -> ",\"a" + i + "\":1", "}", "read"),
  FIVE_MILLION_EMPTY_ROWS(
      ResponseFormat.JSON,
      "{\"DataTables\":{\"Downloads\":{\"Data\":[{}",
      5_000_000,
      i -> ",{}",
      "]}}}",
      "read"),
  DEEP(ResponseFormat.JSON, "{\"a\":", 1_000_000, i -> "[", "", "nested too deeply"),
  DEEP_XML(ResponseFormat.XML, "<Result>", 1_000_000, i -> "<a>", "", "not XML"),
  ENDLESS_NUMBER(ResponseFormat.JSON, "{\"a\":", 1_000_000, i -> "1", "}", "a number is too long"),
  ENTITIES(
      ResponseFormat.XML,
      "<!DOCTYPE Result [<!ENTITY e0 'eeeeeeee'>",
      30,
      i -> "<!ENTITY e" + (i + 1) + " '&e" + i + ";&e" + i + ";&e" + i + ";'>",
      "]><Result Code='&e30;'/>",
      "a document type");

  private final ResponseFormat format;
  private final String start;
  private final int pieceCount;
  private final IntFunction<String> piece;
  private final String end;

  /** The start of the message of the failure, or "read" when there is none. */
  final String outcome;

  HostileAnswer(
      ResponseFormat format,
      String start,
      int pieceCount,
      IntFunction<String> piece,
      String end,
      String outcome) {
    this.format = format;
    this.start = start;
    this.pieceCount = pieceCount;
    this.piece = piece;
    this.end = end;
    this.outcome = outcome;
  }

  /** Reads each answer and prints the outcome. */
  public static void main(String[] args) throws IOException {
    for (HostileAnswer hostile : values()) {
      System.out.println(hostile + " " + hostile.read());
    }
  }

  private String read() throws IOException {
    DownloadsList list = new DownloadsList();
    SnapshotBuilder snapshot = list.newBuilder();
    try {
      AnswerEnvelope envelope = format.read(body(), snapshot, new LinkedHashMap<>());
      Optional<DownloadsList.Entry> entry =
          list.findEntry(
              "J",
              new Manifest("", envelope.globals(), snapshot.tables(), snapshot.warnings().lines()));
      return entry.isEmpty() ? "read" : "found";
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  /** Returns a body that is generated piece by piece. It keeps no piece. */
  private InputStream body() {
    return new InputStream() {
      private int next = -1;
      private byte[] bytes = start.getBytes(US_ASCII);
      private int position;

      @Override
      public int read() {
        byte[] singleByte = new byte[1];
        return read(singleByte, 0, 1) < 0 ? -1 : singleByte[0] & 0xFF;
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        while (position == bytes.length) {
          if (next == pieceCount) {
            return -1;
          }
          next++;
          bytes = (next == pieceCount ? end : piece.apply(next)).getBytes(US_ASCII);
          position = 0;
        }
        int count = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, target, offset, count);
        position += count;
        return count;
      }
    };
  }
}
