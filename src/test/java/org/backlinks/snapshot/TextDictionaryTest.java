package org.backlinks.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TextDictionaryTest {
  private final TextDictionary texts = new TextDictionary();

  @Test
  void equalTextsShareOneId() {
    assertThat(List.of(intern("a"), intern("ab"), intern("a"), intern("ab"), intern("b")))
        .containsExactly(0, 1, 0, 1, 2);
    assertThat(texts.textCount()).isEqualTo(3);
    assertThat(texts.byteCount()).isEqualTo(4);
    assertThat(new String(texts.bytes(), 0, texts.byteCount(), UTF_8)).isEqualTo("aabb");
  }

  @Property(tries = 50)
  void idsAreInFirstOccurrenceOrder(
      @ForAll @Size(max = 300)
          List<@StringLength(min = 1, max = 3) @CharRange(from = 'a', to = 'f') String> inputs) {
    TextDictionary dictionary = new TextDictionary();
    List<String> expected = new ArrayList<>();
    for (String text : inputs) {
      if (!expected.contains(text)) {
        expected.add(text);
      }
      byte[] utf8 = text.getBytes(UTF_8);
      assertThat(dictionary.intern(utf8, 0, utf8.length)).isEqualTo(expected.indexOf(text));
    }
    assertThat(texts(dictionary)).isEqualTo(expected);
  }

  @Test
  void dictionaryGrowsToManyTexts() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      expected.add("http://example.org/" + i);
      assertThat(intern(expected.getLast())).isEqualTo(i);
    }
    for (int i = 0; i < 5_000; i++) {
      assertThat(intern(expected.get(i))).isEqualTo(i);
    }
    assertThat(texts(texts)).isEqualTo(expected);
  }

  @Test
  void clearedDictionaryIsEmpty() {
    intern("a");
    intern("x".repeat(2_000_000));
    texts.clear();
    assertThat(texts.textCount()).isZero();
    assertThat(texts.bytes()).hasSizeLessThan(1_000);
    assertThat(List.of(intern("ab"), intern("a"))).containsExactly(0, 1);
  }

  private int intern(String text) {
    byte[] delimited = ("<" + text + ">").getBytes(UTF_8);
    return texts.intern(delimited, 1, delimited.length - 2);
  }

  private static List<String> texts(TextDictionary dictionary) {
    List<String> result = new ArrayList<>();
    for (int id = 0; id < dictionary.textCount(); id++) {
      int start = dictionary.start(id);
      result.add(new String(dictionary.bytes(), start, dictionary.end(id) - start, UTF_8));
    }
    return result;
  }
}
