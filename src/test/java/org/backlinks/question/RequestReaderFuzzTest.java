package org.backlinks.question;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;

/** Reads arbitrary JSON as a request. */
class RequestReaderFuzzTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RequestReader READER = new RequestReader(true, Set.of());

  @FuzzTest
  void readerAcceptsRequestOrNamesInvalidFields(byte[] bytes) {
    JsonNode body;
    try {
      body = JSON.readTree(bytes);
    } catch (IOException notJson) {
      return;
    }
    assertValidResult(READER.fromJson(body));
  }

  /** Checks the guarantees of both reading methods. */
  static void assertValidResult(RequestResult result) {
    switch (result) {
      case ReportRequest(Question question, RequestOptions options, _) -> {
        assertThat(QuestionJson.parse(QuestionJson.toJson(question))).isEqualTo(question);
        String target = question.target().text();
        assertThat(TargetCanonicalizer.canonicalize(target)).isEqualTo(target);
        assertThat(target).doesNotContainPattern("[\\p{Cntrl} ]");
        assertThat(options.limit())
            .satisfiesAnyOf(
                limit -> assertThat(limit).isNull(),
                limit -> assertThat(limit).isBetween(1, RequestOptionsReader.MAX_LIMIT));
      }
      case InvalidRequest(var errors, _) ->
          assertThat(errors)
              .isNotEmpty()
              .hasSizeLessThan(150)
              .allSatisfy(error -> assertThat(error.field()).hasSizeLessThan(300));
    }
  }
}
