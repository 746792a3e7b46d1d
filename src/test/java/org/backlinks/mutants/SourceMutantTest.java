package org.backlinks.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lists of mutants name the source as it is. */
class SourceMutantTest {
  static List<SourceMutant> guards() throws IOException {
    return SourceMutant.readAll("simulation/guards.txt");
  }

  static List<SourceMutant> rules() throws IOException {
    return SourceMutant.readAll(MutantMain.RULES);
  }

  @ParameterizedTest
  @MethodSource({"guards", "rules"})
  void sourceContainsOriginalOnce(SourceMutant mutant) throws IOException {
    assertThat(mutant.source()).contains(mutant.replacement());
  }
}
