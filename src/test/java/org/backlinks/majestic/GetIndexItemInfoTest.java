package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.local.majestic.FakeMajestic;
import org.backlinks.majestic.Answer.RefusalReason;
import org.backlinks.majestic.http.FakeHttpServer;
import org.backlinks.question.Index;
import org.backlinks.question.IndexItem;
import org.backlinks.question.IndexItem.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GetIndexItemInfoTest {
  private static final String ITEM = "http://a.example/";
  private static final String OTHER_ITEM = "a.example";

  private final GetIndexItemInfo info =
      new GetIndexItemInfo(Index.FRESH, List.of(ITEM, OTHER_ITEM));

  @Test
  void callHasUpstreamsExactParameters() {
    MajesticCall call = info.call();
    assertThat(call.parameters())
        .isEqualTo(
            Map.of(
                "cmd", "GetIndexItemInfo",
                "datasource", "fresh",
                "items", "2",
                "item0", ITEM,
                "item1", OTHER_ITEM));
    assertThat(call.parameters().keySet())
        .containsExactly("cmd", "datasource", "items", "item0", "item1");
    assertThat(call.scopes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "xml"})
  void countsOfFakeUpstreamAreRead(String format) throws IOException {
    try (FakeMajestic majestic = FakeMajestic.start()) {
      List<String> items =
          List.of("http://rows-7.example/a?b|c", "rows-0.example", "may-exist.net");
      GetIndexItemInfo command = new GetIndexItemInfo(Index.HISTORIC, items);
      Settings settings =
          Settings.from(
              Map.of(
                  "MAJESTIC_URL", majestic.uri().toString(),
                  "MAJESTIC_API_KEY", majestic.key(),
                  "MAJESTIC_FORMAT", format));
      Answer answer = FakeUpstreamClient.of(settings).ask(command.call(), command.newBuilder());
      assertThat(answer).isInstanceOf(Answer.Rows.class);
      assertThat(command.found()).extracting(IndexItem::item).isEqualTo(items);
      assertThat(command.found())
          .extracting(IndexItem::status)
          .containsExactly(Status.FOUND, Status.NOT_FOUND, Status.MAY_EXIST);
      assertThat(command.found().getFirst())
          .isEqualTo(
              new IndexItem(
                  items.getFirst(),
                  Status.FOUND,
                  7L,
                  2L,
                  41L,
                  37L,
                  LocalDate.parse("2026-08-30"),
                  5_000L));
      assertThat(command.found().get(1).backlinks()).isZero();
      assertThat(command.found().get(1).lastCrawled()).isNull();
      assertThat(majestic.indexItemUnitsLeft()).isEqualTo(999_997);
    }
  }

  @Test
  void refusalSaysThatUnitsAreUsedUp() throws IOException {
    try (FakeMajestic majestic = FakeMajestic.start().setIndexItemUnitsLeft(1)) {
      Settings settings =
          Settings.from(
              Map.of(
                  "MAJESTIC_URL", majestic.uri().toString(), "MAJESTIC_API_KEY", majestic.key()));
      Answer answer = FakeUpstreamClient.of(settings).ask(info.call(), info.newBuilder());
      assertThat(answer)
          .isInstanceOfSatisfying(
              Answer.Refused.class,
              refused -> {
                assertThat(refused.code()).isEqualTo("InsufficientIndexItemInfoUnits");
                assertThat(refused.reason()).isEqualTo(RefusalReason.UNITS_EXHAUSTED);
              });
      assertThat(info.found()).isEmpty();
      assertThat(majestic.indexItemUnitsLeft()).isEqualTo(1);
    }
  }

  @Test
  void columnsAreFoundInAnyCaseAndOrder() throws IOException {
    read(
        """
        {"trustflow": 9.0, "STATUS": "Found", "extbacklinks": "12", "item": "HTTP://A.EXAMPLE/",
         "LastCrawlDate": "2026-01-02 03:04:05"}
        """);
    assertThat(info.found())
        .containsExactly(
            new IndexItem(
                ITEM, Status.FOUND, 12L, null, null, 9L, LocalDate.parse("2026-01-02"), null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\" \"", "-1", "\"many\"", "1.5", "null", "99999999999999999999"})
  void countIsUnknownWhenCellIsNoCount(String cell) throws IOException {
    read("{\"Item\": \"%s\", \"Status\": \"Found\", \"ExtBackLinks\": %s}".formatted(ITEM, cell));
    assertThat(info.found()).extracting(IndexItem::backlinks).containsOnlyNulls();
  }

  @ParameterizedTest
  @CsvSource({
    "Found, FOUND",
    "NotFound, NOT_FOUND",
    "not found, NOT_FOUND",
    "MAYEXIST, MAY_EXIST",
    "Lost,",
    "'',"
  })
  void statusIsReadInAnySpelling(String word, @Nullable Status expected) throws IOException {
    read("{\"Item\": \"%s\", \"Status\": \"%s\"}".formatted(ITEM, word));
    assertThat(info.found()).singleElement().extracting(IndexItem::status).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "31/02/2017", "2017-02-31", "2017-02-03x", "yesterday"})
  void dayIsUnknownWhenCellIsNoDate(String cell) throws IOException {
    read("{\"Item\": \"%s\", \"LastCrawlDate\": \"%s\"}".formatted(ITEM, cell));
    assertThat(info.found()).singleElement().extracting(IndexItem::lastCrawled).isNull();
  }

  @Test
  void rowIsAssignedByNumberWhenUpstreamSpellsItemDifferently() throws IOException {
    read(
        """
        {"ItemNum": 1, "Item": "www.a.example", "Status": "NotFound"},
        {"ItemNum": "0", "Item": "a.example/", "Status": "Found"}
        """);
    assertThat(info.found())
        .extracting(IndexItem::item, IndexItem::status)
        .containsExactly(tuple(OTHER_ITEM, Status.NOT_FOUND), tuple(ITEM, Status.FOUND));
  }

  @Test
  void rowIsIgnoredWhenItIsForNoItemOrForTheSameItemAgain() throws IOException {
    read(
        """
        {"ItemNum": 2, "Item": "b.example", "Status": "Found"}, {"Status": "Found"},
        {"Item": "a.example", "Status": "Found"}, {"Item": "a.example", "Status": "NotFound"}
        """);
    assertThat(info.found()).singleElement().extracting(IndexItem::status).isEqualTo(Status.FOUND);
  }

  @Test
  void nothingIsKnownAboutItemThatUpstreamRejects() throws IOException {
    read(
        "{\"Item\": \"%s\", \"ResultCode\": \"Invalid\", \"Status\": \"NotFound\"}"
            .formatted(ITEM));
    assertThat(info.found()).containsExactly(IndexItem.unknown(ITEM));
  }

  /** Reads an answer with these rows. */
  private void read(String rows) throws IOException {
    String body =
        "{\"Code\": \"OK\", \"DataTables\": {\"Results\": {\"Headers\": {}, \"Data\": [%s]}}}"
            .formatted(rows);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (FakeHttpServer server =
        FakeHttpServer.answering(
            MajesticClientFixture.head("Content-Length: " + bytes.length, bytes))) {
      Answer answer =
          MajesticClientFixture.client(server.uri()).ask(info.call(), info.newBuilder());
      assertThat(answer).isInstanceOf(Answer.Rows.class);
    }
  }
}
