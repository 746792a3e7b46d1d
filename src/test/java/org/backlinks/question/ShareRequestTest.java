package org.backlinks.question;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareRequestTest {
  private static JsonNode json(String text) throws JsonProcessingException {
    return new JsonMapper().readTree(text.replace('\'', '"'));
  }

  @Test
  void linkWorksForSevenDaysByDefault() throws JsonProcessingException {
    for (String body : List.of("{}", "{'for': null}")) {
      ShareRequest request = ShareRequest.fromBody(json(body));
      assertThat(request.errors()).isEmpty();
      assertThat(request.lifetime()).isEqualTo(Duration.ofDays(7));
    }
  }

  @ParameterizedTest
  @CsvSource({"PT1H, PT1H", "P90D, PT2160H", "p2dt12h, PT60H", "PT60M, PT1H"})
  void lifetimeIsOneHourToNinetyDays(String text, Duration expected)
      throws JsonProcessingException {
    ShareRequest request = ShareRequest.fromBody(json("{'for': '" + text + "'}"));
    assertThat(request.errors()).isEmpty();
    assertThat(request.lifetime()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'PT59M59S'",
        "'P90DT1S'",
        "'P90DT0.5S'",
        "'P91D'",
        "'P1M'",
        "'7'",
        "''",
        "7",
        "[]"
      })
  void otherLifetimesAreRejected(String value) throws JsonProcessingException {
    assertThat(ShareRequest.fromBody(json("{'for': " + value + "}")).errors())
        .containsExactly(new FieldError("for", "must be an ISO-8601 duration from PT1H to P90D"));
  }

  @Test
  void onlyDirectCallNamesReport() throws JsonProcessingException {
    assertThat(ShareRequest.fromPayload(json("{'id': 'a'}")).id()).isEqualTo("a");
    assertThat(ShareRequest.fromPayload(json("{}")).errors())
        .containsExactly(new FieldError("id", "is required"));
    assertThat(ShareRequest.fromBody(json("{'id': 'a', 'x': 1}")).errors())
        .extracting(FieldError::field)
        .containsExactly("id", "x");
  }
}
