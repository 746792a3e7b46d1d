package org.backlinks.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.backlinks.snapshot.EqualHashes;
import org.junit.jupiter.api.Test;

class TextIdsTest {
  private final TextIds ids = new TextIds(1);

  private int idOf(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return ids.idOf(utf8, 0, utf8.length);
  }

  @Test
  void textsWithEqualHashesAreDifferent() {
    List<String> texts = EqualHashes.texts(6);
    assertThat(texts.stream().map(this::idOf)).doesNotHaveDuplicates();
    assertThat(texts.stream().map(this::idOf)).containsExactly(0, 1, 2, 3, 4, 5);
  }
}
