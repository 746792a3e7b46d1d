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
          {"target": "later.example", "command": "GetBackLinkData"}      | command
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
    "target=later.example&command=GetBackLinkData, command",
  })
  void aParameterWhoseWorkIsToComeIsRefused(String query, String field) {
    namesFields(problem(http.get(query), "invalid-request", 400), field);
  }
}
