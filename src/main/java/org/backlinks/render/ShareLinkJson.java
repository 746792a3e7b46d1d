package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;

/** Renders a new link with which everybody can see a report. */
public final class ShareLinkJson {
  private ShareLinkJson() {}

  /**
   * Renders a link.
   *
   * @param url the address of the shared page
   * @param expiresAt the time from which on the link does not work
   */
  public static ResponseBuffer render(String url, Instant expiresAt) throws IOException {
    ResponseBuffer out = new ResponseBuffer();
    try (JsonGenerator json = JsonGenerators.create(out)) {
      json.writeStartObject();
      json.writeStringField("url", url);
      JsonMembers.writeInstant(json, "expiresAt", expiresAt);
      json.writeEndObject();
    }
    return out;
  }
}
