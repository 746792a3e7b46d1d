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

class JsonOutTest {
  private static final Name ONE = Name.of("one");
  private static final Name TWO = Name.of("two");

  private final Buffer out = new Buffer(1);
  private final JsonOut json = new JsonOut(out);

  @Test
  void commasStandBetweenMembersAndBetweenElements() {
    json.object(null);
    json.list(ONE);
    for (int i = 1; i <= 2; i++) {
      json.object(null);
      json.number(ONE, utf8("-" + i), 0, 2);
      json.flag(TWO, i == 1);
      json.close();
    }
    json.close();
    text(TWO, "x");
    json.close();
    assertThat(written())
        .isEqualTo(
            "{\"one\":[{\"one\":-1,\"two\":true},{\"one\":-2,\"two\":false}],\"two\":\"x\"}");
  }

  @Test
  void whatStaysEmptyWasNeverThere() {
    json.object(null);
    json.object(ONE);
    json.list(TWO);
    json.object(null);
    json.close();
    json.close();
    json.close();
    text(TWO, "x");
    json.list(ONE);
    json.close();
    json.close();
    assertThat(written()).isEqualTo("{\"two\":\"x\"}");
    assertThat(out.escapedSize()).isEqualTo(out.size() + 4);
  }

  @Test
  void everyLineStartsAnew() {
    for (int i = 0; i < 2; i++) {
      json.object(null);
      text(ONE, "x");
      json.close();
      out.write('\n');
    }
    assertThat(written()).isEqualTo("{\"one\":\"x\"}\n{\"one\":\"x\"}\n");
  }

  @Test
  void aTextThatEndsLikeAStartIsNone() {
    json.object(null);
    text(ONE, "{");
    text(TWO, "[");
    json.close();
    assertThat(written()).isEqualTo("{\"one\":\"{\",\"two\":\"[\"}");
  }

  @Test
  void onlyTheBytesNamedAreWritten() {
    json.object(null);
    json.text(ONE, utf8("\"abcdefghij\""), 1, 11);
    json.number(TWO, utf8("7123"), 1, 3);
    json.close();
    assertThat(written()).isEqualTo("{\"one\":\"abcdefghij\",\"two\":12}");
  }

  @Test
  void everyByteIsWrittenAsTheGeneratorWritesItAtAnyPlace() throws IOException {
    for (int one = 0; one < 0x100; one++) {
      for (int place = 0; place < 20; place++) {
        String text = "a".repeat(place) + (char) one + "b".repeat(19 - place);
        assertThat(ours(text)).as("%x at %d", one, place).isEqualTo(generators(text));
      }
    }
  }

  @Property
  void anyTextIsWrittenAsTheGeneratorWritesIt(@ForAll("texts") String text) throws IOException {
    assertThat(ours(text)).isEqualTo(generators(text));
  }

  @Property
  void whatATextTakesInsideAStringIsCounted(@ForAll("texts") String text) throws IOException {
    Buffer one = new Buffer();
    JsonOut.string(one, utf8(text));
    Buffer outer = new Buffer();
    one.writeStringTo(outer);
    assertThat(one.escapedSize()).isEqualTo(outer.size() - 2);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ascii().ofMaxLength(50),
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

  private static String ours(String text) {
    Buffer buffer = new Buffer();
    JsonOut.string(buffer, utf8(text));
    return new String(buffer.toByteArray(), StandardCharsets.UTF_8);
  }

  private static String generators(String text) throws IOException {
    Buffer buffer = new Buffer();
    try (JsonGenerator generator = Json.generator(buffer)) {
      generator.writeUTF8String(utf8(text), 0, utf8(text).length);
    }
    return new String(buffer.toByteArray(), StandardCharsets.UTF_8);
  }

  private void text(Name name, String text) {
    json.text(name, utf8(text), 0, utf8(text).length);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String written() {
    return new String(out.toByteArray(), StandardCharsets.UTF_8);
  }
}
