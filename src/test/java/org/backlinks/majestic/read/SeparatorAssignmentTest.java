package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.backlinks.snapshot.CellType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A solution is the number of separators in each run of pipes, from left to right. */
class SeparatorAssignmentTest {
  private static final CellType TEXT = CellType.TEXT;
  private static final CellType NUMBER = CellType.NUMBER;

  @Test
  void singlePipesAreSeparators() {
    assertThat(solve("a|b|c", texts(3))).containsExactly(1, 1);
    assertThat(solve("a", texts(1))).isEmpty();
  }

  @Test
  void rowWithAnotherNumberOfSinglePipesHasNoSolution() {
    assertThat(assignment("a|b|c", texts(2), true).isPossible()).isFalse();
    assertThat(solve("a|b|c", texts(2))).isNull();
    assertThat(solve("a|b|c", texts(4))).isNull();
  }

  @Test
  void doubledPipeHoldsNoSeparator() {
    assertThat(solve("a||b|c", texts(2))).containsExactly(0, 1);
    assertThat(assignment("a||b|c", texts(3), true).isPossible()).isFalse();
  }

  @Test
  void oddRunHoldsAnOddNumberOfSeparators() {
    assertThat(solve("a|||b", texts(2))).containsExactly(1);
    assertThat(assignment("a|||b", texts(3), true).isPossible()).isFalse();
    assertThat(solve("a|||||||b", texts(4))).containsExactly(3);
  }

  @Test
  void evenRunHoldsTwoSeparatorsAroundACellOfPipes() {
    assertThat(solve("a||||b", texts(3))).containsExactly(2);
    assertThat(solve("a||||b", texts(1))).containsExactly(0);
    assertThat(assignment("a||||b", texts(2), true).isPossible()).isFalse();
  }

  @Test
  void longOddRunHoldsNoSeparatorOnlyWhenTheRuleIsNotStrict() {
    assertThat(assignment("a|||b", texts(1), true).isPossible()).isFalse();
    assertThat(assignment("a|||b", texts(1), false).findUnique()).containsExactly(0);
    assertThat(assignment("a|b", texts(1), false).isPossible()).isFalse();
  }

  @Test
  void ambiguousRowHasNoUniqueSolution() {
    assertThat(assignment("a||||b||||c", texts(3), true).isPossible()).isTrue();
    assertThat(solve("a||||b||||c", texts(3))).isNull();
  }

  @Test
  void typesDecideBetweenSolutions() {
    assertThat(solve("a||||7||||c", List.of(TEXT, NUMBER, TEXT))).isNull();
    assertThat(solve("a||||b|7||||8", List.of(TEXT, NUMBER, TEXT, NUMBER)))
        .containsExactly(0, 1, 2);
    assertThat(solve("7||||8|a||||b", List.of(NUMBER, TEXT, NUMBER, TEXT)))
        .containsExactly(2, 1, 0);
  }

  @Test
  void pipesNeedACellOfText() {
    List<CellType> types = List.of(NUMBER, NUMBER, TEXT, TEXT);
    assertThat(solve("1|2||||3||||4", types)).containsExactly(1, 2, 0);
  }

  @Test
  void rowHasNoUniqueSolutionWhenItHasVeryMany() {
    String row = "a||||".repeat(200) + "b";
    assertThat(assignment(row, texts(201), true).isPossible()).isTrue();
    assertThat(solve(row, texts(201))).isNull();
  }

  private static List<CellType> texts(int columns) {
    return Collections.nCopies(columns, TEXT);
  }

  private static int @Nullable [] solve(String row, List<CellType> types) {
    return assignment(row, types, true).findUnique();
  }

  private static SeparatorAssignment assignment(
      String row, List<CellType> types, boolean isStrict) {
    byte[] text = row.getBytes(UTF_8);
    return new SeparatorAssignment(new SeparatorSolver(types), text, new PipeRuns(text), isStrict);
  }
}
