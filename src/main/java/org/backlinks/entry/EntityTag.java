package org.backlinks.entry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backlinks.html.PageRenderer;
import org.backlinks.html.PageStyle;
import org.backlinks.render.ChangesPageRequest;
import org.backlinks.render.PageRequest;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.report.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Makes and compares entity tags. A ready report never changes, so the tag of a page depends only
 * on the report, the request and the program.
 */
final class EntityTag {
  /** Raise this number with every change to the bytes of answers for programs. */
  private static final int RENDERING_VERSION = 6;

  private static final int HASH_BYTES = 16;
  private static final Pattern TAG_SYNTAX =
      Pattern.compile("(?:W/)?(\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\")");

  private EntityTag() {}

  /** Returns the strong tag of a page of a ready report. */
  static String of(Report report, State.Ready ready, PageRequest page, boolean gzip) {
    return of(input(report, ready, page, gzip).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the strong tag of a page for people. It also depends on the program and the style. */
  static String ofHtml(ViewRenderer.View view, State.Ready ready, HtmlReportRenderer.Parts parts) {
    Representation representation = view.representation();
    StringBuilder input =
        new StringBuilder(input(view.report(), ready, view.page(), representation.gzip()))
            .append("\nversion ")
            .append(PageRenderer.VERSION)
            .append("\nstyle ")
            .append(PageStyle.hash())
            .append("\nprefix ")
            .append(representation.pathPrefix())
            .append("\nsummary ")
            .append(parts.summary() != null);
    parts.warnings().forEach(warning -> input.append("\nmissing ").append(warning));
    if (parts.changes() != null) {
      input.append("\nchanges ").append(parts.changes().earlierId().text());
    }
    return of(input.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String input(Report report, State.Ready ready, PageRequest page, boolean gzip) {
    String input =
        String.join(
            "\n",
            Integer.toString(RENDERING_VERSION),
            report.id().text(),
            Integer.toString(ready.snapshotVersion()),
            ready.readyAt().toString(),
            report.lifetime().expiresAt().toString(),
            numbers(report.billing().usage()),
            Integer.toString(page.from()),
            Integer.toString(page.limit()),
            page.format().name(),
            Boolean.toString(page.reused()),
            Boolean.toString(page.embedded()),
            gzip ? "gzip" : "identity",
            Objects.requireNonNullElse(page.tag(), "-"),
            Boolean.toString(page.tag() == null));
    StringBuilder shown = new StringBuilder(input);
    page.warnings().forEach(warning -> shown.append('\n').append(warning));
    if (page.changes() != null) {
      // two ready reports have the same changes for ever
      shown.append("\nchanges ").append(page.changes().since());
    }
    return shown.toString();
  }

  /**
   * Returns the strong tag of a page of changes.
   *
   * @param id the later report. Neither report changes
   */
  static String of(ReportId id, ChangesPageRequest page, boolean gzip) {
    String input =
        String.join(
            "\n",
            Integer.toString(RENDERING_VERSION),
            id.text(),
            page.selection().text(),
            Integer.toString(page.from()),
            Integer.toString(page.limit()),
            page.format().name(),
            Boolean.toString(page.embedded()),
            gzip ? "gzip" : "identity");
    return of(input.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the strong tag of the summary of a ready report, which never changes. */
  static String ofSummary(ReportId id, boolean gzip) {
    String input =
        String.join(
            "\n",
            Integer.toString(RENDERING_VERSION),
            "summary",
            id.text(),
            gzip ? "gzip" : "identity");
    return of(input.getBytes(StandardCharsets.UTF_8));
  }

  private static String numbers(Usage usage) {
    return Stream.of(
            usage.charged().analysis(),
            usage.charged().retrieval(),
            usage.remaining().analysis(),
            usage.remaining().retrieval(),
            usage.remaining().standardReports(),
            usage.remaining().indexItems(),
            usage.calls(),
            usage.polls(),
            usage.estimated())
        .map(String::valueOf)
        .collect(Collectors.joining(","));
  }

  /** Returns the strong tag of a body that is the same for every caller. */
  static String of(byte[] body, boolean gzip) {
    byte[] input = Arrays.copyOf(body, body.length + 1);
    input[body.length] = (byte) (gzip ? 1 : 0);
    return of(input);
  }

  private static String of(byte[] input) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(input);
      return "\""
          + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, HASH_BYTES))
          + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Returns whether a header {@code If-None-Match} contains the tag, as a strong or weak tag. */
  static boolean matches(@Nullable String header, String tag) {
    if (header == null) {
      return false;
    }
    if (header.strip().equals("*")) {
      return true;
    }
    Matcher tags = TAG_SYNTAX.matcher(header);
    while (tags.find()) {
      if (tags.group(1).equals(tag)) {
        return true;
      }
    }
    return false;
  }
}
