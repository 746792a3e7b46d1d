package org.backlinks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.backlinks.question.FieldError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {
  @ParameterizedTest
  @CsvSource({
    "invalid-request, 400, false",
    "not-found, 404, false",
    "method-not-allowed, 405, false",
    "not-acceptable, 406, false",
    "too-large, 413, false",
    "unsupported-media-type, 415, false",
    "upstream-units-exhausted, 402, false",
    "upstream-refused, 502, false",
    "upstream-unreadable, 502, false",
    "upstream-unavailable, 503, true",
    "upstream-timeout, 504, true",
    "outcome-unknown, 502, false",
    "internal, 500, true"
  })
  void kindHasStatusAndRetryability(String wireName, int status, boolean retryable) {
    Problem.Kind kind = Problem.Kind.fromWireName(wireName);
    assertThat(kind.wireName()).isEqualTo(wireName);
    assertThat(kind.status()).isEqualTo(status);
    assertThat(kind.isRetryable()).isEqualTo(retryable);
    assertThat(kind.title()).isNotBlank();
  }

  @ParameterizedTest
  @EnumSource
  void kindIsFoundByWireName(Problem.Kind kind) {
    assertThat(Problem.Kind.fromWireName(kind.wireName())).isEqualTo(kind);
  }

  @Test
  void unknownWireNameIsInternalProblem() {
    assertThat(Problem.Kind.fromWireName("of-a-later-version")).isEqualTo(Problem.Kind.INTERNAL);
  }

  @Test
  void problemKeepsFieldErrors() {
    List<FieldError> errors = new ArrayList<>(List.of(new FieldError("target", "is missing")));
    Problem problem = Problem.invalidRequest(errors);
    errors.clear();
    assertThat(problem.errors()).containsExactly(new FieldError("target", "is missing"));
    assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID_REQUEST);
  }
}
