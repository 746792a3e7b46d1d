package org.backlinks.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SourceMutantTest {
  static List<SourceMutant> mutants() throws IOException {
    return SourceMutant.all();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void sourceContainsGuardOnce(SourceMutant mutant) throws IOException {
    assertThat(mutant.source()).contains(mutant.replacement());
  }
}
