package org.backlinks.local;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.backlinks.snapshot.Pieces;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Tables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Planted leaks: whatever shows a secret is found, and fails the test. */
class FindingsTest {
  private static final String KEY = "planted-key-77c1";
  private static final Map<String, String> SETTINGS = Map.of("MAJESTIC_API_KEY", KEY);
  private static final Duration LONG = Duration.ofSeconds(60);

  private static DynamoDb dynamo;

  private final Findings findings = new Findings();

  @BeforeAll
  static void start() {
    dynamo = DynamoDb.inMemory();
    dynamo.createTable(Stack.TABLE);
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @BeforeEach
  void on() {
    findings.on();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Function function() {
    return Function.start(FunctionTest.ECHO, SETTINGS, findings);
  }

  @Test
  void anAnswerWithoutTheKeyPasses() throws Exception {
    try (Function function = function()) {
      function.invoke(bytes("a"), LONG);
    }
    assertThatCode(findings::check).doesNotThrowAnyException();
  }

  @Test
  void anAnswerWithTheKeyIsFound() throws Exception {
    try (Function function = function()) {
      function.invoke(bytes("leak"), LONG);
      assertThatThrownBy(findings::check)
          .isInstanceOf(AssertionError.class)
          .hasMessage("an answer shows a secret: MAJESTIC_API_KEY, plain");
    }
  }

  @Test
  void aLineWithTheKeyIsFoundWhileTheProcessLivesAndWhenItIsGone() throws Exception {
    try (Function function = function()) {
      function.invoke(bytes("log"), LONG);
      assertThatThrownBy(findings::check).hasMessageContaining("the log function-echo");
      assertThatCode(findings::check).doesNotThrowAnyException();
      function.invoke(bytes("log"), LONG);
    }
    assertThatThrownBy(findings::check).hasMessageContaining("MAJESTIC_API_KEY");
  }

  @Test
  void anErrorWithTheKeyIsFound() {
    try (Function function = function()) {
      assertThatExceptionOfType(FunctionError.class)
          .isThrownBy(() -> function.invoke(bytes("throw with the key"), LONG));
    }
    assertThatThrownBy(findings::check).hasMessageContaining("an error shows a secret");
  }

  @Test
  void anAnswerThatIsNotAsDescribedIsFoundInOurFunctionOnly() throws Exception {
    Launch ours = new Launch("jvm", FunctionTest.ECHO.command());
    try (Function function = Function.start(ours, SETTINGS, findings)) {
      function.invoke(bytes("{}"), LONG);
      assertThatThrownBy(findings::check).hasMessageContaining("action report is not as described");
    }
  }

  @Test
  void anItemWithTheKeyIsFoundAlsoWhereItIsPacked() throws Exception {
    findings.plant("the key", KEY);
    Pieces pieces = new Pieces();
    Tables.fill(
        new SnapshotBuilder(pieces), "T", Map.of(), List.of(Map.of("A", "x", "B", "a " + KEY)));
    List<AttributeValue> leaks = new ArrayList<>();
    leaks.add(AttributeValue.fromS("with " + KEY));
    leaks.add(AttributeValue.fromM(Map.of("in", AttributeValue.fromL(List.of(leaks.getFirst())))));
    leaks.add(AttributeValue.fromB(SdkBytes.fromByteArray(deflated("{\"k\":\"" + KEY + "\"}"))));
    leaks.add(AttributeValue.fromB(SdkBytes.fromByteArray(pieces.all().getFirst())));
    for (AttributeValue leak : leaks) {
      put(Map.of("pk", AttributeValue.fromS("x#1"), "leak", leak));
      assertThatThrownBy(this::search).hasMessageContaining("item x#1, leak");
    }
    put(Map.of("pk", AttributeValue.fromS("x#1"), "leak", AttributeValue.fromS("none")));
    assertThatCode(this::search).doesNotThrowAnyException();
  }

  @Test
  void aSecretOfAReportsOwnIsFoundWhereItWasTold() {
    String secret = "0a".repeat(24);
    findings.plant("the key", KEY);
    put(
        Map.of(
            "pk",
            AttributeValue.fromS("report#1"),
            "parameters",
            AttributeValue.fromM(
                Map.of("NotifyURL", AttributeValue.fromS("http://us/v1/notify/1/" + secret)))));
    assertThatCode(this::search).doesNotThrowAnyException();
    findings.told(List.of(secret));
    assertThatThrownBy(this::search).hasMessageContaining("the secret of the item report#1");
    dynamo
        .client()
        .deleteItem(item ->
            item.tableName(Stack.TABLE).key(Map.of("pk", AttributeValue.fromS("report#1"))));
  }

  private static void put(Map<String, AttributeValue> item) {
    dynamo.client().putItem(put -> put.tableName(Stack.TABLE).item(item));
  }

  private void search() {
    new TableSearch(findings, dynamo).all();
    findings.check();
  }

  private static byte[] deflated(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream into = new DeflaterOutputStream(out)) {
      into.write(bytes(text));
    }
    return out.toByteArray();
  }
}
