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
import org.backlinks.snapshot.FakeChunkStore;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.TableFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Plants secrets in every output and expects that each of them is found. */
class AuditFindingsTest {
  private static final String KEY = "planted-key-77c1";
  private static final Map<String, String> SETTINGS = Map.of("MAJESTIC_API_KEY", KEY);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private static LocalDynamoDb dynamo;

  private final AuditFindings findings = new AuditFindings();

  @BeforeAll
  static void start() {
    dynamo = LocalDynamoDb.inMemory();
    dynamo.createTable(LocalStack.TABLE);
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @BeforeEach
  void enableFindings() {
    findings.enable();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private FunctionProcess startFunction() {
    return FunctionProcess.start(
        FunctionProcessTest.ECHO, SETTINGS, SandboxOptions.defaults(), findings);
  }

  @Test
  void answerWithoutKeyPasses() throws Exception {
    try (FunctionProcess function = startFunction()) {
      function.invoke(bytes("a"), TIMEOUT);
    }
    assertThatCode(findings::assertNone).doesNotThrowAnyException();
  }

  @Test
  void answerWithKeyIsReported() throws Exception {
    try (FunctionProcess function = startFunction()) {
      function.invoke(bytes("leak"), TIMEOUT);
      assertThatThrownBy(findings::assertNone)
          .isInstanceOf(AssertionError.class)
          .hasMessage("an answer shows a secret: MAJESTIC_API_KEY, plain");
    }
  }

  @Test
  void logLineWithKeyIsReportedDuringAndAfterProcess() throws Exception {
    try (FunctionProcess function = startFunction()) {
      function.invoke(bytes("log"), TIMEOUT);
      assertThatThrownBy(findings::assertNone).hasMessageContaining("the log function-echo");
      assertThatCode(findings::assertNone).doesNotThrowAnyException();
      function.invoke(bytes("log"), TIMEOUT);
    }
    assertThatThrownBy(findings::assertNone).hasMessageContaining("MAJESTIC_API_KEY");
  }

  @Test
  void errorWithKeyIsReported() {
    try (FunctionProcess function = startFunction()) {
      assertThatExceptionOfType(FunctionErrorException.class)
          .isThrownBy(() -> function.invoke(bytes("throw with the key"), TIMEOUT));
    }
    assertThatThrownBy(findings::assertNone).hasMessageContaining("an error shows a secret");
  }

  @Test
  void undescribedAnswerIsReportedForOwnFunctionOnly() throws Exception {
    LaunchCommand ours = new LaunchCommand("jvm", FunctionProcessTest.ECHO.command());
    try (FunctionProcess function =
        FunctionProcess.start(ours, SETTINGS, SandboxOptions.defaults(), findings)) {
      function.invoke(bytes("{}"), TIMEOUT);
      assertThatThrownBy(findings::assertNone)
          .hasMessageContaining("action report does not match the description");
    }
  }

  @Test
  void itemWithKeyIsReportedAlsoWhenCompressed() throws Exception {
    findings.plant("the key", KEY);
    FakeChunkStore chunks = new FakeChunkStore();
    TableFixture.writeTable(
        new SnapshotBuilder(chunks), "T", Map.of(), List.of(Map.of("A", "x", "B", "a " + KEY)));
    List<AttributeValue> leaks = new ArrayList<>();
    leaks.add(AttributeValue.fromS("with " + KEY));
    leaks.add(AttributeValue.fromM(Map.of("in", AttributeValue.fromL(List.of(leaks.getFirst())))));
    leaks.add(AttributeValue.fromB(SdkBytes.fromByteArray(deflate("{\"k\":\"" + KEY + "\"}"))));
    leaks.add(AttributeValue.fromB(SdkBytes.fromByteArray(chunks.pieces().getFirst())));
    for (AttributeValue leak : leaks) {
      put(Map.of("pk", AttributeValue.fromS("x#1"), "leak", leak));
      assertThatThrownBy(this::search).hasMessageContaining("item x#1, leak");
    }
    put(Map.of("pk", AttributeValue.fromS("x#1"), "leak", AttributeValue.fromS("none")));
    assertThatCode(this::search).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 11, 12, 13})
  void bytesThatAreNoChunkAreSearchedAsTheyAre(int length) {
    findings.plant("the key", KEY);
    SdkBytes damaged = SdkBytes.fromByteArray(new byte[length]);
    put(Map.of("pk", AttributeValue.fromS("x#1"), "bytes", AttributeValue.fromB(damaged)));
    assertThatCode(this::search).doesNotThrowAnyException();
  }

  @Test
  void reportSecretIsReportedWhenExposed() {
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
    findings.recordExposedTokens(List.of(secret));
    assertThatThrownBy(this::search).hasMessageContaining("the secret of the item report#1");
    dynamo
        .client()
        .deleteItem(item ->
            item.tableName(LocalStack.TABLE).key(Map.of("pk", AttributeValue.fromS("report#1"))));
  }

  private static void put(Map<String, AttributeValue> item) {
    dynamo.client().putItem(put -> put.tableName(LocalStack.TABLE).item(item));
  }

  private void search() {
    new TableSecretScanner(findings, dynamo).scanTables();
    findings.assertNone();
  }

  private static byte[] deflate(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(bytes(text));
    }
    return out.toByteArray();
  }
}
