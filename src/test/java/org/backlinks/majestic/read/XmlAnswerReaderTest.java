package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.snapshot.SnapshotBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlAnswerReaderTest {
  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  @Test
  void sampleIsReadAsByTheJsonReader() throws IOException {
    ParsedAnswer xml = ParsedAnswer.parseXml(sample("xml"));
    ParsedAnswer json = ParsedAnswer.parseJson(sample("json"));
    assertThat(xml.tables()).isEqualTo(json.tables());
    assertThat(xml.code()).isEqualTo("OK").isEqualTo(json.code());
    assertThat(xml.warnings()).isEmpty();
    Map<String, String> globals = new HashMap<>(json.globals());
    // the samples are from different servers
    globals.put("ServerName", "SHADOJAGUAR");
    assertThat(xml.globals()).isEqualTo(globals);
    assertThat(xml.table("URL").rows().getFirst())
        .containsEntry("DomainID", "0")
        .containsEntry("SourceTopicalTrustFlow_Value_0", "70")
        .doesNotContainKey("SourceURL");
    assertThat(xml.table("DomainsInfo").rows().getFirst())
        .containsEntry("TopicalTrustFlow_Value_9", "34");
  }

  @Test
  void globalsTablesAndRowsAreRead() throws IOException {
    ParsedAnswer answer =
        ParsedAnswer.parseXml(
            utf8(
                """
                <Result Code="OK" ErrorMessage="" FullError="trace" Fresh="1">
                  <GlobalVars JobID="J1" Empty="" Blank=" " Title="a &amp; b"/>
                  <DataTables Count="1">
                    <DataTable Name="T" RowsCount="7" Headers="A|B||C|D" Size="2" Nothing="">
                      <Row>one|tw||o|3</Row>
                      <Row> | x |</Row>
                    </DataTable>
                  </DataTables>
                </Result>
                """));
    assertThat(answer.globals()).isEqualTo(Map.of("JobID", "J1", "Title", "a & b", "Fresh", "1"));
    assertThat(answer.tables())
        .containsExactly(
            new ParsedAnswer.ParsedTable(
                "T",
                Map.of("Size", "2"),
                List.of(Map.of("A", "one", "B|C", "tw|o", "D", "3"), Map.of("B|C", " x "))));
  }

  @Test
  void whitespaceInCellsIsKept() throws IOException {
    String row = " a \t|&#13;&#10;b\r\nc|<![CDATA[<d>]]> &lt;e&#x1F375;|  ";
    assertThat(rows("A|B|C|D", row))
        .containsExactly(
            Map.of("A", " a \t", "B", "\r\nb\nc", "C", "<d> <e\ud83c\udf75", "D", "  "));
  }

  @Test
  void controlCharacterReferencesAreRead() throws IOException {
    assertThat(rows("A|B", "a&#x1F;b|c")).containsExactly(Map.of("A", "a\u001fb", "B", "c"));
  }

  @Test
  void damagedRowIsKeptWhole() throws IOException {
    ParsedAnswer answer =
        ParsedAnswer.parseXml(
            utf8(document("A|B", "<Row>1|2</Row><Row>a|b||b|&amp;c</Row><Row>x</Row>")));
    assertThat(answer.table("T").rows())
        .containsExactly(
            Map.of("A", "1", "B", "2"),
            Map.of("DamagedRow", "a|b||b|&c"),
            Map.of("DamagedRow", "x"));
    assertThat(answer.warnings())
        .containsExactly(
            "DamagedRow: 2 cells kept as the whole row, which can't be cut into cells");
  }

  @Test
  void rowsWithoutColumnsAreKeptWhole() throws IOException {
    assertThat(rows("", "a|b")).containsExactly(Map.of("DamagedRow", "a|b"));
    assertThat(ParsedAnswer.parseXml(utf8(document("", ""))).table("T").rows()).isEmpty();
  }

  @Test
  void answersWithoutTablesOrGlobalsAreRead() throws IOException {
    ParsedAnswer refused =
        ParsedAnswer.parseXml(
            utf8("<Result Code=\"X\" ErrorMessage=\"no &quot;key&quot;\" FullError=\"t\"/>"));
    assertThat(refused)
        .isEqualTo(new ParsedAnswer("X", "no \"key\"", Map.of(), List.of(), List.of()));
    assertThat(ParsedAnswer.parseXml(utf8("<Result/>")).code()).isEmpty();
    assertThat(
            ParsedAnswer.parseXml(utf8("<Result Code='Q'><DataTables Count='0'/></Result>"))
                .tables())
        .isEmpty();
  }

  @Test
  void unknownElementsAreSkipped() throws IOException {
    String body =
        """
        <!-- c --><?p i?><Result xmlns="urn:x" Code="OK"><New a="1"><Row>x</Row></New>words
        <DataTables><Other><DataTable Name="no"/></Other>
        <DataTable Name="T" Headers="A"><Note/><Row>a<b>no</b><!-- c -->c</Row></DataTable>
        </DataTables><GlobalVars Late="1"/></Result><!-- end -->
        """;
    ParsedAnswer answer = ParsedAnswer.parseXml(utf8(body));
    assertThat(answer.globals()).isEqualTo(Map.of("Late", "1"));
    assertThat(answer.tables())
        .containsExactly(new ParsedAnswer.ParsedTable("T", Map.of(), List.of(Map.of("A", "ac"))));
  }

  @Test
  void namesBindInAnyCase() throws IOException {
    String body =
        """
        <result code="OK"><datatables><datatable name="T" headers="A|a|B">\
        <row>1|2|3</row></datatable></datatables></result>
        """;
    assertThat(ParsedAnswer.parseXml(utf8(body)).table("T").rows())
        .containsExactly(Map.of("A", "1", "A 2", "2", "B", "3"));
  }

  @Test
  void declaredEncodingAndByteOrderMarkAreFollowed() throws IOException {
    String body = "<Result Code=\"caf\u00e9\"/>";
    assertThat(ParsedAnswer.parseXml(utf8(body)).code()).isEqualTo("caf\u00e9");
    assertThat(ParsedAnswer.parseXml(utf8("\ufeff" + HEAD + body)).code()).isEqualTo("caf\u00e9");
    String latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + body;
    assertThat(ParsedAnswer.parseXml(latin.getBytes(ISO_8859_1)).code()).isEqualTo("caf\u00e9");
    assertThat(ParsedAnswer.parseXml(body.getBytes(UTF_16)).code()).isEqualTo("caf\u00e9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "OK",
        "{\"Code\": \"OK\"}",
        "<html><body>SECRET</body></html>",
        "<Result Code=\"SECRET\">",
        "<Result Code=\"SECRET\" Code=\"2\"/>",
        "<Result></result>",
        "<Result/><Result/>",
        "<Result/>SECRET",
        "<Result>&secret;<",
        "<Result/>\u00e9",
        "<Result Code=\"<\"/>",
        "<!DOCTYPE html><Result/>",
        "<!DOCTYPE Result [<!ENTITY a \"SECRET\">]><Result Code=\"&a;\"/>",
        "<!DOCTYPE Result SYSTEM \"file:///etc/passwd\"><Result/>",
        "<!DOCTYPE Result [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Result>&x;</Result>",
        "<?xml version=\"1.0\" encoding=\"no-such\"?><Result/>"
      })
  void otherXmlIsUnreadableAndNotQuoted(String body) {
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> ParsedAnswer.parseXml(utf8(body)))
        .withMessageNotContainingAny("SECRET", "secret", "passwd", "html", "no-such");
  }

  @Test
  void entityBombIsUnreadable() {
    StringBuilder bomb = new StringBuilder("<!DOCTYPE Result [<!ENTITY a0 \"ha\">");
    for (int i = 1; i < 50; i++) {
      String twice = "&a" + (i - 1) + ";&a" + (i - 1) + ";";
      bomb.append("<!ENTITY a").append(i).append(" \"").append(twice).append("\">");
    }
    bomb.append("]><Result>&a49;</Result>");
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> ParsedAnswer.parseXml(utf8(bomb.toString())));
  }

  @Test
  void endlessPartsAreUnreadable() throws IOException {
    assertThatUnreadable("<Result>", "<a>");
    assertThatUnreadable("<Result Code=\"", "aaaaaaaa");
    assertThatUnreadable("<Result ErrorMessage=\"", "&amp;");
    assertThatUnreadable("<Result><!--", "aaaa bbbb");
    assertThatUnreadable("<", "aaaa");
    assertThatUnreadable("<Result FullError=\"", "\n");
    assertThatUnreadable(open("A") + "<Row>", "aaaa bbbb");
    assertThatUnreadable(open("A") + "<Row>", "&#13;");
    assertThatUnreadable(open("A") + "<Row>", "<![CDATA[aaaa bbbb]]>");
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> ParsedAnswer.parseXml(utf8(document("A|".repeat(600) + "B", ""))));
    String wide = "='" + "a".repeat(900_000) + "' ";
    InputStream many =
        new SequenceInputStream(
            new ByteArrayInputStream(utf8("<Result ")),
            new SequenceInputStream(
                Collections.enumeration(
                    IntStream.range(0, 40)
                        .mapToObj(i -> new ByteArrayInputStream(utf8("a" + i + wide)))
                        .toList())));
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> XmlAnswerReader.read(many, discardingBuilder(), new HashMap<>()));
    String attributes =
        String.join(" ", IntStream.range(0, 2_000).mapToObj(i -> "a" + i + "='1'").toList());
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> ParsedAnswer.parseXml(utf8("<Result " + attributes + "/>")));
  }

  @Test
  void largeUnknownElementIsSkipped() throws IOException {
    InputStream body = endless("<Result Code=\"OK\"><New>", "<Row>a &amp; b</Row>\n", 40 << 20);
    InputStream end = new ByteArrayInputStream(utf8("</New></Result>"));
    AnswerEnvelope read =
        XmlAnswerReader.read(
            new SequenceInputStream(body, end), discardingBuilder(), new HashMap<>());
    assertThat(read.code()).isEqualTo("OK");
  }

  @Test
  void rowOfMaximumLengthIsRead() throws IOException {
    String row = "&#13;".repeat(RowBuffer.MAX_ROW_BYTES - 2) + "|b";
    assertThat(rows("A|B", row).getFirst()).containsEntry("B", "b");
  }

  @Test
  void answerTruncatedAnywhereIsUnreadable() throws IOException {
    for (byte[] whole :
        List.of(
            sample("xml"),
            utf8(
                HEAD
                    + document(
                        "A|B", "<Row>caf\u00e9|\ud83c\udf75&#13;<![CDATA[x]]></Row><!-- c -->")))) {
      int end = new String(whole, ISO_8859_1).lastIndexOf('>');
      for (int length = 0; length <= end; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatExceptionOfType(UnreadableException.class)
            .as("cut at %d", length)
            .isThrownBy(() -> ParsedAnswer.parseXml(cut));
      }
      assertThat(ParsedAnswer.parseXml(Arrays.copyOf(whole, end + 1)).code()).isEqualTo("OK");
    }
  }

  @Test
  void globalsBeforeTheTruncationAreRead() throws IOException {
    byte[] whole = sample("xml");
    Map<String, String> globals = new LinkedHashMap<>();
    assertThatThrownBy(() ->
            XmlAnswerReader.read(
                new ByteArrayInputStream(whole, 0, 2_000), discardingBuilder(), globals))
        .isInstanceOf(UnreadableException.class);
    assertThat(globals).containsEntry("ChargedAnalysisResUnits", "5000");
  }

  @Test
  void damagedBytesAreReadOrUnreadable() throws IOException {
    byte[] whole = sample("xml");
    Random random = new Random(7);
    for (int round = 0; round < 5_000; round++) {
      byte[] body = whole.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        body[random.nextInt(body.length)] =
            random.nextBoolean()
                ? (byte) random.nextInt()
                : (byte) "<>&\"'=/!?[]-| ;#".charAt(random.nextInt(16));
      }
      try {
        assertThat(ParsedAnswer.parseXml(body).tables()).hasSizeLessThanOrEqualTo(2);
      } catch (UnreadableException expected) {
        assertThat(expected).hasMessageNotContaining("2812912800");
      }
    }
  }

  @Test
  void networkFailureIsPassedOn() throws IOException {
    byte[] whole = sample("xml");
    for (int length = 0; length < whole.length; length += 97) {
      IOException broken = new IOException("reset");
      InputStream body =
          new SequenceInputStream(
              new ByteArrayInputStream(whole, 0, length),
              new InputStream() {
                @Override
                public int read() throws IOException {
                  throw broken;
                }
              });
      assertThatThrownBy(() -> XmlAnswerReader.read(body, discardingBuilder(), new HashMap<>()))
          .isSameAs(broken);
    }
  }

  @Test
  void storeFailureIsPassedOn() {
    IOException full = new IOException("full");
    SnapshotBuilder snapshot =
        new SnapshotBuilder((_, _) -> {
          throw full;
        });
    assertThatThrownBy(() ->
            XmlAnswerReader.read(
                new ByteArrayInputStream(sample("xml")), snapshot, new HashMap<>()))
        .isSameAs(full);
  }

  @Test
  void rowsInEveryFormAreReadAlike() throws IOException {
    String plain = "<Row>a&amp;b|\u00e9||\ud83e\uded6|1</Row>";
    for (String row :
        List.of(
            plain,
            plain.replace("<Row>", "<Row >"),
            plain.replace("<Row>", "<Row n='1>2'>"),
            plain.replace("Row", "row"),
            plain.replace("</Row>", "<!-- <Row>x</Row> --></Row>"),
            plain.replace("</Row>", "<New><Row>x</Row></New></Row>"),
            plain.replace("a&amp;b", "<![CDATA[a&b]]>"))) {
      for (String between :
          List.of("", "\r\n\t", "<!-- <Row>x|y|z</Row> -->", "<New><Row>x</Row></New>", "words")) {
        String rows = String.join(between, Collections.nCopies(3, row + plain));
        assertThat(ParsedAnswer.parseXml(utf8(document("A|B|C", rows))).table("T").rows())
            .as(row + between)
            .hasSize(6)
            .containsOnly(Map.of("A", "a&b", "B", "\u00e9|\ud83e\uded6", "C", "1"));
      }
    }
  }

  @Test
  void rowsAfterAnEmptyTableAreIgnored() throws IOException {
    String body =
        """
        <Result Code="OK"><DataTables><DataTable Name="E" Headers="A"/><Row>x</Row>\
        <DataTable Name="T" Headers="A"><Row>y</Row></DataTable></DataTables></Result>
        """;
    ParsedAnswer answer = ParsedAnswer.parseXml(utf8(body));
    assertThat(answer.table("E").rows()).isEmpty();
    assertThat(answer.table("T").rows()).containsExactly(Map.of("A", "y"));
  }

  @Test
  void rowsAreReadAlikeWhenBytesArriveInPieces() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      rows.append("<Row>").append("\u05d0\ud83e\uded6&amp;".repeat(i)).append('|').append(i);
      rows.append(i % 50 == 0 ? "<!-- c -->" : "").append("</Row>\n");
    }
    byte[] body = utf8(HEAD + document("A|B", rows.toString()));
    List<Map<String, String>> expected = ParsedAnswer.parseXml(body).table("T").rows();
    assertThat(expected).hasSize(300);
    assertThat(expected.get(299)).containsEntry("A", "\u05d0\ud83e\uded6&".repeat(299));
    for (int pieceSize : new int[] {1, 7, 4_096, 65_535}) {
      PiecewiseInputStream pieces = new PiecewiseInputStream(body, pieceSize);
      assertThat(ParsedAnswer.parseXml(pieces).table("T").rows())
          .as("%d bytes", pieceSize)
          .isEqualTo(expected);
    }
  }

  @Test
  void rowsLongerThanTheBufferAreRead() throws IOException {
    String longText = "x".repeat(60_000);
    String rows =
        "<Row>1|2|3</Row><Row>%s|%s&amp;|%s</Row><Row>4|5|6</Row>"
            .formatted(longText, longText, longText);
    assertThat(ParsedAnswer.parseXml(utf8(document("A|B|C", rows))).table("T").rows())
        .containsExactly(
            Map.of("A", "1", "B", "2", "C", "3"),
            Map.of("A", longText, "B", longText + "&", "C", longText),
            Map.of("A", "4", "B", "5", "C", "6"));
  }

  private static void assertThatUnreadable(String head, String part) throws IOException {
    InputStream body = endless(head, part, 200 << 20);
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> XmlAnswerReader.read(body, discardingBuilder(), new HashMap<>()))
        .withMessageNotContaining("aaaa");
    assertThat(body.readAllBytes()).as("unread bytes").hasSizeGreaterThan(100 << 20);
  }

  /** Returns a stream of the head and then the same part, repeated up to a number of bytes. */
  private static InputStream endless(String head, String part, int bytes) {
    byte[] block = utf8(part.repeat(10_000));
    List<InputStream> blocks = new ArrayList<>();
    blocks.add(new ByteArrayInputStream(utf8(head)));
    for (int count = 0; count < bytes; count += block.length) {
      blocks.add(new ByteArrayInputStream(block));
    }
    return new SequenceInputStream(Collections.enumeration(blocks));
  }

  private static SnapshotBuilder discardingBuilder() {
    return new SnapshotBuilder((_, _) -> {});
  }

  private static List<Map<String, String>> rows(String headers, String row) throws IOException {
    return ParsedAnswer.parseXml(utf8(document(headers, "<Row>" + row + "</Row>")))
        .table("T")
        .rows();
  }

  private static String document(String headers, String rows) {
    return open(headers) + rows + "</DataTable></DataTables></Result>";
  }

  private static String open(String headers) {
    return "<Result Code=\"OK\"><DataTables><DataTable Name=\"T\" Headers=\"" + headers + "\">";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] sample(String format) throws IOException {
    try (InputStream sample =
        XmlAnswerReaderTest.class.getResourceAsStream("/majestic/sample." + format)) {
      return Objects.requireNonNull(sample).readAllBytes();
    }
  }
}
