package org.backlinks.html;

import org.backlinks.question.FieldError;
import org.backlinks.report.Problem;
import org.backlinks.report.ReportId;
import org.jspecify.annotations.Nullable;

/** Writes the page of a problem, with the facts of RFC 9457. */
final class ProblemPage {
  private ProblemPage() {}

  static HtmlWriter write(Problem problem, String instance, @Nullable ReportId reportId) {
    return PageFrame.write(
        problem.kind().title(),
        html -> {
          html.element("h1", problem.kind().title());
          html.begin("p", "class", "lead").foreignText(problem.detail()).end();
        },
        html -> {
          html.begin("section", "aria-labelledby", "problem-heading");
          html.element("h2", "Details", "id", "problem-heading");
          if (!problem.errors().isEmpty()) {
            html.begin("ul", "class", "warn");
            for (FieldError error : problem.errors()) {
              html.begin("li").begin("b").foreignText(DisplayText.of(error.field())).end();
              html.text(" " + error.message()).end();
            }
            html.end();
          }
          html.begin("dl", "class", "facts");
          PageFrame.writeFact(html, "Status", Integer.toString(problem.kind().status()));
          PageFrame.writeFact(html, "Problem", problem.kind().wireName());
          PageFrame.writeFact(html, "Try again", retry(problem));
          if (reportId != null) {
            PageFrame.writeFact(html, "Report", reportId.text());
          }
          PageFrame.writeFact(html, "Request", instance);
          html.end().end();
        });
  }

  private static String retry(Problem problem) {
    if (!problem.retryable()) {
      return "The same request will not succeed.";
    }
    return problem.retryAfter() == null
        ? "The same request may succeed later."
        : "The same request may succeed after "
            + Numbers.count(problem.retryAfter().toSeconds(), "second")
            + ".";
  }
}
