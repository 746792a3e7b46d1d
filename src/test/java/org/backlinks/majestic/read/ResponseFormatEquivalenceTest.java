package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.FakeMajestic;
import org.backlinks.snapshot.CellType;
import org.backlinks.snapshot.ColumnTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares the answers of the same call in both formats. */
class ResponseFormatEquivalenceTest {
  private static FakeMajestic majestic;
  private static HttpClient http;

  @BeforeAll
  static void start() {
    majestic = FakeMajestic.start().setUnitsLeft(1_000_000_000, 1_000_000_000);
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    majestic.close();
  }

  @Test
  void formatsGiveTheSameSnapshot() throws Exception {
    ParsedAnswer json = ParsedAnswer.parseJson(body("json", "rows-3000-example.org"));
    ParsedAnswer xml = ParsedAnswer.parseXml(body("xml", "rows-3000-example.org"));
    assertThat(json.table("RootDomain").rows()).hasSize(3_000);
    assertThat(text(json)).contains("|", "\t", "\n", "\r", "\ud83e\uded6", "\u05e7");
    assertSameSnapshot(xml, json);
    assertThat(xml.warnings()).isEmpty();
  }

  @Test
  void formatsGiveTheSameSnapshotOfUnknownMembers() throws Exception {
    majestic.scriptTarget("brand-new", new Behaviour.UnknownMembers());
    ParsedAnswer json = ParsedAnswer.parseJson(body("json", "rows-300-brand-new.org"));
    ParsedAnswer xml = ParsedAnswer.parseXml(body("xml", "rows-300-brand-new.org"));
    assertThat(xml.table("BrandNewTable").rows()).hasSize(1);
    assertSameSnapshot(xml, json);
  }

  @Test
  void formatsDifferOnlyByPipesAtCellBorders() throws Exception {
    ParsedAnswer json = ParsedAnswer.parseJson(body("json", "rows-2000-odd-pipes.org"));
    ParsedAnswer xml = ParsedAnswer.parseXml(body("xml", "rows-2000-odd-pipes.org"));
    for (int table = 0; table < json.tables().size(); table++) {
      List<Map<String, String>> rows = xml.tables().get(table).rows();
      List<Map<String, String>> expected = json.tables().get(table).rows();
      assertThat(rows).hasSameSizeAs(expected);
      for (int row = 0; row < rows.size(); row++) {
        if (!rows.get(row).containsKey("DamagedRow")) {
          assertEqualExceptBorders(rows.get(row), expected.get(row));
        }
      }
    }
    List<Map<String, String>> links = xml.table("RootDomain").rows();
    assertThat(links).filteredOn(row -> row.containsKey("DamagedRow")).hasSizeLessThan(20);
    long equalRows = links.stream().filter(json.table("RootDomain").rows()::contains).count();
    assertThat(equalRows).isGreaterThan(1_900);
  }

  private static void assertEqualExceptBorders(
      Map<String, String> row, Map<String, String> expected) {
    TreeSet<String> columns = new TreeSet<>(row.keySet());
    columns.addAll(expected.keySet());
    for (String column : columns) {
      String cell = row.getOrDefault(column, "");
      String expectedCell = expected.getOrDefault(column, "");
      if (ColumnTypes.typeOf(column) == CellType.TEXT) {
        assertThat(withoutBorders(cell)).as(column).isEqualTo(withoutBorders(expectedCell));
      } else {
        assertThat(cell).as(column).isEqualTo(expectedCell);
      }
    }
  }

  private static String withoutBorders(String cell) {
    return cell.replaceAll("^\\|+|\\|+\\z", "").strip();
  }

  private static void assertSameSnapshot(ParsedAnswer xml, ParsedAnswer json) {
    assertThat(xml.code()).isEqualTo(json.code());
    assertThat(xml.tables()).isEqualTo(json.tables());
    assertThat(withoutRemaining(xml)).isEqualTo(withoutRemaining(json));
  }

  /** Returns the globals without the remaining units, which each call changes. */
  private static Map<String, String> withoutRemaining(ParsedAnswer answer) {
    Map<String, String> globals = new TreeMap<>(answer.globals());
    assertThat(globals.keySet().removeIf(name -> name.startsWith("Remaining"))).isTrue();
    return globals;
  }

  private static String text(ParsedAnswer answer) {
    StringBuilder text = new StringBuilder();
    answer.table("RootDomain").rows().forEach(row -> row.values().forEach(text::append));
    return text.toString();
  }

  private static byte[] body(String format, String target)
      throws IOException, InterruptedException {
    Map<String, String> form = new HashMap<>();
    form.put("app_api_key", majestic.key());
    form.put("cmd", "GetTopBackLinks");
    form.put("URL", target);
    form.put("MaxSourceURLs", "50000");
    form.put("ShowDomainInfo", "1");
    form.put("GetUrlData", "1");
    form.put("GetRootDomainData", "1");
    StringBuilder encoded = new StringBuilder();
    form.forEach((name, value) ->
        encoded.append(name).append('=').append(URLEncoder.encode(value, UTF_8)).append('&'));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(majestic.uri() + "/api/" + format))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encoded.toString()))
            .build();
    return http.send(request, BodyHandlers.ofByteArray()).body();
  }
}
