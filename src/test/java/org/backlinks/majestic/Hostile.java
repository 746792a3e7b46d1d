package org.backlinks.majestic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.IntFunction;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.SnapshotBuilder;

/** Answers meant to fill the memory, made while they are read; run in a JVM of little memory. */
enum Hostile {
  ONE_NAME_FOUR_MILLION_TIMES(
      Format.JSON,
      "{\"DataTables\":{\"T\":{\"Data\":[{\"a\":0",
      4_000_000,
      i -> ",\"a\":1",
      "}]}}}",
      "read"),
  A_MILLION_TABLES(
      Format.JSON,
      "{\"DataTables\":{\"T\":{}",
      1_000_000,
      i -> ",\"T" + i + "\":{}",
      "}}",
      "an answer has more than 30 tables"),
  A_MILLION_TABLES_IN_XML(
      Format.XML,
      "<Result><DataTables>",
      1_000_000,
      i -> "<DataTable Name='T" + i + "'/>",
      "</DataTables></Result>",
      "an answer has more than 30 tables"),
  LONG_NAMES(
      Format.JSON,
      "{\"DataTables\":{\"T\":{\"Data\":[{\"a\":0",
      450,
      i -> ",\"" + i + "x".repeat(49_000) + "\":1",
      "}]}}}",
      "a name without end"),
  A_MILLION_GLOBALS(Format.JSON, "{\"a\":1", 1_000_000, i -> ",\"a" + i + "\":1", "}", "read"),
  FIVE_MILLION_EMPTY_ROWS(
      Format.JSON,
      "{\"DataTables\":{\"Downloads\":{\"Data\":[{}",
      5_000_000,
      i -> ",{}",
      "]}}}",
      "read"),
  DEEP(Format.JSON, "{\"a\":", 1_000_000, i -> "[", "", "nested too deep"),
  DEEP_XML(Format.XML, "<Result>", 1_000_000, i -> "<a>", "", "not XML"),
  ENDLESS_NUMBER(Format.JSON, "{\"a\":", 1_000_000, i -> "1", "}", "a number without end"),
  ENTITIES(
      Format.XML,
      "<!DOCTYPE Result [<!ENTITY e0 'eeeeeeee'>",
      30,
      i -> "<!ENTITY e" + (i + 1) + " '&e" + i + ";&e" + i + ";&e" + i + ";'>",
      "]><Result Code='&e30;'/>",
      "a document type");

  private final Format format;
  private final String start;
  private final int times;
  private final IntFunction<String> piece;
  private final String end;

  /** How the message begins that refuses it, or "read". */
  final String outcome;

  Hostile(
      Format format,
      String start,
      int times,
      IntFunction<String> piece,
      String end,
      String outcome) {
    this.format = format;
    this.start = start;
    this.times = times;
    this.piece = piece;
    this.end = end;
    this.outcome = outcome;
  }

  /** Reads each and prints how that ended. */
  public static void main(String[] args) throws IOException {
    for (Hostile hostile : values()) {
      System.out.println(hostile + " " + hostile.read());
    }
  }

  private String read() throws IOException {
    DownloadsList list = new DownloadsList();
    SnapshotBuilder into = list.into();
    try {
      Envelope envelope = format.read(body(), into, new LinkedHashMap<>());
      Optional<DownloadsList.Entry> none =
          list.of(
              "J", new Manifest("", envelope.globals(), into.tables(), into.warnings().lines()));
      return none.isEmpty() ? "read" : "found";
    } catch (IOException told) {
      return told.getMessage();
    }
  }

  /** Made a piece at a time: none of it is kept. */
  private InputStream body() {
    return new InputStream() {
      private int next = -1;
      private byte[] bytes = start.getBytes(US_ASCII);
      private int at;

      @Override
      public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] to, int from, int length) {
        while (at == bytes.length) {
          if (next == times) {
            return -1;
          }
          next++;
          bytes = (next == times ? end : piece.apply(next)).getBytes(US_ASCII);
          at = 0;
        }
        int count = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, to, from, count);
        at += count;
        return count;
      }
    };
  }
}
