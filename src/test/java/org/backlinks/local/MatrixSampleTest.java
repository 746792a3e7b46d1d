package org.backlinks.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixSampleTest {
  @Test
  void sampleHasCellsAtEqualDistances() {
    List<Integer> cells = List.of(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(MatrixSample.sample(cells, 0, 3)).containsExactly(0, 3, 6);
    assertThat(MatrixSample.sample(cells, 1, 3)).containsExactly(1, 4, 7);
    assertThat(MatrixSample.sample(List.of(), 0, 9)).isEmpty();
  }
}
