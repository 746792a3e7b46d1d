package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectInvoker.forcedQueueQuestion;
import static org.backlinks.service.DirectInvoker.question;
import static org.backlinks.service.DirectInvoker.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.FakeMajestic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Upstream's XML answers lead to the same payloads as its JSON answers. */
class XmlFormatIT {
  private static FunctionPool pool;
  private static DirectInvoker xmlCaller;

  private final FakeMajestic majestic = FastPollingStack.majestic();
  private final DirectInvoker jsonCaller = FastPollingStack.caller();

  @BeforeAll
  static void start() {
    pool = FastPollingStack.stack().callerPool(Map.of("MAJESTIC_FORMAT", "xml"));
    xmlCaller = new DirectInvoker(pool);
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  @Test
  void xmlSampleEqualsJsonSampleExceptServerName() {
    ObjectNode question =
        question(FakeMajestic.SAMPLE_TARGET).put("maxBacklinks", 1).put("includeDomains", true);

    ObjectNode fromJson = askAgain(jsonCaller, question);
    ObjectNode fromXml = askAgain(xmlCaller, question);

    for (ObjectNode payload : List.of(fromJson, fromXml)) {
      payload.remove(List.of("id", "previous", "createdAt", "readyAt", "expiresAt"));
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
  void xmlRowsEqualJsonRows(String target) {
    ObjectNode question =
        question(target).put("maxBacklinks", 1_200).put("includeDomains", true).put("limit", 5_000);
    question.putArray("scopes").add("url").add("subdomain").add("rootDomain");

    assertSamePayload(askAgain(xmlCaller, question), askAgain(jsonCaller, question));
  }

  @Test
  void xmlCellsKeepTheirColumnsWhenCellsContainPipes() {
    ObjectNode question = question("http://odd-pipes.rows-80.example.com/").put("maxBacklinks", 80);

    JsonNode fromXml = askAgain(xmlCaller, question).at("/backlinks");
    JsonNode fromJson = askAgain(jsonCaller, question).at("/backlinks");

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
  void xmlKeepsUndocumentedMembers() {
    majestic.scriptTarget("new-members", new Behaviour.UnknownMembers());
    ObjectNode question = question("http://new-members.rows-5.example.com/");

    JsonNode fromXml = askAgain(xmlCaller, question);

    assertSamePayload(fromXml, askAgain(jsonCaller, question));
    assertThat(fromXml.at("/tables/BrandNewTable")).hasSize(1);
  }

  @Test
  void xmlAnswersCanBeQueuedOrRefused() {
    JsonNode ready =
        xmlCaller.pollUntilDone(
            xmlCaller.submitPending(forcedQueueQuestion("http://xml-queued.rows-6.example.com/")));
    majestic.scriptTarget("xml-refused", new Behaviour.ErrorCode("SomethingElse", "odd"));
    JsonNode refused = xmlCaller.invoke(question("http://xml-refused.example.com/"));

    assertThat(ready.at("/backlinks")).hasSize(6);
    assertThat(refused.at("/type").asText()).isEqualTo("/problems/upstream-refused");
    assertThat(refused.at("/detail").asText()).contains("SomethingElse", "odd");
  }

  private static ObjectNode askAgain(DirectInvoker caller, ObjectNode question) {
    JsonNode answer = caller.invoke(question.deepCopy().put("maxAge", "PT0S"));
    assertThat(state(answer)).as(answer.toString()).isEqualTo("ready");
    return (ObjectNode) answer;
  }

  private static void assertSamePayload(JsonNode fromXml, JsonNode fromJson) {
    assertThat(fromXml.at("/backlinks")).isNotEmpty();
    for (String member :
        List.of(
            "backlinks", "domains", "lists", "tables", "index", "provider", "warnings", "page")) {
      assertThat(fromXml.path(member)).as(member).isEqualTo(fromJson.path(member));
    }
  }
}
