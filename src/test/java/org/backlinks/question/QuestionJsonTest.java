package org.backlinks.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionJsonTest {
  private static final Question FULL =
      new Question(
          Target.of("http://example.com/\"ü\"/😀"),
          EnumSet.allOf(Scope.class),
          Index.FRESH,
          50_000,
          3,
          true,
          Command.GET_BACK_LINK_DATA,
          false);
  private static final Question SMALL =
      new Question(
          Target.of("example.com"),
          Set.of(Scope.URL),
          Index.HISTORIC,
          100,
          null,
          false,
          Command.AUTO,
          false);

  private static final Question WITH_DELETED =
      new Question(
          Target.of("example.com"),
          Set.of(Scope.URL),
          Index.HISTORIC,
          100,
          null,
          false,
          Command.AUTO,
          true);

  @Test
  void questionIsWrittenAsPayloadRequest() {
    assertThat(QuestionJson.toJson(FULL))
        .isEqualTo(
            """
            {"target":"http://example.com/\\"ü\\"/😀","scopes":["url","subdomain","rootDomain"],\
            "index":"fresh","maxBacklinks":50000,"maxPerDomain":3,"includeDomains":true,\
            "command":"GetBackLinkData"}\
            """);
  }

  @Test
  void writerOmitsAbsentMaxPerDomain() {
    assertThat(QuestionJson.toJson(SMALL))
        .isEqualTo(
            """
            {"target":"example.com","scopes":["url"],"index":"historic","maxBacklinks":100,\
            "includeDomains":false,"command":"auto"}\
            """);
  }

  @Test
  void writerShowsIncludeDeletedOnlyWhenItIsTrue() {
    assertThat(QuestionJson.toJson(WITH_DELETED))
        .isEqualTo(
            """
            {"target":"example.com","scopes":["url"],"index":"historic","maxBacklinks":100,\
            "includeDomains":false,"command":"auto","includeDeleted":true}\
            """);
    assertThat(QuestionJson.parse(QuestionJson.toJson(WITH_DELETED))).isEqualTo(WITH_DELETED);
  }

  @Test
  void questionRoundTrips() {
    assertThat(QuestionJson.parse(QuestionJson.toJson(FULL))).isEqualTo(FULL);
    assertThat(QuestionJson.parse(QuestionJson.toJson(SMALL))).isEqualTo(SMALL);
  }

  @Test
  void storedTargetIsNotCanonicalizedAgain() {
    String stored = QuestionJson.toJson(SMALL).replace("example.com", "Once Legal");
    assertThat(QuestionJson.parse(stored).target().text()).isEqualTo("Once Legal");
  }

  @Test
  void parserIgnoresUnknownMembers() {
    String stored = QuestionJson.toJson(SMALL).replace("{", "{\"new\":{\"a\":[1]},");
    assertThat(QuestionJson.parse(stored)).isEqualTo(SMALL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"target\":\"example.com\"",
        "{\"target\":1,\"scopes\":[\"url\"]}",
        """
        {"target":"example.com","scopes":["all"],"index":"historic","maxBacklinks":100,\
        "includeDomains":false,"command":"auto"}\
        """,
        """
        {"target":"example.com","scopes":[],"index":"historic","maxBacklinks":100,\
        "includeDomains":false,"command":"auto"}\
        """,
        """
        {"target":"example.com","scopes":["url"],"index":"historic","maxBacklinks":100,\
        "includeDomains":false,"command":"auto"}{}\
        """
      })
  void parserRejectsInvalidJson(String json) {
    assertThatIllegalArgumentException().isThrownBy(() -> QuestionJson.parse(json));
  }
}
