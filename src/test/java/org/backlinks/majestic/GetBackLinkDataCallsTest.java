package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.question.Command;
import org.backlinks.question.Index;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.question.Target;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GetBackLinkDataCallsTest {
  private static final Set<Scope> ALL = EnumSet.allOf(Scope.class);

  @Test
  void callsUseUpstreamsExactParameterNames() {
    List<MajesticCall> calls =
        LinkCommand.GET_BACK_LINK_DATA.calls(question("https://www.example.co.uk/a?b", ALL, null));
    assertThat(calls.getFirst().parameters())
        .isEqualTo(
            Map.of(
                "cmd", "GetBackLinkData",
                "datasource", "fresh",
                "item", "https://www.example.co.uk/a?b",
                "Count", "70",
                "From", "0",
                "Mode", "1",
                "ShowDomainInfo", "1"));
    assertThat(items(calls))
        .containsExactly("https://www.example.co.uk/a?b", "www.example.co.uk", "example.co.uk");
    assertThat(calls)
        .extracting(MajesticCall::scopes)
        .containsExactly(List.of(Scope.URL), List.of(Scope.SUBDOMAIN), List.of(Scope.ROOT_DOMAIN));
    assertThat(calls).allSatisfy(call -> assertThat(call.differences()).isEmpty());
  }

  @Test
  void everyCallAsksForDeletedLinksWhenQuestionIncludesThem() {
    Question question =
        new Question(
            Target.of("http://www.example.com/"),
            ALL,
            Index.HISTORIC,
            100,
            null,
            false,
            Command.AUTO,
            true);
    assertThat(LinkCommand.GET_BACK_LINK_DATA.calls(question))
        .hasSize(3)
        .allSatisfy(call -> assertThat(call.parameters()).containsEntry("Mode", "0"));
  }

  @Test
  void scopesWithTheSameItemShareOneCall() {
    List<MajesticCall> calls =
        LinkCommand.GET_BACK_LINK_DATA.calls(question("http://example.com/", ALL, null));
    assertThat(items(calls)).containsExactly("http://example.com/", "example.com");
    assertThat(calls.getLast().scopes()).containsExactly(Scope.SUBDOMAIN, Scope.ROOT_DOMAIN);
  }

  @ParameterizedTest
  @CsvSource({
    "http://192.0.2.1/, 192.0.2.1",
    "http://[2001:db8::1]:81/, [2001:db8::1]",
    "http://github.io/x, github.io"
  })
  void hostWithoutRegistrableDomainIsItsOwnItem(String target, String item) {
    List<MajesticCall> calls =
        LinkCommand.GET_BACK_LINK_DATA.calls(question(target, Set.of(Scope.ROOT_DOMAIN), null));
    assertThat(items(calls)).containsExactly(item);
  }

  @Test
  void urlItemGetsAScheme() {
    MajesticCall call =
        LinkCommand.GET_BACK_LINK_DATA
            .calls(question("example.com/a", Set.of(Scope.URL), null))
            .getFirst();
    assertThat(call.parameters()).containsEntry("item", "http://example.com/a");
    assertThat(call.differences()).singleElement().asString().contains("http://example.com/a");
  }

  @Test
  void apexAsSubdomainIsReportedAsDifference() {
    MajesticCall call =
        LinkCommand.GET_BACK_LINK_DATA
            .calls(question("http://example.com/", Set.of(Scope.SUBDOMAIN), null))
            .getFirst();
    assertThat(call.differences()).singleElement().asString().contains("registrable domain");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 3", "3, 3", "4, 10", "10, 10", "11, -1", "2147483647, -1"})
  void nearestLargerUpstreamLimitIsSent(int requested, int sent) {
    MajesticCall call =
        LinkCommand.GET_BACK_LINK_DATA
            .calls(question("http://example.com/", Set.of(Scope.URL), requested))
            .getFirst();
    assertThat(call.parameters())
        .containsEntry("MaxSourceURLsPerRefDomain", Integer.toString(sent));
    assertThat(call.rowLimit())
        .isEqualTo(requested == sent ? null : new MajesticCall.RowLimit(requested, sent));
  }

  private static List<String> items(List<MajesticCall> calls) {
    return calls.stream().map(call -> call.parameters().get("item")).toList();
  }

  private static Question question(String target, Set<Scope> scopes, @Nullable Integer perDomain) {
    return new Question(
        Target.of(target), scopes, Index.FRESH, 70, perDomain, true, Command.AUTO, false);
  }
}
