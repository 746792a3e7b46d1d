package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.backlinks.majestic.http.UnreadableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTokenReaderTest {
  private static final String DOCUMENT =
      """
      {"Code" : "OK", "Size":-1.5e3,"Last":true,"First": false,"None":null,
       "Rows":[ {"A":"x\\u00e4\\n","B":""} , {} ],"Empty":[],"Nested":{"a":[1, 2]}}
      """;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 100})
  void tokensAreReadInOrderWhenTheyArriveInPieces(int pieceSize) throws IOException {
    JsonTokenReader json =
        new JsonTokenReader(new PiecewiseInputStream(DOCUMENT.getBytes(UTF_8), pieceSize));
    List<String> tokens = new ArrayList<>();
    readObject(json, tokens);
    assertThat(tokens)
        .containsExactly(
            "{",
            "Code=OK",
            "Size=-1.5e3",
            "Last=true",
            "First=false",
            "None=",
            "Rows",
            "[",
            "{",
            "A=x\u00e4\n",
            "B=",
            "}",
            "{",
            "}",
            "]",
            "Empty",
            "[",
            "]",
            "Nested={\"a\":[1,2]}",
            "}");
    assertThat(json.peekByte()).isEqualTo(JsonTokenReader.END);
    assertThat(json.position()).isEqualTo(DOCUMENT.getBytes(UTF_8).length);
    assertThat(json.replacedCount()).isZero();
  }

  private static void readObject(JsonTokenReader json, List<String> tokens) throws IOException {
    json.beginObject();
    tokens.add("{");
    while (json.hasNext()) {
      String name = json.nextName();
      if (json.peekByte() == '[') {
        tokens.add(name);
        readArray(json, tokens);
      } else {
        tokens.add(name + "=" + json.nextValue(100).asText());
      }
    }
    json.endObject();
    tokens.add("}");
  }

  private static void readArray(JsonTokenReader json, List<String> tokens) throws IOException {
    json.beginArray();
    tokens.add("[");
    while (json.hasNext()) {
      readObject(json, tokens);
    }
    json.endArray();
    tokens.add("]");
  }

  @Test
  void textIsNotCopiedOutOfTheBuffer() throws IOException {
    JsonTokenReader json =
        new JsonTokenReader(new ByteArrayInputStream("[\"abc\",\"de\",17]".getBytes(UTF_8)));
    json.beginArray();
    assertThat(json.hasNext()).isTrue();
    ByteSlice first = json.nextValue(100);
    assertThat(first.asText()).isEqualTo("abc");
    assertThat(first.start()).isEqualTo(2);
    assertThat(json.hasNext()).isTrue();
    ByteSlice second = json.nextValue(100);
    assertThat(second.array()).isSameAs(first.array());
    assertThat(second.start()).isEqualTo(8);
    assertThat(json.hasNext()).isTrue();
    assertThat(json.nextValue(100).asText()).isEqualTo("17");
    assertThat(json.hasNext()).isFalse();
  }

  @Test
  void byteOrderMarkIsSkippedOnlyAtTheStart() throws IOException {
    JsonTokenReader json = reader("\ufeff\"\ufeffx\"");
    assertThat(json.position()).isEqualTo(3);
    assertThat(json.nextValue(100).asText()).isEqualTo("\ufeffx");
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> reader("\ufeff\ufeff1").nextValue(100))
        .withMessage("not JSON at byte 3");
  }

  @Test
  void incompleteByteOrderMarkIsNotSkipped() throws IOException {
    JsonTokenReader json =
        new JsonTokenReader(new ByteArrayInputStream(new byte[] {(byte) 0xEF, (byte) 0xBB}));
    assertThat(json.peekByte()).isEqualTo(0xEF);
  }

  @Test
  void emptyInputHasNoToken() throws IOException {
    assertThat(reader("").peekByte()).isEqualTo(JsonTokenReader.END);
    assertThat(reader(" \n").peekByte()).isEqualTo(JsonTokenReader.END);
  }

  @Test
  void nameIsSelectedOnlyWhenItIsWrittenExactlySo() throws IOException {
    byte[] selected = "\"A\":".getBytes(UTF_8);
    for (String object : List.of("{\"A\":1}", "{\"A\" :1}", "{ \"A\":1}", "{\"\\u0041\":1}")) {
      JsonTokenReader json = new JsonTokenReader(new ByteArrayInputStream(object.getBytes(UTF_8)));
      json.beginObject();
      assertThat(json.hasNext()).isTrue();
      boolean isExact = object.contains("\"A\":");
      assertThat(json.trySelectName(selected)).isEqualTo(isExact);
      if (!isExact) {
        assertThat(json.nextName()).isEqualTo("A");
        assertThat(json.isVerbatim()).isEqualTo(!object.contains("\\"));
      }
      assertThat(json.nextValue(100).asText()).isEqualTo("1");
      assertThat(json.hasNext()).isFalse();
      json.endObject();
    }
  }

  @Test
  void invalidTextIsReplacedAndCounted() throws IOException {
    byte[] body = "{\"\u00ff\":\"a\u00ff\\ud83e\",\"B\":[\"\u00ff\"]}".getBytes(ISO_8859_1);
    JsonTokenReader json = new JsonTokenReader(new PiecewiseInputStream(body, 1));
    json.beginObject();
    assertThat(json.hasNext()).isTrue();
    assertThat(json.nextName()).isEqualTo("\ufffd");
    assertThat(json.isVerbatim()).isFalse();
    assertThat(json.nextValue(100).asText()).isEqualTo("a\ufffd\ufffd");
    assertThat(json.replacedCount()).isEqualTo(3);
    assertThat(json.hasNext()).isTrue();
    assertThat(json.nextName()).isEqualTo("B");
    json.skipValue();
    assertThat(json.replacedCount()).isEqualTo(3);
    json.endObject();
  }

  @Test
  void nestedValueIsCutButReadCompletely() throws IOException {
    JsonTokenReader json = reader("[[1,2,3],{\"a\":1}]");
    json.beginArray();
    assertThat(json.hasNext()).isTrue();
    assertThat(json.nextValue(4).asText()).isEqualTo("[1,2");
    assertThat(json.hasNext()).isTrue();
    json.skipValue();
    assertThat(json.hasNext()).isFalse();
    json.endArray();
    assertThat(json.peekByte()).isEqualTo(JsonTokenReader.END);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | 1",
        "{\"a\" | 4",
        "{\"a\":1 | 6",
        "{\"a\":1, | 7",
        "{\"a\":1,} | 7",
        "{\"a\":1 \"b\":2} | 7",
        "{\"a\":1,,\"b\":2} | 7",
        "{,\"a\":1} | 1",
        "{a:1} | 1",
        "{'a':1} | 1",
        "{\"a\"=1} | 4",
        "{\"a\":} | 5",
        "{\"a\":tru} | 5",
        "{\"a\":01} | 5",
        "{\"a\":1] | 6",
        "[] | 0",
        "x | 0"
      })
  void malformedObjectIsUnreadable(String object, int position) {
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> {
          JsonTokenReader json = reader(object);
          json.beginObject();
          while (json.hasNext()) {
            json.nextName();
            json.nextValue(100);
          }
          json.endObject();
        })
        .withMessage("not JSON at byte " + position);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[ | 1",
        "[1 | 2",
        "[1, | 3",
        "[1,] | 3",
        "[,1] | 1",
        "[1 2] | 3",
        "[1} | 2",
        "{} | 0"
      })
  void malformedArrayIsUnreadable(String array, int position) {
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> {
          JsonTokenReader json = reader(array);
          json.beginArray();
          while (json.hasNext()) {
            json.nextValue(100);
          }
          json.endArray();
        })
        .withMessage("not JSON at byte " + position);
  }

  @Test
  void nameOfAThousandBytesIsTheLongest() throws IOException {
    String name = "n".repeat(1_000);
    JsonTokenReader json = reader("{\"" + name + "\":1,\"" + name + "n\":2}");
    json.beginObject();
    assertThat(json.hasNext()).isTrue();
    assertThat(json.nextName()).isEqualTo(name);
    json.skipValue();
    assertThat(json.hasNext()).isTrue();
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(json::nextName)
        .withMessage("a name is too long at byte 2009");
  }

  @Test
  void positionCountsBytesBeforeTheBuffer() throws IOException {
    String text = "x".repeat(50_000);
    String array = "[\"" + text + "\",\"" + text + "\",\"" + text + "\" x]";
    JsonTokenReader json = new JsonTokenReader(new ByteArrayInputStream(array.getBytes(UTF_8)));
    json.beginArray();
    for (int i = 0; i < 3; i++) {
      assertThat(json.hasNext()).isTrue();
      assertThat(json.nextValue(100).asText()).isEqualTo(text);
    }
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(json::hasNext)
        .withMessage("not JSON at byte " + (array.length() - 2));
  }

  private static JsonTokenReader reader(String json) throws IOException {
    return new JsonTokenReader(PiecewiseInputStream.ofSingleBytes(json));
  }
}
