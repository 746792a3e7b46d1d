package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.snapshot.Globals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads answers that upstream should not send: both formats give the same result. */
class ResponseFormatTest {
  private static final String ONE_REPLACED = "URL: 1 invalid character became U+FFFD";

  @Test
  void rowWithInvalidUtf8IsKept() throws IOException {
    ParsedAnswer answer = ParsedAnswer.parseJson(example("A1-broken-utf8.json"));
    assertThat(answer.table("URL").rows())
        .containsExactly(
            Map.of(
                "SourceURL",
                "https://a.example/1",
                "AnchorText",
                "tea",
                "TargetURL",
                "http://t.example/",
                "SourceTitle",
                "abc\ufffddef"));
    assertThat(answer.warnings()).containsExactly(ONE_REPLACED);
    assertThat(answer.globals()).containsEntry("ChargedAnalysisResUnits", "5000");
  }

  @Test
  void rowWithReferenceToNoCharacterIsKept() throws IOException {
    ParsedAnswer answer = ParsedAnswer.parseXml(example("A1-nul.xml"));
    assertThat(answer.table("URL").rows())
        .containsExactly(Map.of("SourceURL", "https://a.example/1", "SourceTitle", "a\ufffdb"));
    assertThat(answer.warnings()).containsExactly(ONE_REPLACED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ff",
        "80",
        "c0",
        "c3",
        "e2 82",
        "f0 9f ab",
        "ed a0 80",
        "ef bf be",
        "ef bf bf",
        "f8",
        "00",
        "01",
        "0b",
        "1f"
      })
  void eachInvalidByteSequenceBecomesOneReplacementCharacter(String hex) throws IOException {
    String[] bytes = hex.split(" ");
    StringBuilder fault = new StringBuilder();
    for (String digits : bytes) {
      fault.append((char) Integer.parseInt(digits, 16));
    }
    byte[] json = json("{'A':'x" + fault + "y','B':'\u00c3\u00a9'}").getBytes(ISO_8859_1);
    byte[] plain = xml("A|B", "<Row>x" + fault + "y|\u00c3\u00a9</Row>").getBytes(ISO_8859_1);
    byte[] parsed =
        xml("A|B", "<Row ><![CDATA[x" + fault + "y]]>|\u00c3\u00a9</Row>").getBytes(ISO_8859_1);
    for (ParsedAnswer answer :
        List.of(
            ParsedAnswer.parseJson(json),
            ParsedAnswer.parseXml(plain),
            ParsedAnswer.parseXml(parsed))) {
      assertThat(answer.table("URL").rows())
          .containsExactly(Map.of("A", "x\ufffdy", "B", "\u00e9"));
      assertThat(answer.warnings()).containsExactly(ONE_REPLACED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ud800", "udfff", "uDC00\\u0041", "ud83d\\ud83d\\ude00", "ufffe", "uFFFF"})
  void eachInvalidEscapeBecomesOneReplacementCharacter(String escape) throws IOException {
    ParsedAnswer answer =
        ParsedAnswer.parseJson(json("{'A':'x\\" + escape + "y'}").getBytes(UTF_8));
    assertThat(answer.table("URL").rows().getFirst().get("A"))
        .startsWith("x\ufffd")
        .endsWith("y")
        .containsOnlyOnce("\ufffd");
    assertThat(answer.warnings()).containsExactly(ONE_REPLACED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&#0;",
        "&#x0;",
        "&#x00000;",
        "&#xD800;",
        "&#57343;",
        "&#xFFFE;",
        "&#65535;",
        "&#x110000;",
        "&#99999999999999999;"
      })
  void eachInvalidReferenceBecomesOneReplacementCharacter(String reference) throws IOException {
    for (String tag : List.of("<Row>", "<Row >")) {
      ParsedAnswer answer =
          ParsedAnswer.parseXml(xml("A", tag + "x" + reference + "y&amp;</Row>").getBytes(UTF_8));
      assertThat(answer.table("URL").rows()).containsExactly(Map.of("A", "x\ufffdy&"));
      assertThat(answer.warnings()).containsExactly(ONE_REPLACED);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a & b, a & b",
    "http://e.example/?b=1&c=2, http://e.example/?b=1&c=2",
    "a&nbsp;b, a&nbsp;b",
    "a&#X0;b, a\ufffdb",
    "a&#0 b, a\ufffd b",
    "a&, a&"
  })
  void xmlTextWithInvalidReferenceIsKept(String written, String kept) throws IOException {
    for (String tag : List.of("<Row>", "<Row >")) {
      ParsedAnswer answer =
          ParsedAnswer.parseXml(xml("A", tag + written + "</Row>").getBytes(UTF_8));
      assertThat(answer.table("URL").rows()).containsExactly(Map.of("A", kept));
      assertThat(answer.warnings()).containsExactly(ONE_REPLACED);
    }
    ParsedAnswer attribute =
        ParsedAnswer.parseXml("<Result Code='OK' New='%s'/>".formatted(written).getBytes(UTF_8));
    assertThat(attribute.globals()).isEqualTo(Map.of("New", kept));
    assertThat(attribute.warnings()).containsExactly("Answer: 1 invalid character became U+FFFD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "\0\0 \0", "\u00ff", "\n\u0001\n", "\u00c3"})
  void invalidBytesAfterTheEndAreIgnored(String end) throws IOException {
    for (ParsedAnswer answer :
        List.of(
            ParsedAnswer.parseXml((xml("A", "<Row>x</Row>") + end).getBytes(ISO_8859_1)),
            ParsedAnswer.parseJson((json("{'A':'x'}") + end).getBytes(ISO_8859_1)))) {
      assertThat(answer.table("URL").rows()).containsExactly(Map.of("A", "x"));
      assertThat(answer.warnings())
          .singleElement()
          .asString()
          .matches("Answer: [13] invalid characters? became U\\+FFFD");
    }
  }

  @Test
  void invalidBytesBetweenJsonTokensAreIgnored() throws IOException {
    String json = json("{'A'\0:\u00ff 'x'\0,'B':1\0}\0,\0{'A':'y'}");
    ParsedAnswer answer = ParsedAnswer.parseJson(json.getBytes(ISO_8859_1));
    assertThat(answer.table("URL").rows())
        .containsExactly(Map.of("A", "x", "B", "1"), Map.of("A", "y"));
    assertThat(answer.warnings()).containsExactly("URL: 6 invalid characters became U+FFFD");
  }

  @Test
  void jsonWithInvalidEscapeIsKept() throws IOException {
    ParsedAnswer answer = ParsedAnswer.parseJson(json("{'A':'a\\xb','B':'c'}").getBytes(UTF_8));
    assertThat(answer.table("URL").rows()).containsExactly(Map.of("A", "a\\xb", "B", "c"));
    assertThat(answer.warnings()).containsExactly(ONE_REPLACED);
  }

  @Test
  void binaryAfterStartOfJsonIsUnreadable() {
    byte[] json = json("{'A':'x'}").getBytes(UTF_16LE);
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> ParsedAnswer.parseJson(json));
  }

  @Test
  void oddByteAtTheEndOfUtf16IsIgnored() throws IOException {
    byte[] xml = xml("A", "<Row>x</Row>").getBytes(UTF_16LE);
    ParsedAnswer answer = ParsedAnswer.parseXml(Arrays.copyOf(xml, xml.length + 1));
    assertThat(answer.table("URL").rows()).containsExactly(Map.of("A", "x"));
    assertThat(answer.warnings()).containsExactly("Answer: 1 invalid character became U+FFFD");
  }

  @Test
  void surrogateReferencesBecomeOneCharacter() throws IOException {
    for (String tag : List.of("<Row>", "<Row >")) {
      String row = tag + "&#xD83E;&#xDED6;&#55358;&#57046;&#xD83E;x&#xDED6;</Row>";
      ParsedAnswer answer = ParsedAnswer.parseXml(xml("A", row).getBytes(UTF_8));
      assertThat(answer.table("URL").rows())
          .containsExactly(Map.of("A", "\ud83e\uded6\ud83e\uded6\ufffdx\ufffd"));
      assertThat(answer.warnings()).containsExactly("URL: 2 invalid characters became U+FFFD");
    }
  }

  @Test
  void referencesInCdataAreUnchanged() throws IOException {
    String row = "<Row><![CDATA[&#0; & &#xD800;]]><!-- &#0; --></Row>";
    ParsedAnswer answer = ParsedAnswer.parseXml(xml("A", row).getBytes(UTF_8));
    assertThat(answer.table("URL").rows()).containsExactly(Map.of("A", "&#0; & &#xD800;"));
    assertThat(answer.warnings()).isEmpty();
  }

  @Test
  void rawLineEndsAndTabsInJsonStringsAreKept() throws IOException {
    ParsedAnswer answer =
        ParsedAnswer.parseJson(json("{'A':'x\ty\r\nz','B':['\t']}").getBytes(UTF_8));
    assertThat(answer.table("URL").rows())
        .containsExactly(Map.of("A", "x\ty\r\nz", "B", "[\"\t\"]"));
    assertThat(answer.warnings()).isEmpty();
  }

  @Test
  void replacementsAreCountedPerTableAndOutsideTables() throws IOException {
    byte[] json =
        """
        {"Code":"OK","New":"\u00ff","DataTables":{
          "URL":{"Headers":{"X":"\u00ff"},"Data":[{"A":"\u00ff"},{"A":"\u00fe\u00ff"}]},
          "RootDomain":{"Data":[{"\u00ff":"x"},{"\u00ff":"x"},{"B":["\u00ff\u00c3\u00a9"]}]}}}
        """
            .getBytes(ISO_8859_1);
    ParsedAnswer answer = ParsedAnswer.parseJson(json);
    assertThat(answer.warnings())
        .containsExactly(
            "URL: 4 invalid characters became U+FFFD",
            "RootDomain: 3 invalid characters became U+FFFD",
            "Answer: 1 invalid character became U+FFFD");
    assertThat(answer.globals()).isEqualTo(Map.of("New", "\ufffd"));
    assertThat(answer.table("URL").attributes()).isEqualTo(Map.of("X", "\ufffd"));
    assertThat(answer.table("RootDomain").rows())
        .containsExactly(
            Map.of("\ufffd", "x"), Map.of("\ufffd", "x"), Map.of("B", "[\"\ufffd\u00e9\"]"));

    byte[] xml =
        """
        <Result Code="OK" New="\u00ff"><DataTables>
        <DataTable Name="URL" Headers="A" X="&#0;"><Row>\u00ff</Row><Row>&#0;\u00ff</Row></DataTable>
        <DataTable Name="RootDomain" Headers="\u00ff|B"><Row>x|</Row><Row >y|\u00ff</Row></DataTable>
        </DataTables></Result>
        """
            .getBytes(ISO_8859_1);
    ParsedAnswer xmlAnswer = ParsedAnswer.parseXml(xml);
    assertThat(xmlAnswer.warnings())
        .containsExactly(
            "URL: 4 invalid characters became U+FFFD",
            "RootDomain: 2 invalid characters became U+FFFD",
            "Answer: 1 invalid character became U+FFFD");
    assertThat(xmlAnswer.globals()).isEqualTo(Map.of("New", "\ufffd"));
    assertThat(xmlAnswer.table("URL")).isEqualTo(answer.table("URL"));
  }

  @Test
  void xmlIsReadInItsDeclaredEncoding() throws IOException {
    for (Charset encoding :
        List.of(UTF_16, UTF_16BE, UTF_16LE, ISO_8859_1, Charset.forName("windows-1252"), UTF_8)) {
      String body =
          "<?xml version=\"1.0\" encoding=\"%s\"?>".formatted(encoding.name())
              + xml("Caf\u00e9|B", "<Row>th\u00e9|a||b</Row><Row >\u00fc|&#8364;</Row>");
      ParsedAnswer answer = ParsedAnswer.parseXml(body.getBytes(encoding));
      assertThat(answer.table("URL").rows())
          .as(encoding.name())
          .containsExactly(
              Map.of("Caf\u00e9", "th\u00e9", "B", "a|b"),
              Map.of("Caf\u00e9", "\u00fc", "B", "\u20ac"));
      assertThat(answer.warnings()).isEmpty();
    }
    String windows =
        "<?xml version='1.0' encoding='windows-1252'?>" + xml("A", "<Row>\u0080\u0081</Row>");
    ParsedAnswer answer = ParsedAnswer.parseXml(windows.getBytes(ISO_8859_1));
    assertThat(answer.table("URL").rows()).containsExactly(Map.of("A", "\u20ac\ufffd"));
    assertThat(answer.warnings()).containsExactly(ONE_REPLACED);
  }

  @Test
  void repeatedColumnIsKeptUnderAnotherName() throws IOException {
    ParsedAnswer answer = ParsedAnswer.parseJson(example("F4-column-twice.json"));
    assertThat(answer.table("URL").rows())
        .containsExactly(Map.of("SourceURL", "https://a.example/1", "New", "x1", "New 2", "x2"));
    assertThat(answer.warnings())
        .containsExactly(
            "New: upstream repeated this column; the repetition is kept as \"New 2\" in extra");
  }

  @ParameterizedTest
  @CsvSource({
    "A|A, A|A 2",
    "A|a, A|A 2",
    "acRank|ACRank|ACRANK, acRank|acRank 2|acRank 3",
    "A|B|A|B, A|B|A 2|B 2",
    "A|A|A 2, A|A 2|A 2 2",
    "A 2|A|A, A 2|A|A 3",
    "DomainID|domainid, DomainID|DomainID 2",
    "FlagFrame|FlagFrame, FlagFrame|FlagFrame 2",
    "SourceURL|x|SOURCEURL, SourceURL|x|SourceURL 2",
    "\u00e9|\u00c9, \u00e9|\u00e9 2"
  })
  void repeatedColumnsAreNamedAlikeInBothFormats(String headers, String expectedNames)
      throws IOException {
    String[] names = headers.split("\\|");
    String[] columns = expectedNames.split("\\|");
    StringBuilder row = new StringBuilder();
    StringBuilder cells = new StringBuilder();
    Map<String, String> expected = new TreeMap<>();
    for (int i = 0; i < names.length; i++) {
      row.append(i == 0 ? "" : ",").append("'" + names[i] + "':'" + (i + 1) + "'");
      cells.append(i == 0 ? "" : "|").append(i + 1);
      expected.put(columns[i], String.valueOf(i + 1));
    }
    ParsedAnswer json = ParsedAnswer.parseJson(json("{" + row + "},{" + row + "}").getBytes(UTF_8));
    ParsedAnswer xml =
        ParsedAnswer.parseXml(xml(headers, ("<Row>" + cells + "</Row>").repeat(2)).getBytes(UTF_8));
    assertThat(json.table("URL").rows()).containsExactly(expected, expected);
    assertThat(xml.table("URL").rows()).containsExactly(expected, expected);
    long repetitions = List.of(columns).stream().filter(name -> name.matches(".* \\d")).count();
    assertThat(json.warnings()).isNotEmpty().hasSizeLessThanOrEqualTo((int) repetitions);
    assertThat(xml.warnings()).isEqualTo(json.warnings());
  }

  @Test
  void columnIsRepeatedOnlyWhenItsNameOccursTwiceInARow() throws IOException {
    ParsedAnswer answer =
        ParsedAnswer.parseJson(
            json("""
            {'A':'1','B':'2','A':'3'},{'B':'4','A':'5'},{'X':'6','B':'7','A':'8'},
            {'B':'9','B':'10'},{'A':'','a':'11'},{'A':'12','B':'13','A':'14'}
            """)
                .getBytes(UTF_8));
    assertThat(answer.table("URL").rows())
        .containsExactly(
            Map.of("A", "1", "B", "2", "A 2", "3"),
            Map.of("B", "4", "A", "5"),
            Map.of("X", "6", "B", "7", "A", "8"),
            Map.of("B", "9", "B 2", "10"),
            Map.of("A 2", "11"),
            Map.of("A", "12", "B", "13", "A 2", "14"));
    assertThat(answer.warnings()).hasSize(2);
  }

  @Test
  void integersWrittenAsFloatsAreRead() throws IOException {
    ParsedAnswer answer = ParsedAnswer.parseJson(example("F5-floats.json"));
    assertThat(answer.table("URL").rows().getFirst())
        .containsEntry("ACRank", "4")
        .containsEntry("DomainID", "0");
    Globals globals = new Globals(answer.globals());
    assertThat(globals.number("ChargedAnalysisResUnits")).isEqualTo(5_000);
    assertThat(globals.number("ChargedRetrievalResUnits")).isEqualTo(1);
    assertThat(globals.number("IndexType")).isEqualTo(1);
    assertThat(answer.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ACRank, 4.0, 4",
    "ACRank, 0e0, 0",
    "ACRank, -1.0, -1",
    "DomainID, 0.00, 0",
    "AlexaRank, 1.5e1, 15",
    "SourceTrustFlow, 1e2, 100",
    "TopicalTrustFlow_Value_3, 5000.0, 5000",
    "RefDomains, 12e-0, 12",
    "LinksAvailableForRootDomain, -0, 0",
    "FlagFrame, 1.0, 1",
    "FlagNoFollow, 0.0, 0",
    "ExtBackLinks, 9223372036854775807.0, 9223372036854775807"
  })
  void numericCellsAreReadByValue(String column, String text, String expected) throws IOException {
    assertCell(column, text, expected, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "ACRank, 4.5",
    "DomainID, 1e400",
    "DomainID, 1e-999999999",
    "RefDomains, 9223372036854775808.0",
    "FlagFrame, 2.0",
    "FlagFrame, 0.5",
    "Date, 2017.0"
  })
  void unrepresentableNumberIsKeptAsText(String column, String text) throws IOException {
    assertCell(column, text, text, 1);
  }

  @Test
  void numbersInTextColumnsAreUnchanged() throws IOException {
    assertCell("AnchorText", "4.0", "4.0", 0);
    assertCell("NewColumn", "1e2", "1e2", 0);
  }

  private static void assertCell(String column, String text, String expected, int warnings)
      throws IOException {
    ParsedAnswer number =
        ParsedAnswer.parseJson(json("{'" + column + "':" + text + "}").getBytes(UTF_8));
    ParsedAnswer string =
        ParsedAnswer.parseJson(json("{'" + column + "':'" + text + "'}").getBytes(UTF_8));
    ParsedAnswer xml =
        ParsedAnswer.parseXml(xml(column, "<Row>" + text + "</Row>").getBytes(UTF_8));
    for (ParsedAnswer answer : List.of(number, string, xml)) {
      assertThat(answer.table("URL").rows()).containsExactly(Map.of(column, expected));
      assertThat(answer.warnings()).hasSize(warnings);
    }
  }

  @Test
  void impossibleChargesAreIgnored() throws IOException {
    Globals globals =
        new Globals(ParsedAnswer.parseJson(example("A2-negative-charge.json")).globals());
    assertThat(globals.number("ChargedAnalysisResUnits")).isEqualTo(-5_000);
    assertThat(globals.units("ChargedAnalysisResUnits")).isNull();
    assertThat(globals.units("ChargedRetrievalResUnits")).isNull();
  }

  @Test
  void keyRepeatedByUpstreamIsMaskedEverywhere() throws IOException {
    String key = "F00DCAFE0123456789ABCDEF";
    byte[] json =
        """
        {"Code":"OK","Echo":"key=KEY","KEY":"x","GlobalVars":{"App":"KEY"},"DataTables":{
          "URL":{"Headers":{"Note":"by KEY","KEY":"y"},
            "Data":[{"SourceURL":"http://a/?k=KEY","AnchorText":"KEY","KEY":"z"},
                    {"SourceURL":"http://b/","AnchorText":["KEY"]}]},
          "Table KEY":{"Data":[{"Column":"a key: f00dcafe0123456789abcdef!"}]}}}
        """
            .replace("KEY", key)
            .getBytes(UTF_8);
    byte[] xml =
        """
        <Result Code="OK" Echo="key=KEY" kKEY="x"><GlobalVars App="KEY"/><DataTables>
        <DataTable Name="URL" Headers="SourceURL|AnchorText|KEY" Note="by KEY">
        <Row>http://a/?k=KEY|KEY|z</Row><Row >http://b/| |KEY</Row><Row>KEY|damaged</Row></DataTable>
        <DataTable Name="Table KEY" Headers="Column"><Row>KEY</Row></DataTable>
        </DataTables></Result>
        """
            .replace("KEY", key)
            .getBytes(UTF_8);
    for (ParsedAnswer answer :
        List.of(
            ParsedAnswer.parse(ResponseFormat.JSON, json, List.of(key)),
            ParsedAnswer.parse(ResponseFormat.XML, xml, List.of(key)))) {
      assertThat(answer.toString()).doesNotContainIgnoringCase(key).contains("***");
      assertThat(answer.globals()).containsEntry("Echo", "key=***").containsEntry("App", "***");
      assertThat(answer.table("URL").attributes()).containsEntry("Note", "by ***");
      assertThat(answer.table("URL").rows().getFirst())
          .isEqualTo(Map.of("SourceURL", "http://a/?k=***", "AnchorText", "***", "***", "z"));
    }
  }

  private static String json(String rows) {
    String data = rows.replace('\'', '"');
    return "{\"Code\":\"OK\",\"DataTables\":{\"URL\":{\"Headers\":{},\"Data\":[" + data + "]}}}";
  }

  private static String xml(String headers, String rows) {
    return "<Result Code=\"OK\"><DataTables><DataTable Name=\"URL\" Headers=\"%s\">%s</DataTable></DataTables></Result>"
        .formatted(headers, rows);
  }

  private static byte[] example(String name) throws IOException {
    try (InputStream file =
        ResponseFormatTest.class.getResourceAsStream("/majestic/cases/" + name)) {
      return Objects.requireNonNull(file).readAllBytes();
    }
  }
}
