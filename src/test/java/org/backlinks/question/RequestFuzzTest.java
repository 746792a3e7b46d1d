package org.backlinks.question;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Any JSON as a request. */
class RequestFuzzTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RequestReader READER = new RequestReader();

  @FuzzTest
  void anyRequestIsAskedOrNamesItsFaults(byte[] bytes) {
    JsonNode body;
    try {
      body = JSON.readTree(bytes);
    } catch (IOException noJson) {
      return;
    }
    holds(READER.fromJson(body));
  }

  /** What both ways of reading promise. */
  static void holds(Reading reading) {
    switch (reading) {
      case Asked(Question question, Terms terms) -> {
        assertThat(QuestionJson.read(QuestionJson.text(question))).isEqualTo(question);
        String target = question.target().text();
        assertThat(CanonicalTarget.of(target)).isEqualTo(new Canonical.Form(target));
        assertThat(target).doesNotContainPattern("[\\p{Cntrl} ]");
        assertThat(terms.limit()).isBetween(1, RequestReader.MAX_LIMIT);
      }
      case Invalid(var errors) ->
          assertThat(errors)
              .isNotEmpty()
              .hasSizeLessThan(150)
              .allSatisfy(error -> assertThat(error.field()).hasSizeLessThan(300));
    }
  }
}
