package org.backlinks.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixSampleTest {
  @Test
  void sampleHasEveryThirdCell() {
    List<Integer> cells = List.of(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(MatrixSample.everyThird(cells, 0)).containsExactly(0, 3, 6);
    assertThat(MatrixSample.everyThird(cells, 1)).containsExactly(1, 4, 7);
    assertThat(MatrixSample.everyThird(List.of(), 0)).isEmpty();
  }
}
