package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;

/** Answers requests on the routes below a report: its changes, its summary and its links. */
@Singleton
final class ReportSubresources {
  private final ChangesResource changes;
  private final SummaryResource summaries;
  private final ShareResource shares;

  ReportSubresources(ChangesResource changes, SummaryResource summaries, ShareResource shares) {
    this.changes = changes;
    this.summaries = summaries;
    this.shares = shares;
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

  HttpResponse share(ContentNegotiation negotiation, HttpRequest request, InvocationContext context)
      throws IOException {
    return shares.share(negotiation, request, context);
  }

  HttpResponse unshare(HttpRequest request, InvocationContext context) throws IOException {
    return shares.unshare(request, context);
  }
}
