package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.majestic.read.AnswerEnvelope;
import org.backlinks.question.Command;
import org.backlinks.question.Index;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.question.Target;
import org.backlinks.snapshot.FakeChunkStore;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.backlinks.snapshot.TableFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerClassifierTest {
  private static final Globals CHARGED =
      new Globals(Map.of("ChargedAnalysisResUnits", "5000", "JobID", "17"));
  private static final Credentials KEY = new Credentials.ApiKey("hush");

  private final SnapshotBuilder snapshot = new SnapshotBuilder(new FakeChunkStore());

  @ParameterizedTest
  @ValueSource(strings = {"OK", "ok", "Ok"})
  void okAnswerIsRows(String code) throws IOException {
    TableFixture.writeTable(snapshot, "URL", Map.of(), List.of(Map.of("SourceURL", "a")));
    Answer answer = classify(code, "", Set.of(Scope.URL), false);
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Rows.class,
            rows -> {
              assertThat(rows.globals()).isEqualTo(CHARGED);
              assertThat(rows.missingScopes()).isEmpty();
              assertThat(rows.manifest().command()).isEqualTo("GetTopBackLinks");
              assertThat(rows.manifest().tables()).extracting(Table::scope).containsExactly("url");
              assertThat(rows.manifest().warnings()).isEmpty();
            });
  }

  @Test
  void emptyTableIsNotMissing() throws IOException {
    TableFixture.writeTable(snapshot, "URL", Map.of(), List.of());
    assertThat(classify("OK", "", Set.of(Scope.URL), false))
        .isInstanceOfSatisfying(
            Answer.Rows.class, rows -> assertThat(rows.missingScopes()).isEmpty());
  }

  @Test
  void absentListsAreMissingAndCauseWarnings() throws IOException {
    TableFixture.writeTable(snapshot, "SubDomain", Map.of(), List.of());
    assertThat(classify("OK", "", EnumSet.allOf(Scope.class), false))
        .isInstanceOfSatisfying(
            Answer.Rows.class,
            rows -> {
              assertThat(rows.missingScopes()).containsExactly(Scope.URL, Scope.ROOT_DOMAIN);
              assertThat(rows.manifest().warnings())
                  .hasSize(2)
                  .allSatisfy(warning -> assertThat(warning).contains("no list"));
            });
  }

  @Test
  void absentDomainsCauseWarning() throws IOException {
    TableFixture.writeTable(snapshot, "URL", Map.of(), List.of());
    assertThat(classify("OK", "", Set.of(Scope.URL), true))
        .isInstanceOfSatisfying(
            Answer.Rows.class,
            rows ->
                assertThat(rows.manifest().warnings())
                    .singleElement()
                    .asString()
                    .contains("domains"));
  }

  @Test
  void queuedAnswerHasTheJobTokens() {
    assertThat(classify("QueuedForProcessing", "", Set.of(Scope.URL), false))
        .isEqualTo(
            new Answer.Queued(CHARGED, new Job(Map.of("JobID", "17")), Duration.ofSeconds(9)));
  }

  @Test
  void doneJobIsDownloadReady() {
    assertThat(classify("JobDoneCheckDownloads", "", Set.of(Scope.URL), false))
        .isEqualTo(new Answer.DownloadReady(CHARGED, new Job(Map.of("JobID", "17"))));
  }

  @Test
  void answerWithoutCodeIsUnreadableWithCharges() {
    assertThat(classify("", "", Set.of(Scope.URL), false))
        .isInstanceOfSatisfying(
            Answer.Unreadable.class,
            unreadable -> assertThat(unreadable.globals()).isEqualTo(CHARGED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "InsufficientAnalysisResUnits | | UNITS_EXHAUSTED",
        "InsufficientRetrievalResUnits | Not enough | UNITS_EXHAUSTED",
        "Failed | You have not enough units | UNITS_EXHAUSTED",
        "InvalidAPIKey | Bad | INVALID_KEY",
        "FailedRequestViaAPI | This API key has expired | INVALID_KEY",
        "FailedRequestViaAPI | The access token was revoked | INVALID_KEY",
        "UnknownKey | | INVALID_KEY",
        "InvalidAccessToken | | INVALID_KEY",
        "FailedRequestViaAPI | Unknown keyword: see the tokenizer | OTHER",
        "InvalidAPIKey | API Key does not appear to be correct: API_KEY - 'x' | INVALID_KEY",
        "MissingParameter | The parameter item is missing | OTHER",
        "InvalidParameter | MaxSourceURLs is invalid | OTHER",
        "SomethingNew | | OTHER"
      })
  void otherCodeIsRefused(String code, String message, Answer.RefusalReason reason) {
    String words = message == null ? "" : message;
    assertThat(classify(code, words, Set.of(Scope.URL), false))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(reason);
              assertThat(refused.code()).isEqualTo(code);
              assertThat(refused.globals()).isEqualTo(CHARGED);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FailedRequestViaAPI | The command 'GetTopBackLinks' is not in the list of supported commands.",
        "FailedRequestViaAPI | Unknown command: GetTopBackLinks",
        "FailedRequestViaAPI | GetTopBackLinks is unknown",
        "FailedRequestViaAPI | GetTopBackLinks was removed, use GetBackLinkData",
        "FailedRequestViaAPI | The command GetTopBackLinks is not supported",
        "FailedRequestViaAPI | This command is no longer available",
        "FailedRequestViaAPI | This command is no longer supported",
        "FailedRequestViaAPI | The command has been removed.",
        "FailedRequestViaAPI | GetTopBackLinks is deprecated and does not answer any more",
        "FailedRequestViaAPI | Command 'GetTopBackLinks' does not exist",
        "FailedRequestViaAPI | command getTopBackLinks not recognised",
        "UnknownCommand | ",
        "InvalidCommand | see the documentation",
        "CommandNotFound | "
      })
  void unknownCommandIsRecognized(String code, String message) {
    assertThat(reason(code, message)).isEqualTo(Answer.RefusalReason.UNKNOWN_COMMAND);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FailedRequestViaAPI | The API key does not appear to be correct for this command | INVALID_KEY",
        "FailedRequestViaAPI | This key is no longer available | OTHER",
        "FailedRequestViaAPI | The access token was removed from the command's list | OTHER",
        "FailedRequestViaAPI | Insufficient units: the command is not supported | UNITS_EXHAUSTED",
        "InvalidParameter | The command GetTopBackLinks no longer supported this | OTHER",
        "FailedRequestViaAPI | Unknown parameter of command GetTopBackLinks | OTHER",
        "FailedRequestViaAPI | You have no permission: the command is not supported | OTHER",
        "FailedRequestViaAPI | Your subscription no longer supports GetTopBackLinks | OTHER",
        "FailedRequestViaAPI | The item was not found by GetTopBackLinks | OTHER",
        "FailedRequestViaAPI | The index is no longer available | OTHER",
        "FailedRequestViaAPI | The command GetTopBackLinks failed | OTHER",
        "FailedRequestViaAPI | | OTHER"
      })
  void otherRefusalIsNotUnknownCommand(String code, String message, Answer.RefusalReason expected) {
    assertThat(reason(code, message)).isEqualTo(expected);
  }

  private Answer.RefusalReason reason(String code, String message) {
    Answer answer = classify(code, message == null ? "" : message, Set.of(Scope.URL), false);
    return ((Answer.Refused) answer).reason();
  }

  @Test
  void singleGetBackLinkDataListServesEveryRequestedScope() throws IOException {
    TableFixture.writeTable(snapshot, "BackLinks", Map.of("BackLinkType", "BackLinks"), List.of());
    MajesticCall call =
        LinkCommand.GET_BACK_LINK_DATA
            .calls(
                new Question(
                    Target.of("http://example.com/"),
                    Set.of(Scope.SUBDOMAIN, Scope.ROOT_DOMAIN),
                    Index.HISTORIC,
                    10,
                    null,
                    false,
                    Command.AUTO,
                    false))
            .getFirst();
    Answer answer =
        new AnswerClassifier(call, KEY, null)
            .classify(new AnswerEnvelope("OK", "", CHARGED), snapshot);
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Rows.class,
            rows -> {
              assertThat(rows.missingScopes()).isEmpty();
              assertThat(rows.manifest().tables())
                  .extracting(Table::scope)
                  .containsExactly("subdomain", "rootDomain");
              assertThat(rows.manifest().warnings()).isEqualTo(call.differences());
            });
  }

  @Test
  void refusalDoesNotContainTheKey() {
    assertThat(classify("Bad HUSH", "API Key 'hush' is wrong: hush", Set.of(Scope.URL), false))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused ->
                assertThat(refused.toString()).doesNotContainIgnoringCase("hush").contains("***"));
  }

  @Test
  void credentialsHaveNoTextForm() {
    assertThat(KEY.toString()).doesNotContain("hush");
    assertThat(new Credentials.OpenApps("hush-1", "hush-2").toString()).doesNotContain("hush");
    assertThat(new AnswerClassifier(call(Set.of(Scope.URL), false), KEY, null).toString())
        .doesNotContain("hush");
  }

  private Answer classify(String code, String message, Set<Scope> scopes, boolean domains) {
    return new AnswerClassifier(call(scopes, domains), KEY, Duration.ofSeconds(9))
        .classify(new AnswerEnvelope(code, message, CHARGED), snapshot);
  }

  private static MajesticCall call(Set<Scope> scopes, boolean domains) {
    Question question =
        new Question(
            Target.of("example.com"),
            scopes,
            Index.HISTORIC,
            10,
            null,
            domains,
            Command.AUTO,
            false);
    return LinkCommand.GET_TOP_BACK_LINKS.calls(question).getFirst();
  }
}
