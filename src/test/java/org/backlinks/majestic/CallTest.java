package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.backlinks.question.Command;
import org.backlinks.question.Index;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.question.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallTest {
  private static final Question SMALL =
      new Question(
          Target.of("example.com"),
          Set.of(Scope.URL),
          Index.HISTORIC,
          100,
          null,
          false,
          Command.AUTO);
  private static final Question LARGE =
      new Question(
          Target.of("http://example.com/a?b=c%20&d=ä"),
          EnumSet.allOf(Scope.class),
          Index.FRESH,
          50_000,
          3,
          true,
          Command.GET_TOP_BACK_LINKS);

  @Test
  void asksWithUpstreamsExactNames() {
    assertThat(Call.getTopBackLinks(SMALL, false, null).parameters())
        .isEqualTo(
            Map.of(
                "cmd", "GetTopBackLinks",
                "datasource", "historic",
                "URL", "example.com",
                "MaxSourceURLs", "100",
                "ShowDomainInfo", "0",
                "GetUrlData", "1",
                "GetSubDomainData", "0",
                "GetRootDomainData", "0"));
  }

  @Test
  void asksForAllThatWasAskedFor() {
    assertThat(Call.getTopBackLinks(LARGE, true, "https://n.example/x").parameters())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("cmd", "GetTopBackLinks"),
                Map.entry("datasource", "fresh"),
                Map.entry("URL", "http://example.com/a?b=c%20&d=ä"),
                Map.entry("MaxSourceURLs", "50000"),
                Map.entry("ShowDomainInfo", "1"),
                Map.entry("GetUrlData", "1"),
                Map.entry("GetSubDomainData", "1"),
                Map.entry("GetRootDomainData", "1"),
                Map.entry("MaxSourceURLsPerRefDomain", "3"),
                Map.entry("DebugForceQueue", "1"),
                Map.entry("NotifyURL", "https://n.example/x")));
  }

  @ParameterizedTest
  @CsvSource({"URL, 1, 0, 0", "SUBDOMAIN, 0, 1, 0", "ROOT_DOMAIN, 0, 0, 1"})
  void alwaysSendsAllThreeLevelFlags(Scope scope, String url, String sub, String root) {
    Question question =
        new Question(SMALL.target(), Set.of(scope), Index.HISTORIC, 1, null, false, Command.AUTO);
    Call call = Call.getTopBackLinks(question, false, null);
    assertThat(call.parameters())
        .containsEntry("GetUrlData", url)
        .containsEntry("GetSubDomainData", sub)
        .containsEntry("GetRootDomainData", root);
    assertThat(call.scopes()).containsExactly(scope);
    assertThat(call.command()).isEqualTo("GetTopBackLinks");
  }

  @Test
  void theSameCallAgainIsNotQueuedByForce() {
    Call first = Call.getTopBackLinks(LARGE, true, "https://n.example/x");
    Map<String, String> expected = new LinkedHashMap<>(first.parameters());
    expected.remove("DebugForceQueue");
    assertThat(first.again().parameters()).isEqualTo(expected);
    assertThat(first.again().scopes()).isEqualTo(first.scopes());
    assertThat(first.again().again()).isEqualTo(first.again());
  }

  @Test
  void carriesNoKeyAndCannotBeChanged() {
    Call call = Call.getTopBackLinks(SMALL, false, null);
    assertThat(call.parameters()).doesNotContainKeys("app_api_key", "accesstoken", "privatekey");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> call.parameters().put("x", "y"));
  }
}
