package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.backlinks.snapshot.TooWideException;

/** Any bytes as upstream's JSON, beside what Jackson reads in them. */
class JsonAnswerFuzzTest {
  private static final ObjectMapper JACKSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNumberLength(1 << 20).build())
              .build());

  @FuzzTest
  void whatIsReadIsWhatJacksonReads(byte[] bytes) throws IOException {
    Kept kept;
    try {
      kept = Kept.json(bytes);
    } catch (UnreadableException | TooWideException told) {
      assertThat(told.getMessage()).doesNotContainPattern("\\p{Cntrl}").hasSizeLessThan(100);
      return;
    }
    tokens(bytes);
    JsonNode whole;
    try (JsonParser parser = JACKSON.createParser(bytes)) {
      parser.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
      whole = JACKSON.readTree(parser);
    } catch (IOException saysSomethingTwice) {
      return;
    }
    JsonNode tables = whole.path("DataTables");
    for (Kept.Rows table : kept.tables()) {
      if (tables.path(table.name()).has("Data") && tables.path(table.name()).size() == 1) {
        same(tables.path(table.name()).path("Data"), table);
      }
    }
  }

  /** Fails where Jackson finds no JSON. */
  private static void tokens(byte[] bytes) throws IOException {
    try (JsonParser parser = JACKSON.createParser(bytes)) {
      while (parser.nextToken() != null) {
        // only to its end
      }
    }
  }

  private static void same(JsonNode rows, Kept.Rows table) {
    assertThat(table.rows()).hasSize(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Map<String, String> kept = table.rows().get(i);
      for (Map.Entry<String, JsonNode> cell : rows.get(i).properties()) {
        String text = cell.getValue().textValue();
        if (text != null
            && text.length() < 20_000
            && text.codePoints().noneMatch(JsonAnswerFuzzTest::isHalf)
            && isAlone(rows, cell.getKey())) {
          assertThat(kept.get(cell.getKey()))
              .isEqualTo(text.isEmpty() || text.equals(" ") ? null : text);
        }
      }
    }
  }

  private static boolean isHalf(int point) {
    return Character.getType(point) == Character.SURROGATE;
  }

  /** Whether no other name of any row is the same column. */
  private static boolean isAlone(JsonNode rows, String name) {
    for (JsonNode row : rows) {
      for (Map.Entry<String, JsonNode> cell : row.properties()) {
        String other = cell.getKey();
        if (other.codePoints().anyMatch(JsonAnswerFuzzTest::isHalf)
            || (other.equalsIgnoreCase(name) && !other.equals(name))) {
          return false;
        }
      }
    }
    return true;
  }
}
