package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Map;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.snapshot.AnswerLimitException;

/** Reads any bytes as an answer in XML. */
class XmlAnswerReaderFuzzTest {
  @FuzzTest
  void anyBytesAreReadOrUnreadable(byte[] bytes) throws IOException {
    ParsedAnswer answer;
    try {
      answer = ParsedAnswer.parseXml(bytes);
    } catch (UnreadableException | AnswerLimitException expected) {
      assertThat(expected.getMessage()).doesNotContainPattern("\\p{Cntrl}").hasSizeLessThan(100);
      return;
    }
    assertThat(answer.warnings()).hasSizeLessThanOrEqualTo(50);
    assertThat(answer.globals()).hasSizeLessThanOrEqualTo(100);
    for (ParsedAnswer.ParsedTable table : answer.tables()) {
      for (Map<String, String> row : table.rows()) {
        assertThat(row.values()).noneMatch(XmlAnswerReaderFuzzTest::hasForbiddenCharacter);
      }
    }
    assertSameThroughTheParser(bytes, answer);
  }

  private static boolean hasForbiddenCharacter(String cell) {
    return cell.codePoints()
        .anyMatch(point ->
            point == 0
                || (point & 0xFFFE) == 0xFFFE && point < 0x10000
                || Character.getType(point) == Character.SURROGATE);
  }

  /** Compares with the rows that the parser reads, because their tags have a space. */
  private static void assertSameThroughTheParser(byte[] bytes, ParsedAnswer answer)
      throws IOException {
    String document = new String(bytes, ISO_8859_1);
    // the parser may lose one of many carriage returns
    if (document.contains("<!") || document.contains("<?") || document.contains("\r")) {
      return;
    }
    ParsedAnswer parsed;
    try {
      parsed = ParsedAnswer.parseXml(document.replace("<Row>", "<Row >").getBytes(ISO_8859_1));
    } catch (UnreadableException expected) {
      assertThat(document).contains("]]>");
      return;
    }
    assertThat(answer.tables()).isEqualTo(parsed.tables());
    assertThat(answer.warnings()).isEqualTo(parsed.warnings());
  }
}
