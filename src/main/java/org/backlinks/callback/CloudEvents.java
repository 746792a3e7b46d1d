package org.backlinks.callback;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.backlinks.report.Notice;
import org.backlinks.report.ReportId;
import org.jspecify.annotations.Nullable;

/** Wraps notices in CloudEvents 1.0. */
@Singleton
final class CloudEvents {
  static final String SOURCE = "backlinks";

  private static final String READY = "org.backlinks.report.ready";
  private static final String FAILED = "org.backlinks.report.failed";
  private static final String REFUSED = "org.backlinks.request.refused";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Clock clock;

  CloudEvents(Clock clock) {
    this.clock = clock;
  }

  /**
   * Returns the event of a report's end.
   *
   * @param version the lease version of the end. With the id, it identifies the event
   * @param target the target of the report, or null
   */
  Notice ofReport(Notice notice, ReportId id, int version, @Nullable String target)
      throws IOException {
    return wrap(notice, notice.isReady() ? READY : FAILED, id.text() + "." + version, target);
  }

  /** Returns the event of a refused request. */
  Notice ofRefused(Notice notice, String id) throws IOException {
    return wrap(notice, REFUSED, id, null);
  }

  private Notice wrap(Notice notice, String type, String id, @Nullable String subject)
      throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    ObjectNode event =
        MAPPER
            .createObjectNode()
            .put("specversion", "1.0")
            .put("id", id)
            .put("type", type)
            .put("source", SOURCE)
            .put("time", now.toString());
    if (subject != null) {
      event.put("subject", subject);
    }
    event.put("datacontenttype", "application/json");
    event.putRawValue("data", new RawValue(notice.json()));
    return new Notice(MAPPER.writeValueAsString(event), notice.error(), notice.cause());
  }

  /** Returns the detail type of an event that this class made. Rules of a bus select by it. */
  static String detailType(Notice event) throws IOException {
    return switch (MAPPER.readTree(event.json()).path("type").asText()) {
      case READY -> "Report Ready";
      case FAILED -> "Report Failed";
      default -> "Request Refused";
    };
  }
}
