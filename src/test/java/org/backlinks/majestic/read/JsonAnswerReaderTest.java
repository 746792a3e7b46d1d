package org.backlinks.majestic.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.snapshot.AnswerLimitException;
import org.backlinks.snapshot.FakeChunkStore;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.backlinks.snapshot.TableFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonAnswerReaderTest {
  private static final String SMALL =
      """
      {"Code":"OK","ErrorMessage":"","FullError":"","ChargedAnalysisResUnits":5000,
       "DataTables":{"URL":{"Headers":{"TotalBackLinks":2812912800,"BackLinkItem":""},
       "Data":[{"SourceURL":"a\\u00e4","ACRank":10},{"SourceURL":"","ACRank":-1.5e3}]}},
       "Last":true}
      """;

  private final FakeChunkStore chunks = new FakeChunkStore();
  private final SnapshotBuilder snapshot = new SnapshotBuilder(chunks);
  private final Map<String, String> globals = new LinkedHashMap<>();

  @Test
  void answerIsRead() throws IOException {
    AnswerEnvelope envelope = read(SMALL);
    assertThat(envelope.code()).isEqualTo("OK");
    assertThat(envelope.message()).isEmpty();
    assertThat(envelope.globals().values())
        .isEqualTo(Map.of("ChargedAnalysisResUnits", "5000", "Last", "true"));
    Table table = table();
    assertThat(table.name()).isEqualTo("URL");
    assertThat(table.attributes()).isEqualTo(Map.of("TotalBackLinks", "2812912800"));
    assertThat(rows())
        .containsExactly(Map.of("SourceURL", "aä", "ACRank", "10"), Map.of("ACRank", "-1500"));
  }

  @Test
  void upstreamsSampleIsRead() throws IOException {
    try (InputStream sample =
        Objects.requireNonNull(
            JsonAnswerReaderTest.class.getResourceAsStream("/majestic/sample.json"))) {
      JsonAnswerReader.read(sample, snapshot, globals);
    }
    assertThat(snapshot.tables()).extracting(Table::name).containsExactly("URL", "DomainsInfo");
    assertThat(snapshot.tables()).extracting(Table::rowCount).containsExactly(1, 1);
    assertThat(globals).doesNotContainKeys("Code", "ErrorMessage", "FullError").hasSize(13);
    assertThat(TableFixture.readRows(chunks, snapshot.tables().get(1)).getFirst())
        .containsEntry("DomainID", "0")
        .containsEntry("TopicalTrustFlow_Value_9", "34")
        .doesNotContainKey("Domain");
  }

  @Test
  void numbersMayBeNumbersOrStrings() throws IOException {
    read(rowsOf("{\"A\":7,\"B\":\"7\",\"C\":9223372036854775807,\"D\":\"1.50\",\"E\":1.50}"));
    assertThat(rows())
        .containsExactly(
            Map.of("A", "7", "B", "7", "C", "9223372036854775807", "D", "1.50", "E", "1.50"));
  }

  @Test
  void emptyTextSingleSpaceAndNullAreAbsent() throws IOException {
    read(rowsOf("{\"A\":\"\",\"B\":\" \",\"C\":null,\"D\":\"  \"},{\"A\":\"x\"}"));
    assertThat(rows()).containsExactly(Map.of("D", "  "), Map.of("A", "x"));
  }

  @Test
  void flagsMayBeJsonBooleans() throws IOException {
    read(rowsOf("{\"FlagFrame\":true,\"FlagImages\":false}"));
    assertThat(rows()).containsExactly(Map.of("FlagFrame", "true", "FlagImages", "false"));
  }

  @Test
  void columnsBindByNameInAnyCaseAndOrderOfTheRow() throws IOException {
    read(
        rowsOf(
            """
            {"A":"1","B":"2","C":"3"},{"c":"6","a":"4","b":"5"},{"B":"8"},{},
            {"D":"9","A":"10","B":"11","C":"12"},{"A":"13","B":"14","C":"15"}
            """));
    assertThat(rows())
        .containsExactly(
            Map.of("A", "1", "B", "2", "C", "3"),
            Map.of("A", "4", "B", "5", "C", "6"),
            Map.of("B", "8"),
            Map.of(),
            Map.of("A", "10", "B", "11", "C", "12", "D", "9"),
            Map.of("A", "13", "B", "14", "C", "15"));
  }

  @Test
  void twoHundredColumnsAreKept() throws IOException {
    StringBuilder row = new StringBuilder("{\"C0\":\"0\"");
    for (int i = 1; i < 200; i++) {
      row.append(",\"C").append(i).append("\":\"").append(i).append('"');
    }
    row.append('}');
    read(rowsOf(row + "," + row));
    assertThat(rows()).hasSize(2);
    assertThat(rows().get(1)).hasSize(200).containsEntry("C199", "199");
  }

  @Test
  void tableIsTooWideWhenItHasSixHundredColumns() {
    StringBuilder row = new StringBuilder("{\"C0\":1");
    for (int i = 1; i < 600; i++) {
      row.append(",\"C").append(i).append("\":1");
    }
    assertThatExceptionOfType(AnswerLimitException.class).isThrownBy(() -> read(rowsOf(row + "}")));
  }

  @Test
  void globalsAreReadBeforeAndAfterTables() throws IOException {
    read("{\"Before\":1,\"DataTables\":{},\"After\":\"x\",\"Null\":null,\"Empty\":\"\"}");
    assertThat(globals).isEqualTo(Map.of("Before", "1", "After", "x"));
  }

  @Test
  void globalsMayBeInTheirOwnObject() throws IOException {
    AnswerEnvelope envelope = read("{\"Code\":\"OK\",\"GlobalVars\":{\"A\":1,\"B\":\"\"},\"C\":2}");
    assertThat(envelope.globals().values()).isEqualTo(Map.of("A", "1", "C", "2"));
  }

  @Test
  void namesOfTheEnvelopeBindInAnyCase() throws IOException {
    AnswerEnvelope envelope =
        read(
            "{\"CODE\":\"Oops\",\"errorMessage\":\"why\",\"FULLERROR\":\"secret\","
                + "\"datatables\":{\"T\":{\"HEADERS\":{\"X\":1},\"data\":[{\"A\":1}]}}}");
    assertThat(envelope.code()).isEqualTo("Oops");
    assertThat(envelope.message()).isEqualTo("why");
    assertThat(envelope.globals().values()).isEmpty();
    assertThat(table().attributes()).isEqualTo(Map.of("X", "1"));
    assertThat(rows()).containsExactly(Map.of("A", "1"));
  }

  @Test
  void errorTextIsNotStoredAsGlobalOrAttribute() throws IOException {
    read(
        "{\"GlobalVars\":{\"FullError\":\"hush\",\"errormessage\":\"hush\",\"A\":1},"
            + "\"DataTables\":{\"T\":{\"Headers\":{\"FullError\":\"hush\",\"X\":1}}}}");
    assertThat(globals).isEqualTo(Map.of("A", "1"));
    assertThat(table().attributes()).isEqualTo(Map.of("X", "1"));
  }

  @Test
  void fullErrorOfAnyShapeIsSkipped() throws IOException {
    AnswerEnvelope envelope = read("{\"FullError\":{\"a\":[\"hush\",{}]},\"Code\":\"OK\"}");
    assertThat(envelope.toString()).doesNotContain("hush");
    assertThat(envelope.code()).isEqualTo("OK");
  }

  @Test
  void attributesMayFollowRows() throws IOException {
    read(
        "{\"DataTables\":{\"T\":{\"Data\":[{\"A\":1}],\"RowsCount\":1,"
            + "\"Headers\":{\"Late\":\"x\"}}}}");
    assertThat(table().attributes()).isEqualTo(Map.of("RowsCount", "1", "Late", "x"));
    assertThat(table().rowCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"Headers\":{}}",
        "{\"Data\":[]}",
        "{\"Data\":null,\"Headers\":null}",
        "{\"Headers\":\"\",\"Data\":[]}"
      })
  void tableMayHaveNoRows(String table) throws IOException {
    read("{\"DataTables\":{\"T\":" + table + "}}");
    assertThat(table().rowCount()).isZero();
    assertThat(table().attributes()).isEmpty();
  }

  @Test
  void answerMayHaveNoTables() throws IOException {
    assertThat(read("{\"Code\":\"QueuedForProcessing\"}").code()).isEqualTo("QueuedForProcessing");
    assertThat(read("{\"DataTables\":null}").code()).isEmpty();
    assertThat(read("{\"DataTables\":[],\"DataTables\":\"\"}").code()).isEmpty();
    assertThat(read("{}").globals().values()).isEmpty();
    assertThat(snapshot.tables()).isEmpty();
  }

  @Test
  void nestedValuesAreKeptAsText() throws IOException {
    read(rowsOf("{\"A\":{\"b\":[1,\"x\",null,true]},\"B\":[],\"C\":\"after\"}"));
    assertThat(rows())
        .containsExactly(Map.of("A", "{\"b\":[1,\"x\",null,true]}", "B", "[]", "C", "after"));
  }

  @Test
  void numbersInNestedValuesAreUnchanged() throws IOException {
    read(rowsOf("{\"A\":[1.50,12345678901234567890.125,1E+400]}"));
    assertThat(rows()).containsExactly(Map.of("A", "[1.50,12345678901234567890.125,1E+400]"));
  }

  @Test
  void nestedValueIsTruncatedWithAWarningWhenOver64Kib() throws IOException {
    read(rowsOf("{\"A\":[\"" + "x".repeat(70_000) + "\"]}"));
    assertThat(rows().getFirst().get("A")).hasSize(64 * 1024).startsWith("[\"xxx");
    assertThat(snapshot.warnings().lines()).containsExactly("A: 1 cell over 64 KiB, cut");
  }

  @Test
  void cellOfMegabytesIsTruncatedWithAWarning() throws IOException {
    read(rowsOf("{\"A\":\"" + "x".repeat(2_000_000) + "\",\"B\":\"b\"}"));
    assertThat(rows().getFirst().get("A")).hasSize(64 * 1024);
    assertThat(rows().getFirst()).containsEntry("B", "b");
    assertThat(snapshot.warnings().lines()).containsExactly("A: 1 cell over 64 KiB, cut");
  }

  @Test
  void repeatedTableIsKeptTwice() throws IOException {
    read("{\"DataTables\":{\"T\":{\"Data\":[{\"A\":1}]},\"T\":{\"Data\":[{\"B\":2},{\"B\":3}]}}}");
    assertThat(snapshot.tables()).extracting(Table::name).containsExactly("T", "T");
    assertThat(snapshot.tables()).extracting(Table::rowCount).containsExactly(1, 2);
    assertThat(TableFixture.readRows(chunks, snapshot.tables().get(1)))
        .containsExactly(Map.of("B", "2"), Map.of("B", "3"));
  }

  @Test
  void textWithEveryEscapeIsRead() throws IOException {
    read(rowsOf("{\"A\":\"\\ud83d\\ude00 \\u05d0|\\t\\r\\n\\\"\\\\ \\u0000\",\"B\":\"\\ud83d!\"}"));
    assertThat(rows())
        .containsExactly(Map.of("A", "\ud83d\ude00 א|\t\r\n\"\\ \u0000", "B", "\ufffd!"));
    assertThat(snapshot.warnings().lines()).containsExactly("T: 1 invalid character became U+FFFD");
  }

  @Test
  void byteOrderMarkIsSkipped() throws IOException {
    assertThat(read("\ufeff{\"Code\":\"OK\"}").code()).isEqualTo("OK");
  }

  @Test
  void whitespaceAroundTheAnswerIsSkipped() throws IOException {
    assertThat(read(" \r\n\t{\"Code\":\"OK\"}\n\n ").code()).isEqualTo("OK");
  }

  @Test
  void answerTruncatedAnywhereIsUnreadable() {
    byte[] body = SMALL.strip().getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < body.length; length++) {
      assertUnreadable(Arrays.copyOf(body, length));
    }
  }

  @Test
  void chargesAreReadWhenTheRestIsTruncated() {
    byte[] body = SMALL.getBytes(StandardCharsets.UTF_8);
    assertUnreadable(Arrays.copyOf(body, body.length - 40));
    assertThat(globals).containsEntry("ChargedAnalysisResUnits", "5000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "true",
        "7",
        "\"OK\"",
        "[]",
        "[{\"Code\":\"OK\"}]",
        "<html><body>503</body></html>",
        "<?xml version=\"1.0\"?><Result Code=\"OK\"/>",
        "OK",
        "{'Code':'OK'}",
        "{Code:\"OK\"}",
        "{\"Code\":\"OK\",}",
        "{\"Code\":\"OK\"}{",
        "{\"Code\":\"OK\"}x",
        "{\"Code\":\"OK\"}}",
        "{\"Code\":\"OK\"} {}",
        "{\"Code\":\"OK\"} null",
        "{\"Code\":}",
        "{\"Code\":NaN}",
        "{\"A\":01}",
        "{\"DataTables\":{\"T\":[]}}",
        "{\"DataTables\":{\"T\":null}}",
        "{\"DataTables\":{\"T\":{\"Data\":{}}}}",
        "{\"DataTables\":{\"T\":{\"Data\":\"x\"}}}",
        "{\"DataTables\":{\"T\":{\"Data\":[1]}}}",
        "{\"DataTables\":{\"T\":{\"Data\":[[]]}}}",
        "{\"DataTables\":{\"T\":{\"Data\":[null]}}}",
        "{\"DataTables\":{\"T\":{\"Data\":[{\"A\":1}"
      })
  void otherBodyIsUnreadable(String body) {
    assertUnreadable(body);
  }

  @Test
  void otherEncodingIsUnreadable() {
    for (int[] start :
        List.of(
            new int[] {0, 0, 0, '{'},
            new int[] {0, '{', 0, 0},
            new int[] {0, 0, '{', 0},
            new int[] {0, 0, 0xFE, 0xFF},
            new int[] {0, 0, 0xFF, 0xFE},
            new int[] {0xFE, 0xFF, 0, 0},
            new int[] {0xFF, 0xFE, 0, 0},
            new int[] {0x1F, 0x8B, 8, 0},
            new int[] {0xFF, 0xFF, 0xFF, 0xFF})) {
      byte[] body = new byte[64];
      for (int i = 0; i < start.length; i++) {
        body[i] = (byte) start[i];
      }
      assertUnreadable(body);
      Arrays.fill(body, 4, 64, (byte) 0x7F);
      assertUnreadable(body);
    }
  }

  @Test
  void invalidUtf8ByteBecomesReplacementCharacter() throws IOException {
    byte[] latin =
        rowsOf("{\"A\":\"caf\u00e9 x\",\"B\":\"b\"}").getBytes(StandardCharsets.ISO_8859_1);
    JsonAnswerReader.read(new ByteArrayInputStream(latin), snapshot, globals);
    assertThat(rows()).containsExactly(Map.of("A", "caf\ufffd x", "B", "b"));
    assertThat(snapshot.warnings().lines()).containsExactly("T: 1 invalid character became U+FFFD");
  }

  @Test
  void deepNestingIsUnreadableAnywhere() {
    String deep = "[".repeat(2_000) + "]".repeat(2_000);
    assertUnreadable("{\"A\":" + deep + "}");
    assertUnreadable("{\"FullError\":" + deep + "}");
    assertUnreadable("{\"DataTables\":{\"T\":{\"Headers\":{\"A\":" + deep + "}}}}");
    assertUnreadable(rowsOf("{\"A\":" + deep + "}"));
    assertUnreadable("[".repeat(100_000));
  }

  @Test
  void endlessNumbersNamesAndStringsAreUnreadable() {
    assertUnreadable("{\"A\":" + "9".repeat(100_000) + "}");
    assertUnreadable(rowsOf("{\"" + "n".repeat(100_000) + "\":1}"));
    assertUnreadable("{\"A\":\"" + "x".repeat(9_000_000) + "\"}");
  }

  @Test
  void unreadableBodyIsNotQuotedInTheMessage() {
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> read("{\"Code\":\"hush-hush\" oops-hush}"))
        .withMessageNotContaining("hush");
  }

  @Test
  void networkFailureIsPassedOn() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("reset");
          }
        };
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> JsonAnswerReader.read(broken, snapshot, globals))
        .withMessage("reset")
        .isNotInstanceOf(UnreadableException.class);
  }

  @Test
  void storeFailureIsPassedOn() {
    SnapshotBuilder full =
        new SnapshotBuilder((_, _) -> {
          throw new IOException("full");
        });
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> JsonAnswerReader.read(body(SMALL), full, globals))
        .withMessage("full")
        .isNotInstanceOf(UnreadableException.class);
  }

  private AnswerEnvelope read(String body) throws IOException {
    globals.clear();
    return JsonAnswerReader.read(body(body), snapshot, globals);
  }

  private void assertUnreadable(String body) {
    assertUnreadable(body.getBytes(StandardCharsets.UTF_8));
  }

  private void assertUnreadable(byte[] body) {
    SnapshotBuilder snapshot = new SnapshotBuilder(new FakeChunkStore());
    globals.clear();
    assertThatExceptionOfType(UnreadableException.class)
        .as(() -> new String(body, 0, Math.min(80, body.length), StandardCharsets.ISO_8859_1))
        .isThrownBy(() -> JsonAnswerReader.read(new ByteArrayInputStream(body), snapshot, globals));
  }

  private Table table() {
    assertThat(snapshot.tables()).hasSize(1);
    return snapshot.tables().getFirst();
  }

  private List<Map<String, String>> rows() throws IOException {
    return TableFixture.readRows(chunks, table());
  }

  private static InputStream body(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String rowsOf(String rows) {
    return "{\"DataTables\":{\"T\":{\"Data\":[" + rows + "]}}}";
  }
}
