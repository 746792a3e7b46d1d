package org.backlinks.question;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EstimateRequestReaderTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final RequestReader READER = new RequestReader(true, Set.of());

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "null, false"})
  void exactIsReadBesideFieldsOfReport(String value, boolean isExact) throws Exception {
    assertThat(read("{\"target\": \"a.example\", \"limit\": 3, \"exact\": " + value + "}"))
        .isInstanceOfSatisfying(
            ReportRequest.class,
            request -> {
              assertThat(request.isExact()).isEqualTo(isExact);
              assertThat(request.options().limit()).isEqualTo(3);
            });
  }

  @Test
  void exactIsFalseByDefault() throws Exception {
    assertThat(read("{\"target\": \"a.example\"}"))
        .isEqualTo(READER.fromJson(JSON.readTree("{\"target\": \"a.example\"}")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"true\"", "{}", "[true]"})
  void exactIsRefusedWhenItIsNoFlag(String value) throws Exception {
    assertThat(read("{\"target\": \"a.example\", \"exact\": " + value + "}"))
        .isEqualTo(new InvalidRequest(List.of(new FieldError("exact", "must be true or false"))));
  }

  @Test
  void everyInvalidFieldIsNamed() throws Exception {
    assertThat(read("{\"exact\": 1, \"limit\": 0, \"other\": 1}"))
        .isInstanceOfSatisfying(
            InvalidRequest.class,
            invalid ->
                assertThat(invalid.errors())
                    .extracting(FieldError::field)
                    .containsExactlyInAnyOrder("exact", "limit", "other", "target"));
  }

  @Test
  void bodyIsNotChanged() throws Exception {
    ObjectNode body = (ObjectNode) JSON.readTree("{\"target\": \"a.example\", \"exact\": true}");
    EstimateRequestReader.read(READER, body);
    assertThat(body.has("exact")).isTrue();
  }

  @Test
  void requestForReportHasNoFieldExact() throws Exception {
    assertThat(READER.fromJson(JSON.readTree("{\"target\": \"a.example\", \"exact\": false}")))
        .isEqualTo(new InvalidRequest(List.of(new FieldError("exact", "is not a field"))));
  }

  private static RequestResult read(String body) throws JsonProcessingException {
    return EstimateRequestReader.read(READER, (ObjectNode) JSON.readTree(body));
  }
}
