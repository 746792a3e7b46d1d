package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class Utf8JsonWriterTest {
  private static final FieldName ONE = FieldName.of("one");
  private static final FieldName TWO = FieldName.of("two");

  private final ResponseBuffer out = new ResponseBuffer(1);
  private final Utf8JsonWriter json = new Utf8JsonWriter(out);

  @Test
  void commasSeparateMembersAndElements() {
    json.beginObject(null);
    json.beginArray(ONE);
    for (int i = 1; i <= 2; i++) {
      json.beginObject(null);
      json.writeNumber(ONE, utf8("-" + i), 0, 2);
      json.writeBoolean(TWO, i == 1);
      json.end();
    }
    json.end();
    text(TWO, "x");
    json.end();
    assertThat(written())
        .isEqualTo(
            "{\"one\":[{\"one\":-1,\"two\":true},{\"one\":-2,\"two\":false}],\"two\":\"x\"}");
  }

  @Test
  void emptyObjectsAndArraysAreOmitted() {
    json.beginObject(null);
    json.beginObject(ONE);
    json.beginArray(TWO);
    json.beginObject(null);
    json.end();
    json.end();
    json.end();
    text(TWO, "x");
    json.beginArray(ONE);
    json.end();
    json.end();
    assertThat(written()).isEqualTo("{\"two\":\"x\"}");
    assertThat(out.escapedSize()).isEqualTo(out.size() + 4);
  }

  @Test
  void eachLineStartsWithoutComma() {
    for (int i = 0; i < 2; i++) {
      json.beginObject(null);
      text(ONE, "x");
      json.end();
      out.write('\n');
    }
    assertThat(written()).isEqualTo("{\"one\":\"x\"}\n{\"one\":\"x\"}\n");
  }

  @Test
  void commaIsWrittenAfterTextThatEndsInBrace() {
    json.beginObject(null);
    text(ONE, "{");
    text(TWO, "[");
    json.end();
    assertThat(written()).isEqualTo("{\"one\":\"{\",\"two\":\"[\"}");
  }

  @Test
  void writerWritesOnlyGivenRange() {
    json.beginObject(null);
    json.writeString(ONE, utf8("\"abcdefghij\""), 1, 11);
    json.writeNumber(TWO, utf8("7123"), 1, 3);
    json.end();
    assertThat(written()).isEqualTo("{\"one\":\"abcdefghij\",\"two\":12}");
  }

  @Test
  void everyByteIsEscapedLikeJackson() throws IOException {
    for (int character = 0; character < 0x100; character++) {
      for (int index = 0; index < 20; index++) {
        String text = "a".repeat(index) + (char) character + "b".repeat(19 - index);
        assertThat(quoted(text))
            .as("%x at %d", character, index)
            .isEqualTo(escapeLineEnds(quotedByJackson(text)));
      }
    }
  }

  @Property
  void anyTextIsEscapedLikeJackson(@ForAll("texts") String text) throws IOException {
    assertThat(quoted(text)).isEqualTo(escapeLineEnds(quotedByJackson(text)));
  }

  @Property
  void escapedSizeOfTextIsCounted(@ForAll("texts") String text) throws IOException {
    ResponseBuffer buffer = new ResponseBuffer();
    Utf8JsonWriter.writeQuoted(buffer, utf8(text));
    ResponseBuffer outer = new ResponseBuffer();
    buffer.writeAsJsonStringTo(outer);
    assertThat(buffer.escapedSize()).isEqualTo(outer.size() - 2);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ascii().ofMaxLength(50),
        Arbitraries.strings().withChars("a\"\u0084\u0085\u2027\u2028\u2029\u00e9").ofMaxLength(40),
        Arbitraries.integers()
            .between(0, Character.MAX_CODE_POINT)
            .filter(point -> Character.getType(point) != Character.SURROGATE)
            .list()
            .ofMaxSize(30)
            .map(points ->
                points.stream()
                    .collect(
                        StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString()));
  }

  private static String quoted(String text) {
    ResponseBuffer buffer = new ResponseBuffer();
    Utf8JsonWriter.writeQuoted(buffer, utf8(text));
    return new String(buffer.toByteArray(), StandardCharsets.UTF_8);
  }

  /** Escapes the characters that end a line. */
  private static String escapeLineEnds(String json) {
    return json.replace("\u0085", "\\u0085")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  @Property
  void escapedSizeOfLineIsCounted(@ForAll("texts") String text) {
    ResponseBuffer line = new ResponseBuffer();
    Utf8JsonWriter lines = new Utf8JsonWriter(line, true);
    lines.beginObject(null);
    lines.writeString(FieldNames.NAME, utf8(text), 0, utf8(text).length);
    lines.end();
    assertThat(new String(line.toByteArray(), StandardCharsets.UTF_8))
        .isEqualTo("{\"name\":" + quoted(text) + "}");
    ResponseBuffer outer = new ResponseBuffer();
    line.writeAsJsonStringTo(outer);
    assertThat(line.escapedSize()).isEqualTo(outer.size() - 2);
  }

  private static String quotedByJackson(String text) throws IOException {
    ResponseBuffer buffer = new ResponseBuffer();
    try (JsonGenerator generator = JsonGenerators.create(buffer)) {
      generator.writeUTF8String(utf8(text), 0, utf8(text).length);
    }
    return new String(buffer.toByteArray(), StandardCharsets.UTF_8);
  }

  private void text(FieldName name, String text) {
    json.writeString(name, utf8(text), 0, utf8(text).length);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String written() {
    return new String(out.toByteArray(), StandardCharsets.UTF_8);
  }
}
