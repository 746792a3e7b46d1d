package org.backlinks.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.backlinks.local.majestic.Link;
import org.junit.jupiter.api.Test;

/** Planted faults: a checker that finds nothing proves nothing. */
class CheckerTest {
  private static final Wanted WANTED = new Wanted("http://a.example/", 3);
  private static final List<Link> RIGHT =
      List.of(new Link("s1", "t", "a"), new Link("s2", "t", ""), new Link("s3", "u", "c"));

  private final Checker checker = new Checker(wanted -> RIGHT);

  @Test
  void findsNothingWrongWithRightAnswers() {
    checker.report(WANTED, report("1", "pending"), 0, 2);
    checker.report(WANTED, ready("1", RIGHT.subList(0, 2)), 0, 2);
    checker.report(WANTED, ready("1", RIGHT.subList(2, 3)), 2, 2);
    checker.report(WANTED, failed("2", "upstream-timeout"), 0, 2);
    checker.report(WANTED, ready("3", RIGHT), 0, 5);
    checker.deleted(WANTED, "3");
    checker.notFound("3");
    assertThat(checker.violations()).isEmpty();
    assertThat(checker.toBeThere()).containsOnlyKeys("1", "2");
  }

  @Test
  void findsRowsThatUpstreamDidNotGive() {
    checker.report(
        WANTED, ready("1", List.of(RIGHT.get(0), new Link("s2", "other", ""), RIGHT.get(2))), 0, 5);
    assertThat(checker.violations()).singleElement().asString().contains("are not its");
  }

  @Test
  void findsAPageThatShifted() {
    checker.report(WANTED, ready("1", RIGHT.subList(1, 3)), 0, 2);
    assertThat(checker.violations()).singleElement().asString().contains("are not its");
  }

  @Test
  void findsRowsThatAreMissing() {
    checker.report(WANTED, ready("1", List.of()), 2, 2);
    assertThat(checker.violations()).singleElement().asString().contains("0 rows from 2");
  }

  @Test
  void findsATotalThatIsNotTheTotal() {
    ObjectNode answer = (ObjectNode) ready("1", RIGHT);
    answer.withObject("/page").put("total", 2);
    checker.report(WANTED, answer, 0, 5);
    assertThat(checker.violations()).singleElement().asString().contains("2 rows of 3");
  }

  @Test
  void findsAnAnswerToAnotherQuestion() {
    checker.report(new Wanted("http://b.example/", 3), ready("1", RIGHT), 0, 5);
    assertThat(checker.violations()).singleElement().asString().contains("is about");
  }

  @Test
  void findsOneReportForTwoQuestions() {
    checker.report(WANTED, report("1", "pending"), 0, 2);
    checker.report(new Wanted("http://b.example/", 3), report("1", "pending"), 0, 2);
    assertThat(checker.violations()).singleElement().asString().contains("answers");
  }

  @Test
  void findsAReadyReportThatFails() {
    checker.report(WANTED, ready("1", RIGHT), 0, 5);
    checker.report(WANTED, failed("1", "upstream-timeout"), 0, 2);
    assertThat(checker.violations()).singleElement().asString().contains("was ready");
  }

  @Test
  void findsAReportThatIsLost() {
    checker.report(WANTED, ready("1", RIGHT), 0, 5);
    checker.notFound("1");
    assertThat(checker.violations()).singleElement().asString().contains("is lost");
  }

  @Test
  void findsADeletedReportThatComesBack() {
    checker.deleted(WANTED, "1");
    checker.report(WANTED, ready("1", RIGHT), 0, 5);
    assertThat(checker.violations()).singleElement().asString().contains("came back");
  }

  @Test
  void findsAnEndThatNobodyForesaw() {
    checker.report(WANTED, failed("1", "internal"), 0, 2);
    assertThat(checker.violations()).singleElement().asString().contains("ended with");
  }

  @Test
  void findsUnitsThatNoDayBooks() {
    new Balance(3, 1, 3, 0, 2 * Balance.PRICE, 3).check(0, checker);
    assertThat(checker.violations()).isEmpty();
    new Balance(3, 1, 3, 0, 2 * Balance.PRICE - 1, 3).check(0, checker);
    assertThat(checker.violations()).singleElement().asString().contains("the days book");
  }

  @Test
  void findsAPaidCallThatNoReportTellsOf() {
    line(2, "ready", 1, 1, Balance.PRICE).check(WANTED, checker);
    assertThat(checker.violations()).singleElement().asString().contains("its reports cost");
  }

  @Test
  void findsMorePaidCallsThanAreCounted() {
    line(3, "ready", 1, 1, 3 * Balance.PRICE).check(WANTED, checker);
    assertThat(checker.violations()).singleElement().asString().contains("told 2");
  }

  @Test
  void allowsForAPollWhoseAnswerWasLost() {
    Balance.Line line = line(2, "ready", 1, 2, Balance.PRICE);
    line.check(WANTED, checker);
    line(2, "deleted", 1, 1, 0).check(WANTED, checker);
    assertThat(checker.violations()).isEmpty();
    assertThat(line.unheard()).isEqualTo(1);
  }

  @Test
  void findsCallsThatWereSentAgainThoughNobodyDied() {
    new Balance(3, 0, 4, 2, 3 * Balance.PRICE, 4).check(2, checker);
    assertThat(checker.violations()).isEmpty();
    new Balance(3, 0, 4, 2, 3 * Balance.PRICE, 4).check(1, checker);
    assertThat(checker.violations()).singleElement().asString().contains("sent again");
  }

  private static Balance.Line line(int paid, String state, int calls, int polls, long units) {
    Balance.Line line = new Balance.Line();
    for (int i = 0; i < paid; i++) {
      line.paid();
    }
    line.report(state, calls, polls, units);
    return line;
  }

  private static ObjectNode report(String id, String state) {
    ObjectNode report = new JsonMapper().createObjectNode().put("id", id).put("state", state);
    report.putObject("request").put("target", WANTED.target());
    return report;
  }

  private static JsonNode ready(String id, List<Link> rows) {
    ObjectNode report = report(id, "ready");
    for (Link row : rows) {
      ObjectNode link = report.withArray("backlinks").addObject().put("anchorText", row.anchor());
      link.putObject("source").put("url", row.source());
      link.putObject("target").put("url", row.target());
    }
    report.putObject("page").put("total", RIGHT.size());
    return report;
  }

  private static JsonNode failed(String id, String type) {
    ObjectNode report = report(id, "failed");
    report.putObject("problem").put("type", "/problems/" + type);
    return report;
  }
}
