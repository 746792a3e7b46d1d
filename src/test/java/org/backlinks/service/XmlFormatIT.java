package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectCaller.question;
import static org.backlinks.service.DirectCaller.queued;
import static org.backlinks.service.DirectCaller.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Majestic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Upstream asked for XML gives the payload that it gives when asked for JSON. */
class XmlFormatIT {
  private static FunctionPool pool;
  private static DirectCaller xml;

  private final Majestic majestic = QuickStack.majestic();
  private final DirectCaller json = QuickStack.caller();

  @BeforeAll
  static void start() {
    pool = QuickStack.stack().pool(Map.of("MAJESTIC_FORMAT", "xml"));
    xml = new DirectCaller(pool);
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  @Test
  void givesUpstreamsOwnSampleButForTheServersName() {
    ObjectNode question =
        question(Majestic.SAMPLE_TARGET).put("maxBacklinks", 1).put("includeDomains", true);

    ObjectNode fromJson = anew(json, question);
    ObjectNode fromXml = anew(xml, question);

    for (ObjectNode payload : List.of(fromJson, fromXml)) {
      payload.remove(List.of("id", "createdAt", "readyAt", "expiresAt"));
      ((ObjectNode) payload.at("/provider/extra")).remove("ServerName");
    }
    assertThat(fromXml).isEqualTo(fromJson);
    assertThat(fromXml.at("/backlinks")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://xml.rows-1200.example.com/",
        "http://empty-last.rows-80.example.com/",
        "xml.rows-25.example.co.uk"
      })
  void givesTheSameRowsCellForCell(String target) {
    ObjectNode question =
        question(target).put("maxBacklinks", 1_200).put("includeDomains", true).put("limit", 5_000);
    question.putArray("scopes").add("url").add("subdomain").add("rootDomain");

    assertSame(anew(xml, question), anew(json, question));
  }

  @Test
  void shiftsAndDropsNothingWherePipesStandAtTheBordersOfCells() {
    ObjectNode question = question("http://odd-pipes.rows-80.example.com/").put("maxBacklinks", 80);

    JsonNode fromXml = anew(xml, question).at("/backlinks");
    JsonNode fromJson = anew(json, question).at("/backlinks");

    assertThat(fromXml).hasSameSizeAs(fromJson);
    for (int row = 0; row < fromXml.size(); row++) {
      if (!fromXml.get(row).at("/extra").has("DamagedRow")) {
        for (String typed : List.of("/flags", "/link", "/lastSeen", "/source/topics", "/domain")) {
          assertThat(fromXml.get(row).at(typed)).isEqualTo(fromJson.get(row).at(typed));
        }
      }
    }
  }

  @Test
  void keepsWhatNoPageDescribes() {
    majestic.on("new-members", new Behaviour.NewMembers());
    ObjectNode question = question("http://new-members.rows-5.example.com/");

    JsonNode fromXml = anew(xml, question);

    assertSame(fromXml, anew(json, question));
    assertThat(fromXml.at("/tables/BrandNewTable")).hasSize(1);
  }

  @Test
  void isQueuedAndRefusedAsWell() {
    JsonNode ready = xml.done(xml.submit(queued("http://xml-queued.rows-6.example.com/")));
    majestic.on("xml-refused", new Behaviour.ErrorCode("SomethingElse", "odd"));
    JsonNode refused = xml.ask(question("http://xml-refused.example.com/"));

    assertThat(ready.at("/backlinks")).hasSize(6);
    assertThat(refused.at("/type").asText()).isEqualTo("/problems/upstream-refused");
    assertThat(refused.at("/detail").asText()).contains("SomethingElse", "odd");
  }

  private static ObjectNode anew(DirectCaller caller, ObjectNode question) {
    JsonNode answer = caller.ask(question.deepCopy().put("maxAge", "PT0S"));
    assertThat(state(answer)).as(answer.toString()).isEqualTo("ready");
    return (ObjectNode) answer;
  }

  private static void assertSame(JsonNode fromXml, JsonNode fromJson) {
    assertThat(fromXml.at("/backlinks")).isNotEmpty();
    for (String member :
        List.of(
            "backlinks", "domains", "lists", "tables", "index", "provider", "warnings", "page")) {
      assertThat(fromXml.path(member)).as(member).isEqualTo(fromJson.path(member));
    }
  }
}
