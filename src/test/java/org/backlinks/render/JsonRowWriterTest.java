package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonRowWriterTest {
  private final ResponseBuffer out = new ResponseBuffer();

  @Test
  void jsonValueIsCopied() {
    JsonRowWriter writer = new JsonRowWriter(out, false);
    writer.beginRow();
    writer.writeJson(FieldNames.FROM, bytes("{\"url\":\"a\"}"));
    writer.writeAbsent(FieldNames.TO);
    writer.writeJson(FieldNames.FIELDS, bytes("[]"));
    writer.endRow();
    assertThat(text()).isEqualTo("{\"from\":{\"url\":\"a\"},\"fields\":[]}");
    assertThat(out.escapedSize())
        .isEqualTo(out.size() + (int) text().chars().filter(next -> next == '"').count());
  }

  @Test
  void eachRowIsLineWhenDelimited() {
    JsonRowWriter writer = new JsonRowWriter(out, true);
    for (String value : new String[] {"1", "2"}) {
      writer.beginRow();
      writer.writeDigits(FieldNames.KIND, bytes(value), 0, 1);
      writer.endRow();
    }
    assertThat(text()).isEqualTo("{\"kind\":1}\n{\"kind\":2}\n");
  }

  private String text() {
    return new String(out.toByteArray(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
