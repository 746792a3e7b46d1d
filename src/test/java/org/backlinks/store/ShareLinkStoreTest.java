package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.report.ReportId;
import org.backlinks.report.ShareLink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ShareLinkStoreTest {
  private static final Settings SETTINGS = Settings.from(Map.of());
  private static final Instant LINK_END = NOW.plusSeconds(3_600);
  private static final Instant REPORT_END = NOW.plusSeconds(86_400);
  private static final SplittableRandom RANDOM = new SplittableRandom(19);

  private static LocalDynamoDb dynamo;
  private static ShareLinkStore store;

  @BeforeAll
  static void start() {
    dynamo = LocalDynamoDb.inMemory();
    dynamo.createTable(SETTINGS.table().name());
    store = StoreFixture.of(dynamo.client(), SETTINGS).shareLinkStore();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  private static ShareLink newLink(ReportId id) {
    return ShareLink.of(id, LINK_END, RANDOM);
  }

  private static ReportId newId() {
    return ReportId.random(RANDOM);
  }

  @Test
  void linkShowsItsReportUntilItEnds() {
    ReportId id = newId();
    ShareLink link = newLink(id);
    assertThat(store.add(link, REPORT_END, NOW)).isTrue();
    assertThat(store.find(link.token(), LINK_END.minusMillis(1))).hasValue(id);
    assertThat(store.find(link.token(), LINK_END)).isEmpty();
  }

  @Test
  void otherTokensShowNothing() {
    ShareLink link = newLink(newId());
    store.add(link, REPORT_END, NOW);
    String token = link.token();
    for (String other :
        List.of(
            "", token.substring(1), token + "A", TableKeys.sha256(token), token.toLowerCase())) {
      assertThat(store.find(other, NOW)).as(other).isEmpty();
    }
  }

  @Test
  void tokenIsNotStored() {
    ShareLink link = newLink(newId());
    store.add(link, REPORT_END, NOW);
    assertThat(dynamo.client().scan(scan -> scan.tableName(SETTINGS.table().name())).items())
        .isNotEmpty()
        .allSatisfy(item -> assertThat(item.toString()).doesNotContain(link.token()));
  }

  @Test
  void revocationEndsAllEarlierLinksOfOneReport() {
    ReportId id = newId();
    ShareLink first = newLink(id);
    ShareLink second = newLink(id);
    ShareLink other = newLink(newId());
    for (ShareLink link : List.of(first, second, other)) {
      store.add(link, REPORT_END, NOW);
    }
    store.revokeAll(id);
    ShareLink later = newLink(id);
    store.add(later, REPORT_END, NOW);
    assertThat(store.find(first.token(), NOW)).isEmpty();
    assertThat(store.find(second.token(), NOW)).isEmpty();
    assertThat(store.find(other.token(), NOW)).hasValue(other.reportId());
    assertThat(store.find(later.token(), NOW)).hasValue(id);
  }

  @Test
  void linksThatAreAddedAtTheSameTimeAllWork() {
    ReportId id = newId();
    List<ShareLink> links = Stream.generate(() -> newLink(id)).limit(20).toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      links.forEach(link -> threads.submit(() -> store.add(link, REPORT_END, NOW)));
    }
    assertThat(links).allSatisfy(link -> assertThat(store.find(link.token(), NOW)).hasValue(id));
  }

  @Test
  void revocationOfNoLinksWritesNothing() {
    ReportId id = newId();
    store.revokeAll(id);
    assertThat(
            dynamo
                .client()
                .getItem(get ->
                    get.tableName(SETTINGS.table().name()).key(Item.key(TableKeys.shareLinks(id))))
                .hasItem())
        .isFalse();
  }

  @Test
  void reportHasAtMostOneHundredOpenLinks() {
    ReportId id = newId();
    for (int i = 0; i < ShareLinkStore.MAX_OPEN_LINKS; i++) {
      assertThat(store.add(newLink(id), REPORT_END, NOW)).isTrue();
    }
    assertThat(store.add(newLink(id), REPORT_END, NOW)).isFalse();
    assertThat(store.add(ShareLink.of(id, REPORT_END, RANDOM), REPORT_END, LINK_END)).isTrue();
    store.revokeAll(id);
    assertThat(store.add(newLink(id), REPORT_END, NOW)).isTrue();
  }

  @Test
  void concurrentLinksAreAllCounted() throws Exception {
    ReportId id = newId();
    for (int i = 0; i < ShareLinkStore.MAX_OPEN_LINKS - 2; i++) {
      store.add(newLink(id), REPORT_END, NOW);
    }
    List<Callable<Boolean>> adds = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ShareLink link = newLink(id);
      adds.add(() -> store.add(link, REPORT_END, NOW));
    }
    int added = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(adds.size())) {
      for (Future<Boolean> result : threads.invokeAll(adds)) {
        added += result.get() ? 1 : 0;
      }
    }
    assertThat(added).isEqualTo(2);
  }
}
