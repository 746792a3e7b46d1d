package org.backlinks.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.backlinks.local.majestic.ExpectedLink;

/** Compares each answer with the earlier answers and with the expected links. */
final class AnswerChecker {
  /** The problems with which a report can end because of a fault of Majestic. */
  private static final Set<String> EXPECTED_PROBLEMS =
      Set.of(
          "upstream-refused",
          "upstream-unreadable",
          "upstream-unavailable",
          "upstream-timeout",
          "outcome-unknown");

  private static final int MAX_VIOLATIONS = 200;

  private final ExpectedLinks expectedLinks;
  private final Map<String, ObservedReport> observedReports = new LinkedHashMap<>();
  private final List<String> violations = new ArrayList<>();
  private long violationCount;

  /** The links that Majestic returns for a question. */
  interface ExpectedLinks {
    List<ExpectedLink> linksFor(QuestionKey question);
  }

  private record ObservedReport(QuestionKey question, String state) {}

  AnswerChecker(ExpectedLinks expectedLinks) {
    this.expectedLinks = expectedLinks;
  }

  /**
   * Checks an answer that contains a report in any state, or the problem of a failed report.
   *
   * @param first the number of the first row on its page
   * @param limit maximum number of rows on the page
   */
  void checkReport(QuestionKey question, JsonNode answer, int first, int limit) {
    String id = reportId(answer);
    String state = answer.path("state").asText();
    switch (state) {
      case "ready" -> {
        int total = answer.at("/page/total").asInt();
        require(
            total == expectedLinks.linksFor(question).size(),
            "%s has %d rows of %d".formatted(id, total, expectedLinks.linksFor(question).size()));
        checkRows(question, id, first, limit, toLinks(answer));
        if (!answer.at("/request/target").asText().equals(question.target())) {
          addViolation(id + " has the request " + answer.path("request"));
        }
      }
      case "failed" -> checkProblem(id, answer.path("problem"));
      case "pending" -> {}
      case "" -> checkProblem(id, answer);
      default -> addViolation(id + " is " + state);
    }
    recordState(question, id, state.isEmpty() ? "failed" : state);
  }

  /** Returns the id of a report. The answer can also be the problem of a failed report. */
  static String reportId(JsonNode answer) {
    return answer.path("id").asText(answer.path("report").asText());
  }

  private void checkProblem(String id, JsonNode problem) {
    String type = problem.path("type").asText().replaceFirst(".*/", "");
    if (!EXPECTED_PROBLEMS.contains(type)) {
      addViolation(id + " ended with " + problem);
    }
  }

  static List<ExpectedLink> toLinks(JsonNode page) {
    List<ExpectedLink> links = new ArrayList<>();
    page.path("backlinks").forEach(row -> links.add(toLink(row)));
    return links;
  }

  static ExpectedLink toLink(JsonNode row) {
    return new ExpectedLink(
        row.at("/source/url").asText(),
        row.at("/target/url").asText(),
        row.path("anchorText").asText());
  }

  /** Checks a page of a ready report. */
  void checkRows(QuestionKey question, String id, int first, int limit, List<ExpectedLink> rows) {
    List<ExpectedLink> allLinks = expectedLinks.linksFor(question);
    List<ExpectedLink> page =
        allLinks.subList(
            Math.min(first, allLinks.size()), Math.min(first + limit, allLinks.size()));
    require(
        rows.equals(page),
        "%s: %d rows from %d on of %s differ from the %d expected ones"
            .formatted(id, rows.size(), first, question, page.size()));
  }

  private synchronized void recordState(QuestionKey question, String id, String state) {
    if (id.isEmpty()) {
      addViolation("the answer to %s has no id".formatted(question));
      return;
    }
    ObservedReport previous = observedReports.put(id, new ObservedReport(question, state));
    if (previous == null) {
      return;
    }
    if (!previous.question.equals(question)) {
      addViolation("%s answers %s and %s".formatted(id, previous.question, question));
    }
    if (previous.state.equals("deleted")) {
      addViolation(id + " reappeared as " + state);
      observedReports.put(id, previous);
    }
    boolean hasEnded = Set.of("ready", "failed").contains(previous.state);
    if (hasEnded && state.equals("pending")) {
      // an answer to an earlier request can arrive later: the final state stays
      observedReports.put(id, previous);
    } else if (hasEnded && !previous.state.equals(state)) {
      addViolation("%s was %s and is %s".formatted(id, previous.state, state));
    }
  }

  /** Records that the caller deleted the report. */
  synchronized void recordDeletion(QuestionKey question, String id) {
    observedReports.put(id, new ObservedReport(question, "deleted"));
  }

  /** Checks an answer that the report does not exist. */
  synchronized void checkNotFound(String id) {
    ObservedReport report = observedReports.get(id);
    if (report != null && !report.state.equals("deleted")) {
      addViolation(id + " is lost; it was " + report.state);
    }
  }

  /** Adds a violation when the condition is false. */
  void require(boolean condition, String violation) {
    if (!condition) {
      addViolation(violation);
    }
  }

  private synchronized void addViolation(String text) {
    violationCount++;
    if (violations.size() < MAX_VIOLATIONS) {
      violations.add(text);
    }
  }

  /** Returns the question of every report that was answered and not deleted. */
  synchronized Map<String, QuestionKey> undeletedReports() {
    Map<String, QuestionKey> questionById = new LinkedHashMap<>();
    observedReports.forEach((id, report) -> {
      if (!report.state.equals("deleted")) {
        questionById.put(id, report.question);
      }
    });
    return questionById;
  }

  synchronized Stream<String> reportStates() {
    return observedReports.values().stream().map(ObservedReport::state).toList().stream();
  }

  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  synchronized long violationCount() {
    return violationCount;
  }
}
