package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.Problems.namesFields;
import static org.backlinks.entry.Problems.problem;
import static org.backlinks.local.SharedStack.invoke;
import static org.backlinks.local.SharedStack.items;
import static org.backlinks.local.SharedStack.stack;

import org.backlinks.local.Http;
import org.backlinks.local.SharedStack;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What this version refuses by name, rather than ignores; shrinks as the work gets done. */
class NotYetIT {
  private final Http http = new Http(SharedStack.http());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"target": "later.example", "maxUnits": {"analysis": 5000}}    | maxUnits
          {"target": "later.example", "maxUnits": 5}                     | maxUnits
          """)
  void aFieldWhoseWorkIsToComeIsRefused(String request, String field) throws Exception {
    int calls = stack().majestic().calls().size();
    int items = items();
    namesFields(problem(http.post(request), "invalid-request", 400), field);
    namesFields(problem(invoke(request), "invalid-request", 400), field);
    assertThat(stack().majestic().calls()).hasSize(calls);
    assertThat(items()).isEqualTo(items);
  }

  @ParameterizedTest
  @CsvSource({
    "target=later.example&maxUnits.analysis=5000, maxUnits.analysis",
    "target=later.example&maxUnits.retrieval=1, maxUnits.retrieval",
  })
  void aParameterWhoseWorkIsToComeIsRefused(String query, String field) {
    namesFields(problem(http.get(query), "invalid-request", 400), field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"action": "estimate", "target": "later.example"}
          {"action": "usage"}
          """)
  void anActionWhoseWorkIsToComeIsRefused(String payload) throws Exception {
    namesFields(problem(invoke(payload), "invalid-request", 400), "action");
  }
}
