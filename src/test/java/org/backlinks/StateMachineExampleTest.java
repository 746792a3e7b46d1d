package org.backlinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.question.Callback;
import org.backlinks.question.PageQuery;
import org.backlinks.question.ReportRequest;
import org.backlinks.question.RequestReader;
import org.backlinks.report.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The state machine in {@code src/examples}: its structure, and what it sends to the program. */
class StateMachineExampleTest {
  private static final Path FILE = Path.of("src/examples/step-functions/links.asl.json");
  private static final String TOKEN = "AQCEAAAAKgAAAAMAAAAAAAAAAX==";
  private static final String EXECUTION =
      "arn:aws:states:eu-west-1:123456789012:execution:links:5e8b4f2e-0b1d-4a57-9c6e-1d2f3a4b5c6d";

  private static String text() throws IOException {
    return Files.readString(FILE);
  }

  @Test
  void structureIsValid() throws IOException {
    assertThat(StateMachineExample.parse(text()).errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"Default\": \"NoLinks\" | \"Default\": \"Nowhere\" | there is no state Nowhere",
        "\"StartAt\": \"AskForReport\" | \"StartAt\": \"ReadFirstPage\" | AskForReport is not"
            + " reachable",
        "\"HeartbeatSeconds\": 900 | \"HeartbeatSeconds\": 899 | AskForReport may give up between"
            + " two heartbeats",
        "\"Next\": \"Done\" | \"Comment\": \"\" | ReadFirstPage has no next state",
        "\"Default\": \"NoLinks\" | \"Output\": \"\" | HasLinks has no default",
        "States.ALL | States.Timeout | AskForReport does not catch all errors",
        "$states.context.Task.Token | $states.context.Task | AskForReport does not send its token",
        "\"Type\": \"Choice\" | \"Type\": \"Task\" | HasLinks has no next state"
      })
  void structuralErrorIsFound(String part, String replacement, String error) throws IOException {
    assertThat(text()).contains(part);
    assertThat(StateMachineExample.parse(text().replace(part, replacement)).errors())
        .contains(error);
  }

  @Test
  void questionIsAcceptedByProgram() throws IOException {
    JsonNode payload =
        StateMachineExample.parse(text())
            .payload(
                "AskForReport",
                Map.of(
                    "$states.input.target", "http://www.example.com/",
                    "$states.context.Execution.Id", EXECUTION,
                    "$states.context.Task.Token", TOKEN));
    ReportRequest request = (ReportRequest) new RequestReader(false, Set.of()).fromJson(payload);
    assertThat(request.options().callbacks()).containsExactly(new Callback.TaskToken(TOKEN));
    assertThat(request.options().idempotencyKey()).isEqualTo(EXECUTION);
    assertThat(request.options().maxWait()).isZero();
  }

  @Test
  void firstPageIsReadByCursorOfNotice() throws IOException {
    ObjectNode payload =
        (ObjectNode)
            StateMachineExample.parse(text())
                .payload(
                    "ReadFirstPage",
                    Map.of(
                        "$states.input.id", "2a4f0e9b5c1d47e0a3b86f7d9c015e42",
                        "$states.input.page.next", "c.1"));
    assertThat(payload.remove("action").asText()).isEqualTo("get");
    PageQuery query = PageQuery.fromJson(payload, PageQuery.PAGE_FIELDS);
    assertThat(query.errors()).isEmpty();
    assertThat(query.cursor()).isEqualTo("c.1");
  }

  @Test
  void handledErrorsAreProblemsOfProgram() throws IOException {
    List<String> problems =
        Arrays.stream(Problem.Kind.values()).map(Problem.Kind::wireName).toList();
    assertThat(StateMachineExample.parse(text()).handledErrors("AskForReport"))
        .filteredOn(name -> !name.contains("."))
        .contains("budget-exceeded", "upstream-timeout")
        .isSubsetOf(problems);
  }

  @Test
  void expressionWithoutValueIsRejected() throws IOException {
    StateMachineExample machine = StateMachineExample.parse(text());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> machine.payload("AskForReport", Map.of()))
        .withMessage("no value: $states.input.target");
  }
}
