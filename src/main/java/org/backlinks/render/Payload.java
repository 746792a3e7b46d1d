package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Utf8;
import org.backlinks.snapshot.Warnings;
import org.jspecify.annotations.Nullable;

/** The normalized payload of a report, schema {@code backlinks/1}. */
public final class Payload {
  /** Columns may have endless names, warnings must not. */
  private static final int LONGEST_WARNING = 500;

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final PageRequest page;
  private final Buffer out = new Buffer();
  private final JsonGenerator json;
  private final Facts facts;

  private Payload(Report report, PageRequest page) throws IOException {
    this.page = page;
    this.json = Json.generator(out);
    this.facts = new Facts(report, page, json);
  }

  /** When a caller may look again at a pending report. */
  public static Duration retryAfter(Report report, Instant now) {
    Instant next =
        switch (report.state()) {
          case State.Queued queued -> queued.next();
          case State.Downloading downloading -> downloading.next();
          case State.Claimed claimed when report.isPostponed() -> report.due().orElse(now);
          default -> now;
        };
    Duration wait = Duration.between(now, next).plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
    return wait.compareTo(LOOK_AGAIN) < 0 ? LOOK_AGAIN : wait;
  }

  /** A report that has no rows: pending or failed. */
  public static Rendered withoutRows(Report report, PageRequest page, Instant now)
      throws IOException {
    Payload payload = new Payload(report, page);
    payload.facts.head();
    payload.facts.usage();
    if (report.state() instanceof State.Failed(var at, Problem problem)) {
      payload.json.writeFieldName("problem");
      ProblemJson.write(payload.json, problem, "/v1/reports/" + report.id().text(), null);
    } else {
      payload.json.writeNumberField("retryAfter", retryAfter(report, now).toSeconds());
    }
    return payload.end(null);
  }

  /**
   * A page of a ready report: as many rows as were asked for, as there are, and as fit into an
   * answer.
   *
   * @throws IOException when chunks can't be had
   */
  public static Rendered page(Report report, Snapshot snapshot, PageRequest page)
      throws IOException {
    Rows rows = new Rows(snapshot, page);
    if (page.format() == Format.JSON) {
      return new Payload(report, page).whole(report, snapshot, rows);
    }
    Buffer out = new Buffer();
    rows.write(out);
    return new Rendered(out, next(report, page, rows));
  }

  private Rendered whole(Report report, Snapshot snapshot, Rows rows) throws IOException {
    Manifest manifest = snapshot.manifest();
    facts.head();
    facts.index(manifest.globals());
    facts.provider(manifest);
    facts.usage();
    facts.lists(manifest);

    // rows go straight into the buffer, past the generator
    json.writeArrayFieldStart("backlinks");
    json.flush();
    rows.write(out);
    json.writeEndArray();
    Domains domains = rows.domains();
    if (domains != null) {
      json.writeArrayFieldStart("domains");
      json.flush();
      domains.write(out, rows.count());
      json.writeEndArray();
    }
    List<String> warnings = new ArrayList<>();
    if (rows.isCut()) {
      warnings.add("texts of this row are cut: it would be too large for an answer");
    }
    if (page.from() == 0 && !new UnknownTables(snapshot, json, out).write()) {
      warnings.add("not every row of the tables under \"tables\" is shown");
    }
    String next = next(report, page, rows);
    pageMember(rows.count(), rows.total(), next);
    List<String> kept = manifest.warnings();
    int most = Warnings.MOST - warnings.size();
    warnings.addAll(0, kept.subList(0, Math.min(most, kept.size())));
    warnings(warnings);
    return end(next);
  }

  private static @Nullable String next(Report report, PageRequest page, Rows rows) {
    int end = page.from() + rows.count();
    return report.state() instanceof State.Ready ready && end < rows.total()
        ? Cursor.at(end, ready.snapshot(), rows.chunk(end)).text(report)
        : null;
  }

  private Rendered end(@Nullable String next) throws IOException {
    json.writeEndObject();
    json.close();
    return new Rendered(out, next);
  }

  private void pageMember(int count, int total, @Nullable String next) throws IOException {
    json.writeObjectFieldStart("page");
    json.writeNumberField("from", page.from());
    json.writeNumberField("count", count);
    json.writeNumberField("total", total);
    if (next != null) {
      json.writeStringField("next", next);
    }
    json.writeEndObject();
  }

  private void warnings(List<String> warnings) throws IOException {
    if (!warnings.isEmpty()) {
      json.writeArrayFieldStart("warnings");
      for (String warning : warnings) {
        json.writeString(Utf8.start(warning, LONGEST_WARNING));
      }
      json.writeEndArray();
    }
  }
}
