package org.backlinks.majestic.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EchoPartFinderTest {
  private static final EchoPartFinder FINDER =
      new EchoPartFinder("e.example/unknown-command/exhausted/notenough units?a=b-cd");

  @ParameterizedTest
  @CsvSource({
    "bad unknown-command here, bad _______________ here",
    "command/exhausted, _________________",
    "own-command/exhausted., _____________________.",
    "exhausted, exhausted",
    "item: exhausted, item: _________",
    "the url is exhausted, the url is exhausted",
    "notenough, _________",
    "notenough units, _________ units",
    "notenough+units, _______________",
    "b-c, b-c",
    "b-cd, ____",
    "xb-cdx, xb-cdx",
    "unknown command, unknown command",
    "'', ''"
  })
  void partsOfTheAddressAreMarked(String message, String expected) {
    FoldedText folded = FoldedText.of(message);
    BitSet marked = new BitSet();
    FINDER.mark(folded, marked);
    StringBuilder shown = new StringBuilder(message);
    marked.stream().forEach(i -> shown.setCharAt(i, '_'));
    assertThat(shown).hasToString(expected);
  }
}
