package org.backlinks.majestic.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotationRemoverTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '%',
      textBlock =
          """
          bad 'item' here      | bad _ here
          bad "item            | bad _
          bad ...item here     | bad _ here
          "all of it"          | all of it
          “all of it”          | all of it
          "all 'but this' one" | all _ one
          "a" and "b"          | _ and _
          the 'command' is     | the  command  is
          don't 'x'            | don't _
          """)
  void quotationsAreRemovedExceptOneOfTheWholeText(String text, String expected) {
    assertThat(QuotationRemover.remove(text, 100).replace(EchoFilter.PLACEHOLDER, '_'))
        .isEqualTo(expected);
  }
}
