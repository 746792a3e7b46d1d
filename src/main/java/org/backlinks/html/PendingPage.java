package org.backlinks.html;

import java.time.Instant;
import org.backlinks.render.PayloadRenderer;
import org.backlinks.render.RetryDelay;
import org.backlinks.report.Report;

/** Writes the page of a pending report. */
final class PendingPage {
  private PendingPage() {}

  static HtmlWriter write(Report report, Instant now, String pathPrefix) {
    String target = DisplayText.of(report.question().target().text());
    String address = pathPrefix + PayloadRenderer.REPORTS_PATH + report.id().text();
    Instant lookAgainAt = now.plus(RetryDelay.of(report, now));
    return PageFrame.write(
        "Links to " + DisplayText.isolated(target) + " are on their way",
        html -> {
          html.begin("h1").text("Links to ").foreignText(target).end();
          html.element("p", "The report is on its way.", "class", "lead");
        },
        html -> {
          html.begin("section", "aria-labelledby", "pending-heading");
          html.element("h2", "The report is not ready yet", "id", "pending-heading");
          html.begin("dl", "class", "facts");
          PageFrame.writeFact(html, "Asked", Times.toSecond(report.lifetime().createdAt()));
          PageFrame.writeFact(html, "Now", Times.toSecond(now));
          PageFrame.writeFact(html, "Look again", Times.toSecond(lookAgainAt));
          html.end();
          html.begin("p").text("This page does not change by itself. ");
          html.element("a", "Open the report", "href", address, "class", "button").end();
          html.element("p", "Opening it costs nothing.", "class", "note").end();
        });
  }
}
