package org.backlinks.callback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.backlinks.changes.ComparisonSummary;
import org.backlinks.changes.DomainCounts;
import org.backlinks.changes.LinkCounts;
import org.backlinks.changes.ListComparison;
import org.backlinks.question.Scope;
import org.backlinks.render.NoticeRenderer;
import org.backlinks.render.PageFormat;
import org.backlinks.render.PageRequest;
import org.backlinks.report.Notice;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.report.State;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.jspecify.annotations.Nullable;

/** Events of the program, as the rules of a bus get them. */
public final class SampleEvents {
  private static final CloudEvents CLOUD_EVENTS =
      new CloudEvents(Clock.fixed(SampleReports.NOW, ZoneOffset.UTC));

  private SampleEvents() {}

  /** Returns the event of a ready report that lost links since the report before it. */
  public static JsonNode withLostLinks(int count) throws IOException {
    ListComparison.Side side = new ListComparison.Side(100, 100L, true);
    return ready(
        new ComparisonSummary(
            SampleReports.id(),
            new ListComparison(
                Scope.URL,
                side,
                side,
                new LinkCounts(count, 0, count, 0, 3, 2, 1, 90, 0, 0),
                new DomainCounts(0, 0, 0, 0))));
  }

  /** Returns the event of a ready report that cannot be compared with a report before it. */
  public static JsonNode withoutComparison() throws IOException {
    return ready(ComparisonSummary.NONE);
  }

  /** Returns the event of a ready report that has no report before it. */
  public static JsonNode ofFirstReport() throws IOException {
    return ready(null);
  }

  /** Returns the event of a failed report. */
  public static JsonNode ofFailedReport() throws IOException {
    Report claimed = SampleReports.claimed();
    Report failed =
        SampleReports.withState(
            new State.Failed(
                SampleReports.NOW, Problem.of(Problem.Kind.UPSTREAM_REFUSED, "Upstream said no.")),
            claimed);
    PageRequest page = new PageRequest(0, 1, null, false, false, PageFormat.JSON, List.of(), null);
    return ofReport(failed, new NoticeRenderer().ofFailed(failed, page, SampleReports.NOW));
  }

  /** Returns the event of a message that has no report. */
  public static JsonNode ofRefusedRequest() throws IOException {
    Problem problem = Problem.of(Problem.Kind.COST_OVER_LIMIT, "It costs too much.");
    return asDelivered(
        CLOUD_EVENTS.ofRefused(new NoticeRenderer().ofProblem(null, null, problem), "message-1"));
  }

  private static JsonNode ready(@Nullable ComparisonSummary changes) throws IOException {
    Report report =
        SampleReports.claimed()
            .markReady(SampleReports.NOW.plusSeconds(5), Duration.ofDays(30), Globals.NONE);
    PageRequest page =
        new PageRequest(0, 1, null, false, false, PageFormat.JSON, List.of(), changes);
    Manifest manifest = new Manifest("GetTopBackLinks", Globals.NONE, List.of(), List.of());
    return ofReport(report, new NoticeRenderer().ofReady(report, manifest, page));
  }

  private static JsonNode ofReport(Report report, Notice notice) throws IOException {
    return asDelivered(
        CLOUD_EVENTS.ofReport(
            notice, report.id(), report.lease().version(), report.question().target().text()));
  }

  private static JsonNode asDelivered(Notice event) throws IOException {
    return asDelivered(
        CloudEvents.SOURCE,
        CloudEvents.detailType(event),
        new ObjectMapper().readTree(event.json()));
  }

  /** Returns the event as EventBridge passes it to rules, without the members that it adds. */
  static ObjectNode asDelivered(String source, String detailType, JsonNode detail) {
    return new ObjectMapper()
        .createObjectNode()
        .put("source", source)
        .put("detail-type", detailType)
        .set("detail", detail);
  }
}
