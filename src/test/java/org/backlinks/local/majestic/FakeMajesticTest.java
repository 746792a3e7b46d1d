package org.backlinks.local.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class FakeMajesticTest {
  private static final String TOP_BACK_LINKS = "GetTopBackLinks";
  private static final String TARGET = "http://shop.example.com/teapots?a=b&c=%7C";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FakeMajestic majestic = FakeMajestic.start();
  private final PlainMajesticClient client = new PlainMajesticClient(majestic);

  @AfterEach
  void closeAll() {
    client.close();
    majestic.close();
  }

  @Test
  void rowsAreTheSameOnEachCall() throws Exception {
    JsonNode first =
        client.callJson(TOP_BACK_LINKS, "URL", TARGET, "MaxSourceURLs", 300, "ShowDomainInfo", 1);
    JsonNode second =
        client.callJson(TOP_BACK_LINKS, "URL", TARGET, "MaxSourceURLs", 300, "ShowDomainInfo", 1);

    assertThat(first.at("/DataTables")).isEqualTo(second.at("/DataTables"));
    assertThat(PlainMajesticClient.rows(first, "URL")).hasSizeGreaterThan(100);
  }

  @Test
  void columnsAreThoseOfSample() throws Exception {
    JsonNode sample = JSON.readTree(SampleAnswer.read(FakeFormat.JSON));
    Element sampleXml = PlainMajesticClient.parseXml(SampleAnswer.read(FakeFormat.XML));

    assertThat(PlainMajesticClient.columns(sample, "URL"))
        .isEqualTo(FakeColumns.LINK_COLUMNS)
        .hasSize(41);
    assertThat(PlainMajesticClient.columns(sample, "DomainsInfo"))
        .isEqualTo(FakeColumns.DOMAIN_COLUMNS)
        .hasSize(35);
    assertThat(PlainMajesticClient.rows(sampleXml, "URL"))
        .isEqualTo(PlainMajesticClient.rows(sample, "URL"));
    assertThat(PlainMajesticClient.rows(sampleXml, "DomainsInfo"))
        .isEqualTo(PlainMajesticClient.rows(sample, "DomainsInfo"));
    JsonNode generated = client.callJson(TOP_BACK_LINKS, "URL", TARGET, "ShowDomainInfo", 1);
    assertThat(PlainMajesticClient.columns(generated, "URL")).isEqualTo(FakeColumns.LINK_COLUMNS);
    assertThat(PlainMajesticClient.columns(generated, "DomainsInfo"))
        .isEqualTo(FakeColumns.DOMAIN_COLUMNS);
  }

  @Test
  void sampleIsServedByteForByte() throws Exception {
    Map<String, String> form = client.formOf(TOP_BACK_LINKS, "URL", FakeMajestic.SAMPLE_TARGET);

    assertThat(client.send("/api/json", form).body()).isEqualTo(SampleAnswer.read(FakeFormat.JSON));
    assertThat(client.send("/api/xml", form).body()).isEqualTo(SampleAnswer.read(FakeFormat.XML));
  }

  @Test
  void xmlAndJsonContainTheSameRows() throws Exception {
    Object[] parameters = {
      "URL",
      "http://rows-1500.example.com/",
      "MaxSourceURLs",
      1500,
      "ShowDomainInfo",
      1,
      "GetSubDomainData",
      1,
      "GetRootDomainData",
      1
    };
    JsonNode json = client.callJson(TOP_BACK_LINKS, parameters);
    Element xml = client.callXml(TOP_BACK_LINKS, parameters);

    for (String table : List.of("URL", "SubDomain", "RootDomain", "DomainsInfo")) {
      assertThat(PlainMajesticClient.rows(xml, table))
          .as(table)
          .hasSizeGreaterThan(100)
          .isEqualTo(PlainMajesticClient.rows(json, table));
    }
  }

  @Test
  void oddPipesAreWrittenOnlyWhenRequested() throws Exception {
    Element plain =
        client.callXml(TOP_BACK_LINKS, "URL", "http://rows-900.example.com/", "MaxSourceURLs", 900);
    Element odd =
        client.callXml(
            TOP_BACK_LINKS, "URL", "http://odd-pipes-rows-900.example.com/", "MaxSourceURLs", 900);

    assertThat(PlainMajesticClient.rows(plain, "URL"))
        .hasSize(900)
        .allMatch(row -> row.size() == 41);
    assertThat(PlainMajesticClient.rows(odd, "URL")).hasSize(900).anyMatch(row -> row.size() < 41);
  }

  @Test
  void lastCellIsEmptyWhenRequested() throws Exception {
    String target = "http://empty-last-rows-60.example.com/";
    String xml =
        new String(
            client.send("/api/xml", client.formOf(TOP_BACK_LINKS, "URL", target)).body(),
            StandardCharsets.UTF_8);

    assertThat(xml).contains("|</Row>");
    assertThat(PlainMajesticClient.rows(client.callXml(TOP_BACK_LINKS, "URL", target), "URL"))
        .isEqualTo(PlainMajesticClient.rows(client.callJson(TOP_BACK_LINKS, "URL", target), "URL"));
  }

  @Test
  void unitsAreCountedExactlyWhenCallsAreConcurrent() throws Exception {
    majestic.setUnitsLeft(30 * 5_000L + 4_999, 1_000_000);
    List<Callable<String>> calls =
        Collections.nCopies(100, () -> code(client.callJson(TOP_BACK_LINKS, "URL", TARGET)));
    Map<String, Integer> codes = new HashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> code : threads.invokeAll(calls)) {
        codes.merge(code.get(), 1, Integer::sum);
      }
    }

    assertThat(codes).isEqualTo(Map.of("OK", 30, "InsufficientAnalysisResUnits", 70));
    assertThat(majestic.paidCalls()).hasSize(30);
    assertThat(majestic.calls()).hasSize(100);
    assertThat(majestic.analysisUnitsLeft()).isEqualTo(4_999);
  }

  @Test
  void rowsAreAsLargeAndVariedAsUpstream() throws Exception {
    Map<String, String> form =
        client.formOf(
            TOP_BACK_LINKS, "URL", "http://rows-2000.example.com/", "MaxSourceURLs", 2000);
    HttpResponse<byte[]> answer = client.send("/api/json", form);
    List<List<String>> rows = PlainMajesticClient.rows(JSON.readTree(answer.body()), "URL");

    assertThat(answer.body().length / 2000).isBetween(1_100, 1_600);
    assertThat(rows).hasSize(2000);
    String allText = rows.toString();
    assertThat(allText).contains("|", "\t", "\n", "\r\n", "\"", "\\", "&amp;", "\ud83e\uded6");
    assertThat(allText).contains("\u05e7\u05d5\u05de\u05e7");
    Set<String> pages = new HashSet<>(column(rows, "SourceURL"));
    assertThat(pages).hasSizeBetween(1_200, 1_950);
    assertThat(column(rows, "SourceOutLinksExternal")).contains("");
    assertThat(column(rows, "ACRank")).contains("-1", "0");
    assertThat(column(rows, "LinksAvailableForRootDomain")).contains("-1");
    assertThat(column(rows, "DomainID")).containsOnly("-1");
    assertThat(column(rows, "FlagDeleted")).containsOnly("0");
    assertThat(column(rows, "SourceTrustFlow").stream().map(Integer::valueOf).toList())
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void domainTableContainsExactlyDomainsOfRows() throws Exception {
    JsonNode answer =
        client.callJson(TOP_BACK_LINKS, "URL", TARGET, "ShowDomainInfo", 1, "GetRootDomainData", 1);

    Set<String> namedIds = new HashSet<>();
    for (String table : List.of("URL", "RootDomain")) {
      namedIds.addAll(column(PlainMajesticClient.rows(answer, table), "DomainID"));
    }
    List<String> ids =
        PlainMajesticClient.rows(answer, "DomainsInfo").stream().map(List::getFirst).toList();
    assertThat(ids).doesNotHaveDuplicates().contains("0").hasSizeLessThan(200);
    assertThat(namedIds).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(answer.at("/DataTables/RootDomain/Headers/TotalBackLinks").asLong())
        .isGreaterThan(1L << 32);
  }

  @Test
  void linksPerDomainAreLimited() throws Exception {
    JsonNode answer =
        client.callJson(
            TOP_BACK_LINKS,
            "URL",
            TARGET,
            "MaxSourceURLs",
            5000,
            "ShowDomainInfo",
            1,
            "MaxSourceURLsPerRefDomain",
            1);

    assertThat(column(PlainMajesticClient.rows(answer, "URL"), "DomainID")).doesNotHaveDuplicates();
    assertThat(PlainMajesticClient.rows(answer, "URL"))
        .hasSameSizeAs(PlainMajesticClient.rows(answer, "DomainsInfo"));
  }

  @Test
  void fiftyThousandRowsAreServed() throws Exception {
    Map<String, String> form =
        client.formOf(
            TOP_BACK_LINKS, "URL", "http://rows-50000.example.com/", "MaxSourceURLs", 50_000);
    byte[] plain = client.send("/api/json", form).body();
    HttpResponse<byte[]> compressed = client.send("/api/json", form, "Accept-Encoding", "gzip");

    assertThat(plain.length).isBetween(60_000_000, 78_000_000);
    assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(compressed.body().length).isLessThan(plain.length / 4);
    JsonNode decompressed =
        JSON.readTree(new GZIPInputStream(new ByteArrayInputStream(compressed.body())));
    assertThat(decompressed.at("/DataTables/URL/Data")).hasSize(50_000);
  }

  @Test
  void wrongKeyIsEchoedAndOpenAppsTokensAreAccepted() throws Exception {
    Map<String, String> form = client.formOf(TOP_BACK_LINKS, "URL", TARGET);
    form.put("app_api_key", "wrong-one");
    JsonNode refused = JSON.readTree(client.send("/api/json", form).body());
    form.remove("app_api_key");
    form.put("accesstoken", majestic.accessToken());
    form.put("privatekey", majestic.privateKey());
    JsonNode accepted = JSON.readTree(client.send("/api/json", form).body());

    assertThat(refused.at("/Code").asText()).isEqualTo("FailedRequestViaAPI");
    assertThat(refused.at("/ErrorMessage").asText()).contains("'wrong-one'");
    assertThat(refused.at("/FullError").asText()).contains("   at ");
    assertThat(accepted.at("/Code").asText()).isEqualTo("OK");
    assertThat(majestic.paidCalls()).hasSize(1);
  }

  @Test
  void invalidRequestIsRefused() throws Exception {
    assertThat(code(client.callJson(TOP_BACK_LINKS, "Url", TARGET))).isEqualTo("InvalidParameter");
    assertThat(code(client.callJson(TOP_BACK_LINKS, "url", TARGET, "URL", TARGET)))
        .isEqualTo("InvalidParameter");
    assertThat(code(client.callJson(TOP_BACK_LINKS, "URL", TARGET, "MaxSourceURLs", 50_001)))
        .isEqualTo("InvalidParameter");
    assertThat(code(client.callJson(TOP_BACK_LINKS, "URL", TARGET, "datasource", "old")))
        .isEqualTo("InvalidParameter");
    assertThat(
            code(
                client.callJson(
                    "GetBackLinkData", "item", "example.com", "MaxSourceURLsPerRefDomain", 2)))
        .isEqualTo("InvalidParameter");
    JsonNode unknown = client.callJson("GetTopBacklinks", "URL", TARGET);
    assertThat(code(unknown)).isEqualTo("FailedRequestViaAPI");
    assertThat(unknown.at("/ErrorMessage").asText())
        .isEqualTo("The command 'GetTopBacklinks' is not in the list of supported commands.");
    assertThat(code(client.callJson(TOP_BACK_LINKS, "GetUrlData", 0)))
        .isEqualTo("InvalidParameter");
    assertThat(majestic.probes(TOP_BACK_LINKS)).last().isEqualTo(majestic.calls().getLast());
    majestic.retireCommand(TOP_BACK_LINKS);
    assertThat(client.callXml(TOP_BACK_LINKS, "URL", TARGET).hasChildNodes()).isFalse();
    assertThat(majestic.paidCalls()).isEmpty();
    assertThat(majestic.calls()).hasSize(8);
    assertThat(majestic.calls(TOP_BACK_LINKS)).hasSize(6);
  }

  @Test
  void callIsRefusedWhenUnitsAreExhausted() throws Exception {
    majestic.setUnitsLeft(12_000, 1_000);
    JsonNode first = client.callJson(TOP_BACK_LINKS, "URL", TARGET, "MaxSourceURLs", 7);
    JsonNode twoLists = client.callJson(TOP_BACK_LINKS, "URL", TARGET, "GetRootDomainData", 1);
    client.callJson(TOP_BACK_LINKS, "URL", TARGET, "MaxSourceURLs", 3);

    assertThat(first.at("/ChargedAnalysisResUnits").asLong()).isEqualTo(5_000);
    assertThat(first.at("/ChargedRetrievalResUnits").asLong()).isEqualTo(7);
    assertThat(first.at("/RemainingRetrievalResUnits").asLong()).isEqualTo(993);
    assertThat(code(twoLists)).isEqualTo("InsufficientAnalysisResUnits");
    assertThat(code(client.callJson(TOP_BACK_LINKS, "URL", TARGET)))
        .isEqualTo("InsufficientAnalysisResUnits");
    assertThat(majestic.analysisUnitsLeft()).isEqualTo(2_000);
    assertThat(majestic.retrievalUnitsLeft()).isEqualTo(990);
    assertThat(majestic.paidCalls()).hasSize(2);
  }

  @Test
  void backLinkDataReturnsTheSameRows() throws Exception {
    JsonNode topBackLinks =
        client.callJson(
            TOP_BACK_LINKS, "URL", TARGET, "GetSubDomainData", 1, "GetRootDomainData", 1);

    for (Map.Entry<String, String> level :
        Map.of("URL", TARGET, "SubDomain", "shop.example.com", "RootDomain", "example.com")
            .entrySet()) {
      JsonNode backLinkData =
          client.callJson("GetBackLinkData", "item", level.getValue(), "Mode", 1);
      assertThat(PlainMajesticClient.rows(backLinkData, "BackLinks"))
          .as(level.getKey())
          .hasSize(100)
          .isEqualTo(PlainMajesticClient.rows(topBackLinks, level.getKey()));
      assertThat(backLinkData.at("/DataTables/BackLinks/Headers/ItemType").asText())
          .isEqualTo(level.getKey());
      assertThat(backLinkData.has("ChargedAnalysisResUnits")).isFalse();
    }
  }

  @Test
  void backLinkDataIsPagedAndIncludesDeletedLinksByDefault() throws Exception {
    String item = "rows-50-example.com";
    List<List<String>> all =
        PlainMajesticClient.rows(
            client.callJson("GetBackLinkData", "item", item, "Mode", 1), "BackLinks");
    List<List<String>> page =
        PlainMajesticClient.rows(
            client.callJson("GetBackLinkData", "item", item, "Mode", 1, "From", 40, "Count", 20),
            "BackLinks");
    List<List<String>> deleted =
        PlainMajesticClient.rows(
            client.callJson("GetBackLinkData", "item", item, "Count", 200), "BackLinks");

    assertThat(all).hasSize(50);
    assertThat(column(all, "FlagDeleted")).containsOnly("0");
    assertThat(column(all, "DateLost")).allMatch(String::isBlank);
    assertThat(page).isEqualTo(all.subList(40, 50));
    assertThat(deleted).hasSize(55);
    assertThat(column(deleted, "FlagDeleted")).containsOnly("0", "1");
    assertThat(deleted)
        .allSatisfy(row ->
            assertThat(row.get(FakeColumns.LINK_COLUMNS.indexOf("DateLost")).isBlank())
                .isEqualTo(row.get(FakeColumns.LINK_COLUMNS.indexOf("FlagDeleted")).equals("0")));
    assertThat(
            PlainMajesticClient.rows(
                client.callJson("GetBackLinkData", "item", item, "Count", 200, "Mode", 0),
                "BackLinks"))
        .isEqualTo(deleted);
  }

  @Test
  void subscriptionInfoIsAnsweredOverGet() throws Exception {
    String query = PlainMajesticClient.encodeForm(client.formOf("GetSubscriptionInfo"));
    JsonNode info =
        JSON.readTree(client.get(URI.create(majestic.uri() + "/api/json?" + query)).body());

    assertThat(info.at("/StandardReportBacklinksShown").asInt()).isEqualTo(50_000);
    assertThat(info.at("/MaxGetTopBackLinksAnalysisResUnitsCost").asInt()).isEqualTo(5_000);
    assertThat(info.at("/DataTables/SiteExplorerInfo/Headers/DomainsUsed").asInt()).isEqualTo(12);
    assertThat(majestic.paidCalls()).isEmpty();
  }

  private static String code(JsonNode answer) {
    return answer.at("/Code").asText();
  }

  private static List<String> column(List<List<String>> rows, String name) {
    return rows.stream().map(row -> row.get(FakeColumns.LINK_COLUMNS.indexOf(name))).toList();
  }

  @Test
  void indexItemCountsAgreeWithLists() throws Exception {
    String url = "http://shop.example.com/teapots";
    JsonNode info =
        client.callJson(
            "GetIndexItemInfo", "items", 2, "item0", url, "item1", "rows-0.example.com");
    List<List<String>> rows = PlainMajesticClient.rows(info, "Results");
    assertThat(rows).extracting(row -> row.get(3)).containsExactly("Found", "NotFound");
    JsonNode links = client.callJson(TOP_BACK_LINKS, "URL", url, "MaxSourceURLs", 50_000);
    assertThat(rows.getFirst().get(4))
        .isEqualTo(Integer.toString(PlainMajesticClient.rows(links, "URL").size()));
    Element xml =
        client.callXml("GetIndexItemInfo", "items", 2, "item0", url, "item1", "rows-0.example.com");
    assertThat(PlainMajesticClient.rows(xml, "Results")).isEqualTo(rows);
    assertThat(majestic.indexItemUnitsLeft()).isEqualTo(999_996);
  }

  @Test
  void urlWithoutSchemeHasLinksOfUrlWithHttp() throws Exception {
    JsonNode bare = client.callJson(TOP_BACK_LINKS, "URL", "shop.example.com");
    JsonNode full =
        client.callJson("GetBackLinkData", "item", "http://shop.example.com", "Mode", 1);
    assertThat(PlainMajesticClient.rows(bare, "URL"))
        .extracting(row -> row.getFirst())
        .isEqualTo(
            PlainMajesticClient.rows(full, "BackLinks").stream()
                .map(row -> row.getFirst())
                .toList());
  }

  @Test
  void indexItemsMustBeNumberedAndWithinUnits() throws Exception {
    for (Object[] wrong :
        List.of(
            new Object[] {"items", 2, "item0", "a.example"},
            new Object[] {"items", 1, "item1", "a.example"},
            new Object[] {"items", 0},
            new Object[] {"item0", "a.example"})) {
      assertThat(client.callJson("GetIndexItemInfo", wrong).path("Code").asText())
          .isEqualTo("InvalidParameter");
    }
    majestic.setIndexItemUnitsLeft(0);
    JsonNode refused = client.callJson("GetIndexItemInfo", "items", 1, "item0", "a.example");
    assertThat(refused.path("Code").asText()).isEqualTo("InsufficientIndexItemInfoUnits");
  }
}
