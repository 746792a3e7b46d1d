package org.backlinks.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectInvoker.id;
import static org.backlinks.service.DirectInvoker.question;

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
import org.backlinks.local.ApiGateway;
import org.backlinks.local.ApiGatewayServer;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.TableFault;
import org.backlinks.local.TableProxy;
import org.junit.jupiter.api.Test;

/** Later pages. The report and its rows are read at the same time. */
class LaterPageIT {
  private static final String REPORT_READ = "GetItem report";

  /** Delays the expected reads until all of them have started. */
  private static final class ConcurrentReadsRule implements TableProxy.FaultRule {
    private final Set<String> expected;
    private final Set<String> seen = new ConcurrentSkipListSet<>();
    private final CountDownLatch awaitedReads;
    private volatile boolean isReadAlone;

    ConcurrentReadsRule(String... expected) {
      this.expected = Set.of(expected);
      this.awaitedReads = new CountDownLatch(expected.length);
    }

    @Override
    public Optional<TableFault> faultFor(TableProxy.Request request) {
      if (seen.add(request.kind()) && expected.contains(request.kind())) {
        awaitedReads.countDown();
        try {
          // shorter than the client's timeout, so that no read is retried meanwhile
          if (!awaitedReads.await(4, TimeUnit.SECONDS)) {
            isReadAlone = true;
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return Optional.empty();
    }
  }

  @Test
  void unchangedPageReadsNoChunks() throws IOException {
    JsonNode first =
        FastPollingStack.caller()
            .invoke(question("http://rows-5.kept-page.example/").put("limit", 2));
    Map<String, String> next = Map.of("cursor", first.at("/page/next").asText());
    List<String> seen = new CopyOnWriteArrayList<>();
    try (TableProxy table = TableProxy.startFor(FastPollingStack.stack().dynamo());
        FunctionPool pool =
            FastPollingStack.stack()
                .callerPool(Map.of("AWS_ENDPOINT_URL_DYNAMODB", table.uri().toString()));
        ApiGatewayServer front = ApiGatewayServer.start(ApiGateway.httpApi(), 0, pool)) {
      String address = front.uri() + "/v1/reports/" + id(first);
      String tag = given().queryParams(next).get(address).header("ETag");
      table.setRule(request -> {
        seen.add(request.kind());
        return Optional.empty();
      });
      given().queryParams(next).header("If-None-Match", tag).get(address).then().statusCode(304);
    }
    assertThat(seen).containsExactly(REPORT_READ);
  }

  @Test
  void reportAndRowsAreReadConcurrently() throws IOException {
    JsonNode first =
        FastPollingStack.caller()
            .invoke(question("http://rows-5.later-page.example/").put("limit", 2));
    JsonNode next =
        JsonNodeFactory.instance
            .objectNode()
            .put("action", "get")
            .put("id", id(first))
            .put("cursor", first.at("/page/next").asText());
    try (TableProxy table = TableProxy.startFor(FastPollingStack.stack().dynamo());
        FunctionPool pool =
            FastPollingStack.stack()
                .callerPool(Map.of("AWS_ENDPOINT_URL_DYNAMODB", table.uri().toString()))) {
      DirectInvoker caller = new DirectInvoker(pool);
      // the process caches the manifest after the first read
      for (String rows : List.of("BatchGetItem manifest", "BatchGetItem chunk")) {
        ConcurrentReadsRule rule = new ConcurrentReadsRule(REPORT_READ, rows);
        table.setRule(rule);
        JsonNode page = caller.invoke(next);
        assertThat(page.path("backlinks")).as(page.toString()).hasSize(3);
        assertThat(rule.isReadAlone).as("seen: %s", rule.seen).isFalse();
        assertThat(rule.seen).contains(REPORT_READ, rows).hasSizeLessThanOrEqualTo(3);
      }
    }
  }
}
