package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;

/** Finds the route of an HTTP request, and passes the request to the resource of the route. */
@Singleton
final class Router {
  private static final Set<Route> ROUTES_WITH_RATE_LIMIT =
      Set.of(Route.BACKLINKS, Route.ESTIMATES, Route.USAGE);

  private final BacklinksResource backlinks;
  private final ReportResource reports;
  private final ReportSubresources subresources;
  private final CostResource costs;
  private final OpenApiResource openApi;
  private final OpenResources openResources;
  private final RateLimitHeaders rateLimitHeaders;

  Router(
      BacklinksResource backlinks,
      ReportResource reports,
      ReportSubresources subresources,
      CostResource costs,
      OpenApiResource openApi,
      OpenResources openResources,
      RateLimitHeaders rateLimitHeaders) {
    this.backlinks = backlinks;
    this.reports = reports;
    this.subresources = subresources;
    this.costs = costs;
    this.openApi = openApi;
    this.openResources = openResources;
    this.rateLimitHeaders = rateLimitHeaders;
  }

  HttpResponse handle(HttpRequest request, InvocationContext context) throws IOException {
    Optional<Route> route = Route.find(request.path()).filter(found -> isAvailable(found, request));
    HttpResponse response =
        route.isPresent()
            ? handle(route.get(), request, context)
            : ProblemResponses.of(Problem.of(Kind.NOT_FOUND, "There is no such route."), context);
    HttpResponse encoded =
        ContentNegotiation.acceptsGzip(request) ? response.withGzipIfSmaller() : response;
    return request.isHead() ? encoded.withoutBody() : encoded;
  }

  /** Notifications and sharing can be switched off. */
  private boolean isAvailable(Route route, HttpRequest request) {
    return switch (route) {
      case NOTIFICATION -> openResources.canNotify(request);
      case SHARE, SHARED -> openResources.canShare();
      case BACKLINKS, CHANGES, SUMMARY, REPORT, ESTIMATES, USAGE, OPEN_API -> true;
    };
  }

  private HttpResponse handle(Route route, HttpRequest request, InvocationContext context)
      throws IOException {
    HttpResponse response =
        route.allows(request.method())
            ? dispatch(route, request, context)
            : methodNotAllowed(route, request, context);
    return ROUTES_WITH_RATE_LIMIT.contains(route) ? rateLimitHeaders.addTo(response) : response;
  }

  private HttpResponse dispatch(Route route, HttpRequest request, InvocationContext context)
      throws IOException {
    return switch (route) {
      case BACKLINKS -> negotiate(route, request, context, backlinks::ask);
      case CHANGES -> negotiate(route, request, context, subresources::changes);
      case SUMMARY -> negotiate(route, request, context, subresources::summary);
      case SHARE ->
          request.method().equals("DELETE")
              ? subresources.unshare(request, context)
              : negotiate(route, request, context, subresources::share);
      case REPORT ->
          request.method().equals("DELETE")
              ? reports.delete(request, context)
              : negotiate(route, request, context, reports::get);
      case ESTIMATES -> negotiate(route, request, context, costs::estimate);
      case USAGE -> negotiate(route, request, context, (_, _, _) -> costs.usage(request, context));
      case OPEN_API -> negotiate(route, request, context, openApi::get);
      case SHARED -> openResources.sharedPage(request);
      case NOTIFICATION -> openResources.notification(request);
    };
  }

  /** Handles a request for which one of our formats is acceptable. */
  private interface NegotiatedHandler {
    HttpResponse handle(
        ContentNegotiation negotiation, HttpRequest request, InvocationContext context)
        throws IOException;
  }

  private static HttpResponse negotiate(
      Route route, HttpRequest request, InvocationContext context, NegotiatedHandler handler)
      throws IOException {
    Optional<ContentNegotiation> negotiation = ContentNegotiation.from(request, route.offersHtml());
    if (negotiation.isPresent()) {
      return handler.handle(negotiation.get(), request, context);
    }
    String detail =
        "Answers are application/json, application/x-ndjson, text/csv, and for browsers"
            + " text/html.";
    return ProblemResponses.of(Problem.of(Kind.NOT_ACCEPTABLE, detail), context);
  }

  private static HttpResponse methodNotAllowed(
      Route route, HttpRequest request, InvocationContext context) throws IOException {
    String detail =
        "This route does not allow %s. It allows %s.".formatted(request.method(), route.allow());
    return ProblemResponses.of(Problem.of(Kind.METHOD_NOT_ALLOWED, detail), context)
        .withHeader("Allow", route.allow());
  }
}
