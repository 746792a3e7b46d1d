package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import org.backlinks.majestic.http.UnreadableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NestedValueReaderTest {
  private static final String MIXED =
      "{\"a\":[1.50,-2E+4,true,false,null,\"x y\"],\"b\":{},\"c\":[]}";

  @Test
  void valueIsReturnedAsItIsWritten() throws IOException {
    assertThat(read(MIXED, 1_000)).isEqualTo(MIXED);
  }

  @Test
  void whitespaceBetweenTokensIsDropped() throws IOException {
    String spaced = "\n{ \"a\" : [ 1 ,\t\"x  y\" , [ ] ] , \"b\"\r:{ } } ";
    assertThat(read(spaced, 1_000)).isEqualTo("{\"a\":[1,\"x  y\",[]],\"b\":{}}");
  }

  @Test
  void beginningIsReturnedWhenTheValueIsLonger() throws IOException {
    for (int length = 0; length <= MIXED.length(); length++) {
      assertThat(read(MIXED, length)).isEqualTo(MIXED.substring(0, length));
    }
  }

  @Test
  void wholeValueIsReadAlthoughOnlyItsBeginningIsReturned() throws IOException {
    InputBuffer buffer = buffer((MIXED + ",7").getBytes(UTF_8));
    reader(buffer).read(3, new ByteSlice());
    assertThat(buffer.peek(0)).isEqualTo(',');
    assertThat(buffer.offset()).isEqualTo(MIXED.length());
  }

  @Test
  void skippedValueEndsAtTheNextToken() throws IOException {
    for (String value : new String[] {MIXED, "\"a\\\"\"", "-1.5", "null", "[[],{}]"}) {
      InputBuffer buffer = buffer((value + "}").getBytes(UTF_8));
      reader(buffer).skip();
      assertThat(buffer.peek(0)).isEqualTo('}');
    }
  }

  @Test
  void secondValueReplacesTheFirst() throws IOException {
    NestedValueReader reader = reader(buffer("[1,2,3][4]".getBytes(UTF_8)));
    ByteSlice text = new ByteSlice();
    reader.read(100, text);
    assertThat(text.asText()).isEqualTo("[1,2,3]");
    reader.read(100, text);
    assertThat(text.asText()).isEqualTo("[4]");
  }

  @Test
  void invalidTextIsReplacedAndCountedOnlyInTheReturnedBeginning() throws IOException {
    InputBuffer buffer = buffer("[\"\u00ff\",\"x\\u00e4\",\"\u00ff\"]".getBytes(ISO_8859_1));
    JsonTokenScanner scanner = new JsonTokenScanner(buffer);
    JsonStringReader strings = new JsonStringReader(buffer, scanner);
    ByteSlice text = new ByteSlice();
    new NestedValueReader(buffer, scanner, strings).read(11, text);
    assertThat(text.asText()).isEqualTo("[\"\ufffd\",\"x\\u");
    assertThat(strings.replacedCount()).isEqualTo(1);
  }

  @Test
  void valueIsReadInsideFiftyArraysAndObjects() throws IOException {
    String inside = "[{\"a\":".repeat(25) + "1" + "}]".repeat(25);
    assertThat(read(inside, 1_000)).isEqualTo(inside);
    reader(buffer(inside.getBytes(UTF_8))).skip();
    for (String deep : new String[] {"[" + inside + "]", "{\"a\":" + inside + "}"}) {
      assertThatExceptionOfType(UnreadableException.class)
          .isThrownBy(() -> read(deep, 1_000))
          .withMessageStartingWith("nested too deeply at byte ");
      assertThatExceptionOfType(UnreadableException.class)
          .isThrownBy(() -> reader(buffer(deep.getBytes(UTF_8))).skip());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 0",
        "[ | 1",
        "[1 | 2",
        "[1, | 3",
        "[1,] | 3",
        "[,1] | 1",
        "[1 2] | 3",
        "[1} | 2",
        "{ | 1",
        "{1:2} | 1",
        "{\"a\" | 4",
        "{\"a\"} | 4",
        "{\"a\":} | 5",
        "{\"a\":1 | 6",
        "{\"a\":1,} | 7",
        "{\"a\":1] | 6",
        "{\"a\",1} | 4",
        "nul | 0",
        "[truE] | 1",
        "[+1] | 1"
      })
  void malformedValueIsUnreadable(String written, int position) {
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> read(written, 100))
        .withMessage("not JSON at byte " + position);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 255, 256, 257, 5_000, 65_537})
  void longValueIsReturnedUpToTheMaximum(int maxBytes) throws IOException {
    String longValue = "[\"" + "x".repeat(100_000) + "\"]";
    assertThat(read(longValue, maxBytes)).isEqualTo(longValue.substring(0, maxBytes));
  }

  private static String read(String written, int maxBytes) throws IOException {
    ByteSlice text = new ByteSlice();
    reader(buffer(written.getBytes(UTF_8))).read(maxBytes, text);
    return text.asText();
  }

  private static NestedValueReader reader(InputBuffer buffer) {
    JsonTokenScanner scanner = new JsonTokenScanner(buffer);
    return new NestedValueReader(buffer, scanner, new JsonStringReader(buffer, scanner));
  }

  private static InputBuffer buffer(byte[] written) {
    return new InputBuffer(new PiecewiseInputStream(written, 1), 16, 1 << 20);
  }
}
