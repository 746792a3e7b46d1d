package org.backlinks.local.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
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

class MajesticTest {
  private static final String TOP = "GetTopBackLinks";
  private static final String PAGE = "http://shop.example.com/teapots?a=b&c=%7C";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Majestic majestic = Majestic.start();
  private final Client client = new Client(majestic);

  @AfterEach
  void stop() {
    client.close();
    majestic.close();
  }

  @Test
  void givesTheSameRowsOnEachCall() throws Exception {
    JsonNode first = client.json(TOP, "URL", PAGE, "MaxSourceURLs", 300, "ShowDomainInfo", 1);
    JsonNode second = client.json(TOP, "URL", PAGE, "MaxSourceURLs", 300, "ShowDomainInfo", 1);

    assertThat(first.at("/DataTables")).isEqualTo(second.at("/DataTables"));
    assertThat(Client.rows(first, "URL")).hasSizeGreaterThan(100);
  }

  @Test
  void hasTheColumnsOfTheSample() throws Exception {
    JsonNode sample = JSON.readTree(Sample.bytes(Format.JSON));
    Element sampleXml = Client.parsed(Sample.bytes(Format.XML));

    assertThat(Client.columns(sample, "URL")).isEqualTo(Columns.LINK).hasSize(41);
    assertThat(Client.columns(sample, "DomainsInfo")).isEqualTo(Columns.DOMAIN).hasSize(35);
    assertThat(Client.rows(sampleXml, "URL")).isEqualTo(Client.rows(sample, "URL"));
    assertThat(Client.rows(sampleXml, "DomainsInfo")).isEqualTo(Client.rows(sample, "DomainsInfo"));
    JsonNode made = client.json(TOP, "URL", PAGE, "ShowDomainInfo", 1);
    assertThat(Client.columns(made, "URL")).isEqualTo(Columns.LINK);
    assertThat(Client.columns(made, "DomainsInfo")).isEqualTo(Columns.DOMAIN);
  }

  @Test
  void servesTheSampleByteForByte() throws Exception {
    Map<String, String> form = client.form(TOP, "URL", Majestic.SAMPLE_TARGET);

    assertThat(client.send("/api/json", form).body()).isEqualTo(Sample.bytes(Format.JSON));
    assertThat(client.send("/api/xml", form).body()).isEqualTo(Sample.bytes(Format.XML));
  }

  @Test
  void saysTheSameInXmlAsInJson() throws Exception {
    Object[] all = {
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
    JsonNode json = client.json(TOP, all);
    Element xml = client.xml(TOP, all);

    for (String table : List.of("URL", "SubDomain", "RootDomain", "DomainsInfo")) {
      assertThat(Client.rows(xml, table))
          .as(table)
          .hasSizeGreaterThan(100)
          .isEqualTo(Client.rows(json, table));
    }
  }

  @Test
  void writesOddPipesOnlyWhereTheyAreAskedFor() throws Exception {
    Element plain = client.xml(TOP, "URL", "http://rows-900.example.com/", "MaxSourceURLs", 900);
    Element odd =
        client.xml(TOP, "URL", "http://odd-pipes-rows-900.example.com/", "MaxSourceURLs", 900);

    assertThat(Client.rows(plain, "URL")).hasSize(900).allMatch(row -> row.size() == 41);
    assertThat(Client.rows(odd, "URL")).hasSize(900).anyMatch(row -> row.size() < 41);
  }

  @Test
  void canLeaveTheLastCellTrulyEmpty() throws Exception {
    String target = "http://empty-last-rows-60.example.com/";
    String xml =
        new String(
            client.send("/api/xml", client.form(TOP, "URL", target)).body(),
            StandardCharsets.UTF_8);

    assertThat(xml).contains("|</Row>");
    assertThat(Client.rows(client.xml(TOP, "URL", target), "URL"))
        .isEqualTo(Client.rows(client.json(TOP, "URL", target), "URL"));
  }

  @Test
  void countsExactlyWhenManyAskAtOnce() throws Exception {
    majestic.unitsLeft(30 * 5_000L + 4_999, 1_000_000);
    List<Callable<String>> asks =
        Collections.nCopies(100, () -> code(client.json(TOP, "URL", PAGE)));
    Map<String, Integer> codes = new HashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> code : threads.invokeAll(asks)) {
        codes.merge(code.get(), 1, Integer::sum);
      }
    }

    assertThat(codes).isEqualTo(Map.of("OK", 30, "InsufficientAnalysisResUnits", 70));
    assertThat(majestic.paidCalls()).hasSize(30);
    assertThat(majestic.calls()).hasSize(100);
    assertThat(majestic.analysisUnitsLeft()).isEqualTo(4_999);
  }

  @Test
  void isAsLargeAndAsOddAsTheRealThing() throws Exception {
    Map<String, String> form =
        client.form(TOP, "URL", "http://rows-2000.example.com/", "MaxSourceURLs", 2000);
    HttpResponse<byte[]> answer = client.send("/api/json", form);
    List<List<String>> rows = Client.rows(JSON.readTree(answer.body()), "URL");

    assertThat(answer.body().length / 2000).isBetween(1_100, 1_600);
    assertThat(rows).hasSize(2000);
    String everything = rows.toString();
    assertThat(everything).contains("|", "\t", "\n", "\r\n", "\"", "\\", "&amp;", "\ud83e\uded6");
    assertThat(everything).contains("\u05e7\u05d5\u05de\u05e7");
    Set<String> pages = new HashSet<>(column(rows, "SourceURL"));
    assertThat(pages).hasSizeBetween(1_200, 1_950);
    assertThat(column(rows, "SourceOutLinksExternal")).contains("");
    assertThat(column(rows, "ACRank")).contains("-1", "0");
    assertThat(column(rows, "LinksAvailableForRootDomain")).contains("-1");
    assertThat(column(rows, "DomainID")).containsOnly("-1");
    assertThat(column(rows, "FlagDeleted")).containsOnly("0");
    assertThat(column(rows, "SourceTrustFlow").stream().map(Integer::valueOf).toList())
        .isSortedAccordingTo((left, right) -> right - left);
  }

  @Test
  void sharesOneTableOfJustTheDomainsThatTheRowsName() throws Exception {
    JsonNode answer = client.json(TOP, "URL", PAGE, "ShowDomainInfo", 1, "GetRootDomainData", 1);

    Set<String> named = new HashSet<>();
    for (String table : List.of("URL", "RootDomain")) {
      named.addAll(column(Client.rows(answer, table), "DomainID"));
    }
    List<String> ids = Client.rows(answer, "DomainsInfo").stream().map(List::getFirst).toList();
    assertThat(ids).doesNotHaveDuplicates().contains("0").hasSizeLessThan(200);
    assertThat(named).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(answer.at("/DataTables/RootDomain/Headers/TotalBackLinks").asLong())
        .isGreaterThan(1L << 32);
  }

  @Test
  void limitsTheLinksOfADomain() throws Exception {
    JsonNode answer =
        client.json(
            TOP,
            "URL",
            PAGE,
            "MaxSourceURLs",
            5000,
            "ShowDomainInfo",
            1,
            "MaxSourceURLsPerRefDomain",
            1);

    assertThat(column(Client.rows(answer, "URL"), "DomainID")).doesNotHaveDuplicates();
    assertThat(Client.rows(answer, "URL")).hasSameSizeAs(Client.rows(answer, "DomainsInfo"));
  }

  @Test
  void servesFiftyThousandRows() throws Exception {
    Map<String, String> form =
        client.form(TOP, "URL", "http://rows-50000.example.com/", "MaxSourceURLs", 50_000);
    byte[] plain = client.send("/api/json", form).body();
    HttpResponse<byte[]> packed = client.send("/api/json", form, "Accept-Encoding", "gzip");

    assertThat(plain.length).isBetween(60_000_000, 78_000_000);
    assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(packed.body().length).isLessThan(plain.length / 4);
    JsonNode start = JSON.readTree(new GZIPInputStream(new ByteArrayInputStream(packed.body())));
    assertThat(start.at("/DataTables/URL/Data")).hasSize(50_000);
  }

  @Test
  void echoesAWrongKeyAndTakesTheOpenAppsPair() throws Exception {
    Map<String, String> form = client.form(TOP, "URL", PAGE);
    form.put("app_api_key", "wrong-one");
    JsonNode wrong = JSON.readTree(client.send("/api/json", form).body());
    form.remove("app_api_key");
    form.put("accesstoken", majestic.accessToken());
    form.put("privatekey", majestic.privateKey());
    JsonNode right = JSON.readTree(client.send("/api/json", form).body());

    assertThat(wrong.at("/Code").asText()).isEqualTo("FailedRequestViaAPI");
    assertThat(wrong.at("/ErrorMessage").asText()).contains("'wrong-one'");
    assertThat(wrong.at("/FullError").asText()).contains("   at ");
    assertThat(right.at("/Code").asText()).isEqualTo("OK");
    assertThat(majestic.paidCalls()).hasSize(1);
  }

  @Test
  void refusesWhatItDoesNotUnderstand() throws Exception {
    assertThat(code(client.json(TOP, "Url", PAGE))).isEqualTo("InvalidParameter");
    assertThat(code(client.json(TOP, "url", PAGE, "URL", PAGE))).isEqualTo("InvalidParameter");
    assertThat(code(client.json(TOP, "URL", PAGE, "MaxSourceURLs", 50_001)))
        .isEqualTo("InvalidParameter");
    assertThat(code(client.json(TOP, "URL", PAGE, "datasource", "old")))
        .isEqualTo("InvalidParameter");
    assertThat(
            code(
                client.json(
                    "GetBackLinkData", "item", "example.com", "MaxSourceURLsPerRefDomain", 2)))
        .isEqualTo("InvalidParameter");
    JsonNode unknown = client.json("GetTopBacklinks", "URL", PAGE);
    assertThat(code(unknown)).isEqualTo("FailedRequestViaAPI");
    assertThat(unknown.at("/ErrorMessage").asText())
        .isEqualTo("The command 'GetTopBacklinks' is not in the list of supported commands.");
    majestic.retire(TOP);
    assertThat(client.xml(TOP, "URL", PAGE).hasChildNodes()).isFalse();
    assertThat(majestic.paidCalls()).isEmpty();
    assertThat(majestic.calls()).hasSize(7);
    assertThat(majestic.calls(TOP)).hasSize(5);
  }

  @Test
  void runsOutOfUnits() throws Exception {
    majestic.unitsLeft(12_000, 1_000);
    JsonNode first = client.json(TOP, "URL", PAGE, "MaxSourceURLs", 7);
    JsonNode twoLists = client.json(TOP, "URL", PAGE, "GetRootDomainData", 1);
    client.json(TOP, "URL", PAGE, "MaxSourceURLs", 3);

    assertThat(first.at("/ChargedAnalysisResUnits").asLong()).isEqualTo(5_000);
    assertThat(first.at("/ChargedRetrievalResUnits").asLong()).isEqualTo(7);
    assertThat(first.at("/RemainingRetrievalResUnits").asLong()).isEqualTo(993);
    assertThat(code(twoLists)).isEqualTo("InsufficientAnalysisResUnits");
    assertThat(code(client.json(TOP, "URL", PAGE))).isEqualTo("InsufficientAnalysisResUnits");
    assertThat(majestic.analysisUnitsLeft()).isEqualTo(2_000);
    assertThat(majestic.retrievalUnitsLeft()).isEqualTo(990);
    assertThat(majestic.paidCalls()).hasSize(2);
  }

  @Test
  void givesTheSuccessorTheSameRows() throws Exception {
    JsonNode old = client.json(TOP, "URL", PAGE, "GetSubDomainData", 1, "GetRootDomainData", 1);

    for (Map.Entry<String, String> level :
        Map.of("URL", PAGE, "SubDomain", "shop.example.com", "RootDomain", "example.com")
            .entrySet()) {
      JsonNode fresh = client.json("GetBackLinkData", "item", level.getValue(), "Mode", 1);
      assertThat(Client.rows(fresh, "BackLinks"))
          .as(level.getKey())
          .hasSize(100)
          .isEqualTo(Client.rows(old, level.getKey()));
      assertThat(fresh.at("/DataTables/BackLinks/Headers/ItemType").asText())
          .isEqualTo(level.getKey());
      assertThat(fresh.has("ChargedAnalysisResUnits")).isFalse();
    }
  }

  @Test
  void pagesTheSuccessorAndAddsDeletedLinksUnlessToldNotTo() throws Exception {
    String item = "rows-50-example.com";
    List<List<String>> all =
        Client.rows(client.json("GetBackLinkData", "item", item, "Mode", 1), "BackLinks");
    List<List<String>> page =
        Client.rows(
            client.json("GetBackLinkData", "item", item, "Mode", 1, "From", 40, "Count", 20),
            "BackLinks");
    List<List<String>> deleted =
        Client.rows(client.json("GetBackLinkData", "item", item, "Count", 200), "BackLinks");

    assertThat(all).hasSize(50);
    assertThat(page).isEqualTo(all.subList(40, 50));
    assertThat(deleted).hasSize(55);
    assertThat(column(deleted, "FlagDeleted")).contains("1");
  }

  @Test
  void answersGetAndTellsOfThePlan() throws Exception {
    String query = Client.encoded(client.form("GetSubscriptionInfo"));
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
    return rows.stream().map(row -> row.get(Columns.LINK.indexOf(name))).toList();
  }
}
