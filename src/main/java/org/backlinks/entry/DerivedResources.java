package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;

/** Answers requests for what is derived from the stored rows of reports. */
@Singleton
final class DerivedResources {
  private final ChangesResource changes;
  private final SummaryResource summaries;

  DerivedResources(ChangesResource changes, SummaryResource summaries) {
    this.changes = changes;
    this.summaries = summaries;
  }

  HttpResponse changes(
      ContentNegotiation negotiation, HttpRequest request, InvocationContext context)
      throws IOException {
    return changes.get(negotiation, request, context);
  }

  HttpResponse summary(
      ContentNegotiation negotiation, HttpRequest request, InvocationContext context)
      throws IOException {
    return summaries.get(negotiation, request, context);
  }
}
