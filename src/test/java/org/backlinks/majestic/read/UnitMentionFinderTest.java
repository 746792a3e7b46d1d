package org.backlinks.majestic.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitMentionFinderTest {
  @ParameterizedTest
  @CsvSource({
    "insufficient units, 1",
    "insufficient analysis res units, 3",
    "insufficient data units, -1",
    "insufficient data quota, 2",
    "insufficient unit tests, -1",
    "insufficient units of measure, -1",
    "insufficient resources (analysis units), 4",
    "insufficient resources (units: 5), -1",
    "insufficient access to units, -1"
  })
  void unitsAfterAWordAreFound(String sentence, int position) {
    assertThat(finder(sentence).unitsAfter(0)).isEqualTo(position);
    assertThat(finder(sentence).isUnitsNext(0)).isEqualTo(position >= 0);
  }

  @ParameterizedTest
  @CsvSource({
    "over quota, true",
    "over units quota, true",
    "over units, false",
    "over disk quota, false"
  })
  void quotaAfterAWordIsFound(String sentence, boolean isFound) {
    assertThat(finder(sentence).isQuotaNext(0)).isEqualTo(isFound);
  }

  @ParameterizedTest
  @CsvSource({
    "your remaining units, 2, true",
    "units, 0, true",
    "charged units, 1, false",
    "parameter units, 1, false"
  })
  void clauseOnlyNamesUnits(String sentence, int position, boolean isOnlyUnits) {
    assertThat(finder(sentence).isOnlyUnitsUpTo(position)).isEqualTo(isOnlyUnits);
  }

  private static UnitMentionFinder finder(String sentence) {
    List<String> words = RefusalTokenizer.splitSentences(sentence).getFirst();
    return new UnitMentionFinder(new RefusalClause(words));
  }
}
