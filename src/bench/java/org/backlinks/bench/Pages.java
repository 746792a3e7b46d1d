package org.backlinks.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.backlinks.local.Function;

/** Pages of a large report, by processes that run already. */
final class Pages implements Main.Part {
  private static final int NOT_COUNTED = 20;
  private static final int PAGES = 100;
  private static final int ROWS = 5_000;
  private static final int LIMIT = 1_000;

  @Override
  public List<Result> run() throws IOException, InterruptedException {
    try (Local local = new Local();
        Function function = local.function();
        Function bare = local.floor()) {
      String path = "/v1/reports/" + Local.report(function, ROWS, "page");
      byte[] first = Local.get(path, "limit=" + LIMIT);
      String next = Local.payload(function.invoke(first, Local.PATIENCE)).at("/page/next").asText();
      byte[] event = Local.get(path, "limit=" + LIMIT + "&cursor=" + next);
      byte[] reads = local.reads(event);
      Times ours = new Times();
      Times floor = new Times();
      for (int i = -NOT_COUNTED; i < PAGES; i++) {
        answer(bare, reads, i < 0 ? new Times() : floor);
        JsonNode page = Local.payload(answer(function, event, i < 0 ? new Times() : ours));
        if (page.path("backlinks").size() != LIMIT || page.at("/page/from").asInt() != LIMIT) {
          throw new IllegalStateException("not the page: " + page.path("page"));
        }
      }
      return List.of(
          Result.beside(
              "answering a page of 1,000 rows over DynamoDB",
              ours.median(),
              "ms",
              floor.median(),
              1.5,
              1.2));
    }
  }

  private static byte[] answer(Function function, byte[] event, Times times)
      throws InterruptedException {
    long began = System.nanoTime();
    byte[] answer = function.invoke(event, Local.PATIENCE);
    times.since(began);
    return answer;
  }
}
