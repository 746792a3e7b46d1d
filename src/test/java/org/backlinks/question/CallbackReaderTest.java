package org.backlinks.question;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallbackReaderTest {
  private static final String QUEUE = "https://sqs.example.com/1/links";
  private static final RequestReader READER = new RequestReader(true, Set.of(QUEUE));

  private static RequestResult read(String callbacks) throws IOException {
    return READER.fromJson(
        new ObjectMapper()
            .readTree(
                "{'target': 'a.b', 'callbacks': %s}".formatted(callbacks).replace('\'', '"')));
  }

  @Test
  void callbacksOfAllKindsAreRead() throws IOException {
    ReportRequest request =
        (ReportRequest)
            read(
                "[{'taskToken': 'AQB/+='}, {'durableCallbackId': 'YQ=='}, {'queueUrl': '%s'}]"
                    .formatted(QUEUE));
    assertThat(request.options().callbacks())
        .containsExactly(
            new Callback.TaskToken("AQB/+="),
            new Callback.DurableCallback("YQ=="),
            new Callback.Queue(QUEUE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7|callbacks|must be a list of at most 5 callbacks",
        "[null]|callbacks.0|must be an object with one of taskToken, durableCallbackId, queueUrl",
        "[{}]|callbacks.0|must be an object with one of taskToken, durableCallbackId, queueUrl",
        "[{'taskToken': 'a'}, {'taskToken': ' '}]|callbacks.1.taskToken|must be a task token of at most 2,048 characters",
        "[{'durableCallbackId': '-'}]|callbacks.0.durableCallbackId|must be the id of a durable callback, in Base64, of at most 1,024 characters",
        "[{'queueUrl': 'https://sqs.example.com/1/other'}]|callbacks.0.queueUrl|must be one of the queues of the setting BACKLINKS_CALLBACK_QUEUES",
        "[{'webhook': 'a'}]|callbacks.0.webhook|is not a field"
      })
  void invalidCallbackIsNamed(String callbacks, String field, String message) throws IOException {
    InvalidRequest invalid = (InvalidRequest) read(callbacks);
    assertThat(invalid.errors()).containsExactly(new FieldError(field, message));
  }

  @Test
  void lengthsAreLimited() throws IOException {
    assertThat(read("[{'taskToken': '%s'}]".formatted("x".repeat(2_048))))
        .isInstanceOf(ReportRequest.class);
    assertThat(read("[{'taskToken': '%s'}]".formatted("x".repeat(2_049))))
        .isInstanceOf(InvalidRequest.class);
    assertThat(read("[{'durableCallbackId': '%s'}]".formatted("x".repeat(1_024))))
        .isInstanceOf(ReportRequest.class);
    assertThat(read("[{'durableCallbackId': '%s'}]".formatted("x".repeat(1_023) + "==")))
        .isInstanceOf(InvalidRequest.class);
  }

  @Test
  void validCallbacksOfInvalidRequestAreKnown() throws IOException {
    InvalidRequest invalid =
        (InvalidRequest) read("[{'taskToken': 'a'}, {'taskToken': 7}, {'taskToken': 'b'}]");
    assertThat(invalid.options().callbacks())
        .containsExactly(new Callback.TaskToken("a"), new Callback.TaskToken("b"));
  }

  @Test
  void textFormsHaveNoSecrets() {
    assertThat(
            List.of(new Callback.TaskToken("secret"), new Callback.DurableCallback("secret"))
                .toString())
        .doesNotContain("secret");
  }

  @Test
  void getHasNoCallbacks() {
    RequestResult result =
        READER.fromQuery(Map.of("target", List.of("a.b"), "callbacks", List.of("[]")));
    assertThat(((InvalidRequest) result).errors())
        .containsExactly(
            new FieldError(
                "callbacks", "must not be given with GET, which is for reading: use POST"));
  }
}
