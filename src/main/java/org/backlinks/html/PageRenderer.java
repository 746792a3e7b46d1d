package org.backlinks.html;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.backlinks.render.RenderedPage;
import org.backlinks.render.ResponseBuffer;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.jspecify.annotations.Nullable;

/** Renders pages for people. */
public final class PageRenderer {
  /** Raise this number with every change to the bytes of pages. */
  public static final int VERSION = 1;

  /** A page has fewer bytes than this. */
  static final int MAX_PAGE_BYTES = 150_000;

  /** Without its links, a page should not have more bytes than this. */
  private static final int MAX_BYTES_WITHOUT_LINKS = 100_000;

  /** The limits for the texts of charts and warnings. They are tried in turn. */
  private static final int[] TEXT_LIMITS = {DisplayText.MAX_LENGTH, 60, 36, 20};

  /** All texts have the lowest limit, and no link of a change is shown. */
  private static final int MAX_REDUCTION = TEXT_LIMITS.length - 1 + ChangesSection.MAX_LINKS;

  private PageRenderer() {}

  /**
   * Renders a page of a ready report. The page has fewer links than requested when the report has
   * no more links, or when the page would become too large.
   *
   * @throws IOException when chunks can't be read
   */
  public static RenderedPage renderReport(ReportPageRequest request) throws IOException {
    ReportPage.Builder builder = new ReportPage.Builder(request);
    List<String> rows = builder.links().stream().map(LinkTableWriter::row).toList();
    int reduction = 0;
    int otherBytes = bytesWithoutLinks(builder, reduction);
    while (otherBytes > MAX_BYTES_WITHOUT_LINKS && reduction < MAX_REDUCTION) {
      reduction++;
      otherBytes = bytesWithoutLinks(builder, reduction);
    }
    int shown = fitting(rows, MAX_PAGE_BYTES - 1 - otherBytes);
    ReportPage page = reduced(builder, shown, reduction);
    return new RenderedPage(
        ReportPageWriter.write(page, rows.subList(0, shown)).toBody(), builder.nextCursor(shown));
  }

  /** Returns a page with shorter texts first, and then with fewer links of each kind of change. */
  private static ReportPage reduced(ReportPage.Builder builder, int links, int reduction) {
    int textLimit = Math.min(reduction, TEXT_LIMITS.length - 1);
    int changedLinks = ChangesSection.MAX_LINKS - (reduction - textLimit);
    return builder.build(links, changedLinks, TEXT_LIMITS[textLimit]);
  }

  private static int bytesWithoutLinks(ReportPage.Builder builder, int reduction) {
    ReportPage page = reduced(builder, builder.links().size(), reduction);
    return bytes(ReportPageWriter.write(page, List.of("")).toString());
  }

  /** Returns the number of rows that fit, at least 1 if there is one. */
  private static int fitting(List<String> rows, int maxBytes) {
    int bytes = 0;
    int fitting = 0;
    // the page with fewer links has a link to the next page, too
    int available = maxBytes - 600;
    while (fitting < rows.size() && bytes + bytes(rows.get(fitting)) <= available) {
      bytes += bytes(rows.get(fitting));
      fitting++;
    }
    return Math.max(Math.min(1, rows.size()), fitting);
  }

  private static int bytes(String html) {
    return html.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * Renders the page of a pending report. Nothing on it leads back to the address of the question,
   * because a reload there could pay again.
   *
   * @param pathPrefix the stage or base path with which the addresses on the page begin, or ""
   */
  public static ResponseBuffer renderPending(Report report, Instant now, String pathPrefix) {
    return PendingPage.write(report, now, pathPrefix).toBody();
  }

  /**
   * Renders the page of a problem.
   *
   * @param instance identifies this occurrence of the problem
   * @param reportId the report that the problem belongs to, or null
   */
  public static ResponseBuffer renderProblem(
      Problem problem, String instance, @Nullable ReportId reportId) {
    return ProblemPage.write(problem, instance, reportId).toBody();
  }
}
