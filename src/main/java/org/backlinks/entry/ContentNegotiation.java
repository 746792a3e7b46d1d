package org.backlinks.entry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backlinks.question.FieldError;
import org.backlinks.render.PageFormat;

/**
 * The form that an HTTP request asks for its answer.
 *
 * @param otherParameters the query parameters that do not choose the form
 * @param errors the invalid query parameters that choose the form
 */
record ContentNegotiation(
    Representation representation,
    Map<String, List<String>> otherParameters,
    List<FieldError> errors) {
  private static final String CSV_PARAMETER = "csv";

  ContentNegotiation {
    otherParameters = Collections.unmodifiableMap(new LinkedHashMap<>(otherParameters));
    errors = List.copyOf(errors);
  }

  /**
   * Returns the form, or empty when the caller accepts none of our formats.
   *
   * @param offersHtml whether the answer can be a page for people
   */
  static Optional<ContentNegotiation> from(HttpRequest request, boolean offersHtml) {
    return AcceptHeaders.preferredFormat(request.header("accept"), offersHtml)
        .map(format -> from(request, format));
  }

  private static ContentNegotiation from(HttpRequest request, PageFormat preferred) {
    Map<String, List<String>> others = new LinkedHashMap<>(request.queryParameters());
    List<String> csv = others.remove(CSV_PARAMETER);
    Optional<PageFormat> variant =
        csv == null || csv.size() != 1
            ? Optional.empty()
            : PageFormat.fromCsvVariant(csv.getFirst());
    Representation representation =
        new Representation(
            preferred == PageFormat.CSV ? variant.orElse(preferred) : preferred,
            true,
            acceptsGzip(request),
            request.pathPrefix(),
            request.isGetOrHead() ? request.header("if-none-match") : null);
    List<FieldError> errors =
        csv == null || variant.isPresent() ? List.of() : List.of(csvError(csv));
    return new ContentNegotiation(representation, others, errors);
  }

  private static FieldError csvError(List<String> csv) {
    return new FieldError(
        CSV_PARAMETER, csv.size() == 1 ? "must be raw or excel" : "must be given once");
  }

  /** Returns whether both the caller and the gateway accept a compressed answer. */
  static boolean acceptsGzip(HttpRequest request) {
    return request.canReturnBinary()
        && AcceptHeaders.acceptsGzip(request.header("accept-encoding"));
  }
}
