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

class MajesticCallTest {
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
  private static final Question LARGE =
      new Question(
          Target.of("http://example.com/a?b=c%20&d=ä"),
          EnumSet.allOf(Scope.class),
          Index.FRESH,
          50_000,
          3,
          true,
          Command.GET_TOP_BACK_LINKS,
          false);

  private static MajesticCall queuedCall() {
    return LinkCommand.GET_TOP_BACK_LINKS
        .calls(LARGE)
        .getFirst()
        .withForcedQueue()
        .withNotifyUrl("https://n.example/x");
  }

  @Test
  void callUsesUpstreamsExactParameterNames() {
    assertThat(LinkCommand.GET_TOP_BACK_LINKS.calls(SMALL).getFirst().parameters())
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
  void callSendsEveryOptionOfTheQuestion() {
    assertThat(queuedCall().parameters())
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
  void callAlwaysSendsAllThreeLevelFlags(Scope scope, String url, String sub, String root) {
    Question question =
        new Question(
            SMALL.target(), Set.of(scope), Index.HISTORIC, 1, null, false, Command.AUTO, false);
    MajesticCall call = LinkCommand.GET_TOP_BACK_LINKS.calls(question).getFirst();
    assertThat(call.parameters())
        .containsEntry("GetUrlData", url)
        .containsEntry("GetSubDomainData", sub)
        .containsEntry("GetRootDomainData", root);
    assertThat(call.scopes()).containsExactly(scope);
    assertThat(call.command()).isEqualTo("GetTopBackLinks");
  }

  @Test
  void probeAsksForNoList() {
    MajesticCall probe = MajesticCall.probe("GetTopBackLinks");
    assertThat(probe.parameters())
        .isEqualTo(
            Map.of(
                "cmd", "GetTopBackLinks",
                "GetUrlData", "0",
                "GetSubDomainData", "0",
                "GetRootDomainData", "0"));
    assertThat(probe.scopes()).isEmpty();
  }

  @Test
  void repeatedCallIsNotForcedIntoTheQueue() {
    MajesticCall first = queuedCall();
    Map<String, String> expected = new LinkedHashMap<>(first.parameters());
    expected.remove("DebugForceQueue");
    assertThat(first.withoutForcedQueue().parameters()).isEqualTo(expected);
    assertThat(first.withoutForcedQueue().scopes()).isEqualTo(first.scopes());
    assertThat(first.withoutForcedQueue().withoutForcedQueue())
        .isEqualTo(first.withoutForcedQueue());
  }

  @Test
  void callHasNoCredentialsAndIsImmutable() {
    MajesticCall call = LinkCommand.GET_TOP_BACK_LINKS.calls(SMALL).getFirst();
    assertThat(call.parameters()).doesNotContainKeys("app_api_key", "accesstoken", "privatekey");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> call.parameters().put("x", "y"));
  }
}
