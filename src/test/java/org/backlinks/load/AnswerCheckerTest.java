package org.backlinks.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.backlinks.local.majestic.ExpectedLink;
import org.junit.jupiter.api.Test;

/** Plants errors and checks that the checker reports each of them. */
class AnswerCheckerTest {
  private static final QuestionKey QUESTION = new QuestionKey("http://a.example/", 3);
  private static final List<ExpectedLink> LINKS =
      List.of(
          new ExpectedLink("s1", "t", "a"),
          new ExpectedLink("s2", "t", ""),
          new ExpectedLink("s3", "u", "c"));

  private final AnswerChecker checker = new AnswerChecker(question -> LINKS);

  @Test
  void correctAnswersCauseNoViolation() {
    checker.checkReport(QUESTION, report("1", "pending"), 0, 2);
    checker.checkReport(QUESTION, ready("1", LINKS.subList(0, 2)), 0, 2);
    checker.checkReport(QUESTION, ready("1", LINKS.subList(2, 3)), 2, 2);
    checker.checkReport(QUESTION, failed("2", "upstream-timeout"), 0, 2);
    checker.checkReport(QUESTION, ready("3", LINKS), 0, 5);
    checker.recordDeletion(QUESTION, "3");
    checker.checkNotFound("3");
    assertThat(checker.violations()).isEmpty();
    assertThat(checker.undeletedReports()).containsOnlyKeys("1", "2");
  }

  @Test
  void foreignRowIsReported() {
    checker.checkReport(
        QUESTION,
        ready("1", List.of(LINKS.get(0), new ExpectedLink("s2", "other", ""), LINKS.get(2))),
        0,
        5);
    assertThat(checker.violations()).singleElement().asString().contains("differ from");
  }

  @Test
  void shiftedPageIsReported() {
    checker.checkReport(QUESTION, ready("1", LINKS.subList(1, 3)), 0, 2);
    assertThat(checker.violations()).singleElement().asString().contains("differ from");
  }

  @Test
  void missingRowsAreReported() {
    checker.checkReport(QUESTION, ready("1", List.of()), 2, 2);
    assertThat(checker.violations()).singleElement().asString().contains("0 rows from 2");
  }

  @Test
  void wrongTotalIsReported() {
    ObjectNode answer = (ObjectNode) ready("1", LINKS);
    answer.withObject("/page").put("total", 2);
    checker.checkReport(QUESTION, answer, 0, 5);
    assertThat(checker.violations()).singleElement().asString().contains("2 rows of 3");
  }

  @Test
  void answerToAnotherQuestionIsReported() {
    checker.checkReport(new QuestionKey("http://b.example/", 3), ready("1", LINKS), 0, 5);
    assertThat(checker.violations()).singleElement().asString().contains("has the request");
  }

  @Test
  void reportSharedByTwoQuestionsIsReported() {
    checker.checkReport(QUESTION, report("1", "pending"), 0, 2);
    checker.checkReport(new QuestionKey("http://b.example/", 3), report("1", "pending"), 0, 2);
    assertThat(checker.violations()).singleElement().asString().contains("answers");
  }

  @Test
  void readyReportThatFailsIsReported() {
    checker.checkReport(QUESTION, ready("1", LINKS), 0, 5);
    checker.checkReport(QUESTION, failed("1", "upstream-timeout"), 0, 2);
    assertThat(checker.violations()).singleElement().asString().contains("was ready");
  }

  @Test
  void lostReportIsReported() {
    checker.checkReport(QUESTION, ready("1", LINKS), 0, 5);
    checker.checkNotFound("1");
    assertThat(checker.violations()).singleElement().asString().contains("is lost");
  }

  @Test
  void deletedReportThatReappearsIsReported() {
    checker.recordDeletion(QUESTION, "1");
    checker.checkReport(QUESTION, ready("1", LINKS), 0, 5);
    assertThat(checker.violations()).singleElement().asString().contains("reappeared");
  }

  @Test
  void unexpectedProblemIsReported() {
    checker.checkReport(QUESTION, failed("1", "internal"), 0, 2);
    assertThat(checker.violations()).singleElement().asString().contains("ended with");
  }

  @Test
  void unbookedUnitsAreReported() {
    new Reconciliation(3, 1, 3, 0, 0, 2 * Reconciliation.ANALYSIS_UNITS_PER_LIST, 3)
        .check(0, 0, checker);
    assertThat(checker.violations()).isEmpty();
    new Reconciliation(3, 1, 3, 0, 0, 2 * Reconciliation.ANALYSIS_UNITS_PER_LIST - 1, 3)
        .check(0, 0, checker);
    assertThat(checker.violations()).singleElement().asString().contains("are booked");
  }

  @Test
  void paidCallMissingFromReportsIsReported() {
    totals(2, "ready", 1, 1, Reconciliation.ANALYSIS_UNITS_PER_LIST).check(QUESTION, checker);
    assertThat(checker.violations()).singleElement().asString().contains("but is charged");
  }

  @Test
  void uncountedPaidCallIsReported() {
    totals(3, "ready", 1, 1, 3 * Reconciliation.ANALYSIS_UNITS_PER_LIST).check(QUESTION, checker);
    assertThat(checker.violations()).singleElement().asString().contains("but reports 2");
  }

  @Test
  void lostPollCausesNoViolation() {
    Reconciliation.QuestionTotals questionTotals =
        totals(2, "ready", 1, 2, Reconciliation.ANALYSIS_UNITS_PER_LIST);
    questionTotals.check(QUESTION, checker);
    totals(2, "deleted", 1, 1, 0).check(QUESTION, checker);
    assertThat(checker.violations()).isEmpty();
    assertThat(questionTotals.unreportedCalls()).isEqualTo(1);
  }

  @Test
  void resentCallIsReportedWhenNoProcessDied() {
    new Reconciliation(3, 0, 4, 2, 0, 3 * Reconciliation.ANALYSIS_UNITS_PER_LIST, 4)
        .check(0, 2, checker);
    assertThat(checker.violations()).isEmpty();
    new Reconciliation(3, 0, 4, 2, 0, 3 * Reconciliation.ANALYSIS_UNITS_PER_LIST, 4)
        .check(0, 1, checker);
    assertThat(checker.violations()).singleElement().asString().contains("were repeated");
  }

  @Test
  void repaidCallIsReportedWhenOnlyTableFailed() {
    Reconciliation.QuestionTotals questionTotals =
        totals(2, "ready", 2, 0, 2 * Reconciliation.ANALYSIS_UNITS_PER_LIST);
    questionTotals.check(QUESTION, checker);
    assertThat(questionTotals.repaidCalls()).isEqualTo(1);
    new Reconciliation(2, 0, 2, 1, 1, 2 * Reconciliation.ANALYSIS_UNITS_PER_LIST, 2)
        .check(1, 5, checker);
    assertThat(checker.violations()).isEmpty();
    new Reconciliation(2, 0, 2, 1, 1, 2 * Reconciliation.ANALYSIS_UNITS_PER_LIST, 2)
        .check(0, 5, checker);
    assertThat(checker.violations()).singleElement().asString().contains("were paid again");
  }

  private static Reconciliation.QuestionTotals totals(
      int paidCalls, String state, int calls, int polls, long units) {
    Reconciliation.QuestionTotals questionTotals = new Reconciliation.QuestionTotals();
    for (int i = 0; i < paidCalls; i++) {
      questionTotals.addPaidCall();
    }
    questionTotals.addReport(state, calls, polls, units);
    return questionTotals;
  }

  private static ObjectNode report(String id, String state) {
    ObjectNode report = new JsonMapper().createObjectNode().put("id", id).put("state", state);
    report.putObject("request").put("target", QUESTION.target());
    return report;
  }

  private static JsonNode ready(String id, List<ExpectedLink> rows) {
    ObjectNode report = report(id, "ready");
    for (ExpectedLink row : rows) {
      ObjectNode link =
          report.withArray("backlinks").addObject().put("anchorText", row.anchorText());
      link.putObject("source").put("url", row.sourceUrl());
      link.putObject("target").put("url", row.targetUrl());
    }
    report.putObject("page").put("total", LINKS.size());
    return report;
  }

  private static JsonNode failed(String id, String type) {
    ObjectNode report = report(id, "failed");
    report.putObject("problem").put("type", "/problems/" + type);
    return report;
  }
}
