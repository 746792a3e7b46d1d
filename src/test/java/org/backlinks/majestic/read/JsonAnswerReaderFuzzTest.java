package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.snapshot.AnswerLimitException;
import org.backlinks.snapshot.WholeNumberParser;

/** Compares the answer in any bytes with what Jackson reads in them. */
class JsonAnswerReaderFuzzTest {
  private static final ObjectMapper JACKSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNumberLength(1 << 20).build())
              .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
              .build());

  @FuzzTest
  void readerAgreesWithJackson(byte[] bytes) throws IOException {
    ParsedAnswer answer;
    try {
      answer = ParsedAnswer.parseJson(bytes);
    } catch (UnreadableException | AnswerLimitException expected) {
      assertThat(expected.getMessage()).doesNotContainPattern("\\p{Cntrl}").hasSizeLessThan(100);
      return;
    }
    String body = decodeWithReplacements(bytes);
    try {
      assertJacksonReadsAllTokens(body);
    } catch (JsonParseException damaged) {
      // the reader skips stray characters between tokens, and says so
      assertThat(answer.warnings()).isNotEmpty();
      return;
    }
    JsonNode document;
    try (JsonParser parser = JACKSON.createParser(body)) {
      parser.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
      document = JACKSON.readTree(parser);
    } catch (IOException repeatedName) {
      return;
    }
    JsonNode tables = document.path("DataTables");
    for (ParsedAnswer.ParsedTable table : answer.tables()) {
      if (tables.path(table.name()).has("Data") && tables.path(table.name()).size() == 1) {
        assertSameRows(tables.path(table.name()).path("Data"), table);
      }
    }
  }

  /** Returns the bytes as Java decodes them, with U+FFFD for each invalid sequence. */
  private static String decodeWithReplacements(byte[] bytes) {
    String body = new String(bytes, UTF_8);
    return body.startsWith("\ufeff") ? body.substring(1) : body;
  }

  private static void assertJacksonReadsAllTokens(String body) throws IOException {
    try (JsonParser parser = JACKSON.createParser(body)) {
      while (parser.nextToken() != null) {
        // Jackson throws an exception if the body is not JSON
      }
    }
  }

  private static void assertSameRows(JsonNode rows, ParsedAnswer.ParsedTable table) {
    assertThat(table.rows()).hasSize(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Map<String, String> row = table.rows().get(i);
      for (Map.Entry<String, JsonNode> cell : rows.get(i).properties()) {
        String text = cell.getValue().textValue();
        if (text != null
            && text.length() < 20_000
            && text.codePoints().noneMatch(JsonAnswerReaderFuzzTest::isSurrogate)
            && withReplacementCharacters(cell.getKey()).equals(cell.getKey())
            && isOnlyColumn(rows, cell.getKey())) {
          String cellText = row.get(cell.getKey());
          Long number = WholeNumberParser.parse(text);
          if (cellText == null) {
            assertThat(text).isIn("", " ");
          } else if (number == null || !cellText.equals(number.toString())) {
            assertThat(withReplacementCharacters(cellText))
                .isEqualTo(withReplacementCharacters(text));
          }
        }
      }
    }
  }

  /**
   * Returns the text with U+FFFD instead of each character that the reader may have replaced: it
   * replaces a control character only if it is not an escape, and Jackson does not show that.
   */
  private static String withReplacementCharacters(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "\ufffd");
  }

  private static boolean isSurrogate(int point) {
    return Character.getType(point) == Character.SURROGATE;
  }

  /** Returns whether no other name of any row can be the same column. */
  private static boolean isOnlyColumn(JsonNode rows, String name) {
    if (name.matches("(?s).* [0-9]+")) {
      // the reader may give this name to a repeated column
      return false;
    }
    for (JsonNode row : rows) {
      for (Map.Entry<String, JsonNode> cell : row.properties()) {
        String other = cell.getKey();
        if (other.codePoints().anyMatch(JsonAnswerReaderFuzzTest::isSurrogate)
            || (withReplacementCharacters(other).equalsIgnoreCase(name) && !other.equals(name))) {
          return false;
        }
      }
    }
    return true;
  }
}
