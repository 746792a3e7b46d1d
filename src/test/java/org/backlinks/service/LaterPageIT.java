package org.backlinks.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectCaller.id;
import static org.backlinks.service.DirectCaller.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.Gateway;
import org.backlinks.local.HttpFront;
import org.backlinks.local.TableFault;
import org.backlinks.local.TableProxy;
import org.junit.jupiter.api.Test;

/** A page behind the first one waits for the table once: what it needs is read at the same time. */
class LaterPageIT {
  private static final String REPORT = "GetItem report";

  /** What a page reads, which goes on only when each kind of it is under way. */
  private static final class Together implements TableProxy.Rule {
    private final Set<String> expected;
    private final Set<String> seen = new ConcurrentSkipListSet<>();
    private final CountDownLatch missing;
    private volatile boolean alone;

    Together(String... expected) {
      this.expected = Set.of(expected);
      this.missing = new CountDownLatch(expected.length);
    }

    @Override
    public Optional<TableFault> fault(TableProxy.Request request) {
      if (seen.add(request.kind()) && expected.contains(request.kind())) {
        missing.countDown();
        try {
          // the client tries no read again before
          if (!missing.await(4, TimeUnit.SECONDS)) {
            alone = true;
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return Optional.empty();
    }
  }

  @Test
  void whoHasThePageCostsNoRow() throws IOException {
    JsonNode first =
        QuickStack.caller().ask(question("http://rows-5.kept-page.example/").put("limit", 2));
    Map<String, String> next = Map.of("cursor", first.at("/page/next").asText());
    List<String> seen = new CopyOnWriteArrayList<>();
    try (TableProxy table = TableProxy.before(QuickStack.stack().dynamo());
        FunctionPool pool =
            QuickStack.stack().pool(Map.of("AWS_ENDPOINT_URL_DYNAMODB", table.uri().toString()));
        HttpFront front = HttpFront.start(Gateway.http(), 0, pool)) {
      String address = front.uri() + "/v1/reports/" + id(first);
      String tag = given().queryParams(next).get(address).header("ETag");
      table.rule(request -> {
        seen.add(request.kind());
        return Optional.empty();
      });
      given().queryParams(next).header("If-None-Match", tag).get(address).then().statusCode(304);
    }
    assertThat(seen).containsExactly(REPORT);
  }

  @Test
  void theReportAndItsRowsAreReadAtTheSameTime() throws IOException {
    JsonNode first =
        QuickStack.caller().ask(question("http://rows-5.later-page.example/").put("limit", 2));
    JsonNode next =
        JsonNodeFactory.instance
            .objectNode()
            .put("action", "get")
            .put("id", id(first))
            .put("cursor", first.at("/page/next").asText());
    try (TableProxy table = TableProxy.before(QuickStack.stack().dynamo());
        FunctionPool pool =
            QuickStack.stack().pool(Map.of("AWS_ENDPOINT_URL_DYNAMODB", table.uri().toString()))) {
      DirectCaller caller = new DirectCaller(pool);
      // the second time the process knows the manifest
      for (String rows : List.of("BatchGetItem manifest", "BatchGetItem chunk")) {
        Together together = new Together(REPORT, rows);
        table.rule(together);
        JsonNode page = caller.send(next);
        assertThat(page.path("backlinks")).as(page.toString()).hasSize(3);
        assertThat(together.alone).as("seen: %s", together.seen).isFalse();
        assertThat(together.seen).contains(REPORT, rows).hasSizeLessThanOrEqualTo(3);
      }
    }
  }
}
