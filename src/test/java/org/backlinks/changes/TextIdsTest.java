package org.backlinks.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.backlinks.snapshot.TextHash;
import org.junit.jupiter.api.Test;

class TextIdsTest {
  private final TextIds ids = new TextIds(1);

  private int idOf(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return ids.idOf(utf8, 0, utf8.length);
  }

  @Test
  void textsWithEqualHashesAreDifferent() {
    Map<Integer, String> byHash = new HashMap<>();
    int pairs = 0;
    for (int i = 0; pairs < 6; i++) {
      // the hash mixes the first bytes of a long text best
      String text = "x" + Integer.toString(i, 36) + ".example/a-page-with-a-long-name";
      String other = byHash.put(TextHash.of(text), text);
      if (other != null) {
        assertThat(idOf(text)).isNotEqualTo(idOf(other)).isEqualTo(idOf(text));
        pairs++;
      }
    }
  }
}
