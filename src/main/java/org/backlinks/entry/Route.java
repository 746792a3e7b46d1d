package org.backlinks.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.backlinks.render.PayloadRenderer;
import org.backlinks.service.JobNotification;
import org.backlinks.service.ReportSharing;

/**
 * The routes of the HTTP interface. All code that needs a route or its methods reads it here. The
 * first route that matches a path answers it.
 */
enum Route {
  /** Asks for a report. */
  BACKLINKS("/v1/backlinks", "GET, HEAD, POST"),
  /** Shows what changed between two reports. */
  CHANGES(PayloadRenderer.REPORTS_PATH + "{id}/changes", "GET, HEAD"),
  /** Shows the counts of a report. */
  SUMMARY(PayloadRenderer.REPORTS_PATH + "{id}/summary", "GET, HEAD"),
  /** Makes links with which everybody can see a report, and ends them. */
  SHARE(PayloadRenderer.REPORTS_PATH + "{id}/share", "POST, DELETE"),
  /** Shows or deletes a report. */
  REPORT(PayloadRenderer.REPORTS_PATH + "{id}", "GET, HEAD, DELETE"),
  /** Estimates the cost of a request. */
  ESTIMATES("/v1/estimates", "POST"),
  /** Shows the spent and the remaining units. */
  USAGE("/v1/usage", "GET, HEAD"),
  /** Shows a report to everybody who has a link to it. */
  SHARED(ReportSharing.PATH_PREFIX + "{token}", "GET, HEAD"),
  /** Describes the HTTP interface. */
  OPEN_API("/v1/openapi.json", "GET, HEAD"),
  /** Receives upstream's notification that a job is done. */
  NOTIFICATION(JobNotification.PATH_PREFIX + "{id}/{secret}", "GET, POST");

  private final String template;
  private final String allow;
  private final String fixedPart;
  private final String end;

  /**
   * @param template the path, with the names of its variable parts in braces. Between the first and
   *     the last of them, everything is variable
   * @param allow the value of the header {@code Allow}
   */
  Route(String template, String allow) {
    this.template = template;
    this.allow = allow;
    this.fixedPart = template.split("\\{", 2)[0];
    this.end = template.substring(template.lastIndexOf('}') + 1);
  }

  /** Returns the route of a path that has no prefix. */
  static Optional<Route> find(String path) {
    return Arrays.stream(values()).filter(route -> route.matches(path)).findFirst();
  }

  /** Returns whether a path is one of a shared report, which is always shown as a page. */
  static boolean isShared(String path) {
    return SHARED.matches(path);
  }

  private boolean matches(String path) {
    return hasVariablePart()
        ? path.startsWith(fixedPart)
            && path.endsWith(end)
            && path.length() >= fixedPart.length() + end.length()
        : path.equals(fixedPart);
  }

  private boolean hasVariablePart() {
    return !fixedPart.equals(template);
  }

  /** Returns the path, with the names of its variable parts in braces. */
  String template() {
    return template;
  }

  /** Returns the part of the path before its variable part. */
  String fixedPart() {
    return fixedPart;
  }

  /** Returns the variable part of a path of this route. */
  String variablePartOf(String path) {
    return path.substring(fixedPart.length(), path.length() - end.length());
  }

  /** Returns the path whose variable part is this text. */
  String path(String variablePart) {
    return fixedPart + variablePart + end;
  }

  /** Returns whether the route answers a method. */
  boolean allows(String method) {
    return methods().contains(method);
  }

  List<String> methods() {
    return List.of(allow.split(", ", -1));
  }

  /** Returns the value of the header {@code Allow}. */
  String allow() {
    return allow;
  }

  /** Returns whether the route has pages for people. */
  boolean offersHtml() {
    return this == BACKLINKS || this == REPORT;
  }

  /** Returns whether the route needs no authorization. Its paths contain a secret. */
  boolean isOpen() {
    return this == NOTIFICATION || this == SHARED;
  }
}
