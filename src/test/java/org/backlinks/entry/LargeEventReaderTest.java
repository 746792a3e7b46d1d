package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargeEventReaderTest {
  private static final String MANY_NODES = "[" + "0,".repeat(60_000) + "0]";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":[1,2.5,\"x\",true,false,null],\"b\":{\"c\":[]},\"Records\":{}}",
        "[]",
        "\"x\"",
        "-3"
      })
  void smallDocumentIsReadWhole(String json) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      LargeEventReader reader = new LargeEventReader(parser);
      assertThat(reader.read()).hasToString(json);
      assertThat(reader.hasOmitted()).isFalse();
    }
  }

  @Test
  void significantNodesAreKeptAfterManyOthers() throws IOException {
    String json =
        "{\"x\":%s,\"y\":1,\"Records\":[{\"a\":1,\"eventSource\":\"aws:kinesis\"},{\"b\":2}],\"z\":{}}";
    try (JsonParser parser = new JsonFactory().createParser(json.formatted(MANY_NODES))) {
      LargeEventReader reader = new LargeEventReader(parser);
      JsonNode root = reader.read();
      assertThat(root.path("x")).hasSizeLessThan(60_000);
      assertThat(root.path("Records")).hasToString("[{\"eventSource\":\"aws:kinesis\"}]");
      assertThat(root.has("y")).isFalse();
      assertThat(reader.hasOmitted()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "{\"a\":", "[1] 2", "{\"a\":1,\"a\":2}", "[1e99999999999]", "x"})
  void documentThatIsNotExactlyOneValueIsRejected(String json) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      LargeEventReader reader = new LargeEventReader(parser);
      assertThatExceptionOfType(JacksonException.class).isThrownBy(reader::read);
    }
  }
}
