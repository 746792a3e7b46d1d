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
          Command.GET_BACK_LINK_DATA);
  private static final Question SMALL =
      new Question(
          Target.of("example.com"),
          Set.of(Scope.URL),
          Index.HISTORIC,
          100,
          null,
          false,
          Command.AUTO);

  @Test
  void writesTheRequestOfAPayload() {
    assertThat(QuestionJson.text(FULL))
        .isEqualTo(
            """
            {"target":"http://example.com/\\"ü\\"/😀","scopes":["url","subdomain","rootDomain"],\
            "index":"fresh","maxBacklinks":50000,"maxPerDomain":3,"includeDomains":true,\
            "command":"GetBackLinkData"}\
            """);
  }

  @Test
  void leavesOutALimitThatIsNotThere() {
    assertThat(QuestionJson.text(SMALL))
        .isEqualTo(
            """
            {"target":"example.com","scopes":["url"],"index":"historic","maxBacklinks":100,\
            "includeDomains":false,"command":"auto"}\
            """);
  }

  @Test
  void readsBackWhatItWrote() {
    assertThat(QuestionJson.read(QuestionJson.text(FULL))).isEqualTo(FULL);
    assertThat(QuestionJson.read(QuestionJson.text(SMALL))).isEqualTo(SMALL);
  }

  @Test
  void takesAStoredTargetAsItStands() {
    String stored = QuestionJson.text(SMALL).replace("example.com", "Once Legal");
    assertThat(QuestionJson.read(stored).target().text()).isEqualTo("Once Legal");
  }

  @Test
  void passesOverMembersOfAnotherVersion() {
    String stored = QuestionJson.text(SMALL).replace("{", "{\"new\":{\"a\":[1]},");
    assertThat(QuestionJson.read(stored)).isEqualTo(SMALL);
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
  void refusesAnythingElse(String json) {
    assertThatIllegalArgumentException().isThrownBy(() -> QuestionJson.read(json));
  }
}
