package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.local.SharedStack.httpApi;
import static org.backlinks.local.SharedStack.stack;

import io.restassured.response.Response;
import org.backlinks.local.GatewayClient;
import org.backlinks.local.majestic.Behaviour;
import org.junit.jupiter.api.Test;

/** Shows reports without rows, and problems, to a browser. */
class ViewRendererIT {
  private static Response browse(String path) {
    return new GatewayClient(httpApi())
        .request()
        .accept("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
        .get(path);
  }

  @Test
  void pendingReportHasPageThatLeadsToIt() {
    Response pending = browse("/v1/backlinks?target=rows-2-pending-page.example&wait=0");
    assertThat(pending.statusCode()).isEqualTo(202);
    assertThat(pending.header("Cache-Control")).isEqualTo("no-store");
    assertThat(pending.header("Retry-After")).isNotNull();
    assertThat(pending.asString())
        .contains("href=\"" + pending.header("Location") + "\"")
        .doesNotContain("/v1/backlinks", "http-equiv");
  }

  @Test
  void failedReportHasPageOfItsProblem() {
    String target = "failed-page.example";
    stack().majestic().scriptTarget(target, new Behaviour.ErrorCode("MoonInWrongPhase", "no"));
    Response failed = browse("/v1/backlinks?target=" + target);
    assertThat(failed.statusCode()).isEqualTo(502);
    assertThat(failed.asString()).contains("Refused by upstream", "will not succeed");
  }

  @Test
  void problemOfAnyRouteHasPage() {
    for (String path : new String[] {"/v1/nothing", "/v1/reports/x", "/v1/usage?a=b"}) {
      Response problem = browse(path);
      assertThat(problem.contentType()).isEqualTo("text/html; charset=utf-8");
      assertThat(problem.statusCode()).isIn(400, 404);
    }
  }
}
