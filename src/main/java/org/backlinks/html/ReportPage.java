package org.backlinks.html;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.backlinks.question.Scope;
import org.backlinks.render.PayloadRenderer;
import org.backlinks.report.LinkList;
import org.backlinks.report.Report;
import org.backlinks.summary.ReportSummary;
import org.jspecify.annotations.Nullable;

/**
 * What a page shows about a ready report.
 *
 * @param target what the links point to
 * @param lists the parts about the lists; the first page has them, other pages have none
 * @param changes null when there is no earlier report to compare with
 * @param links the links of the page
 * @param firstLink the number of the first link, from 1
 * @param totalLinks the number of links of all lists
 * @param firstPageHref the address of the first page, or null
 * @param nextPageHref the address of the next page, or null
 */
record ReportPage(
    String target,
    List<ReportFacts.Fact> facts,
    List<ListSection> lists,
    @Nullable ChangesSection changes,
    List<LinkRow> links,
    int firstLink,
    int totalLinks,
    List<String> warnings,
    @Nullable String firstPageHref,
    @Nullable String nextPageHref) {
  ReportPage {
    facts = List.copyOf(facts);
    lists = List.copyOf(lists);
    links = List.copyOf(links);
    warnings = List.copyOf(warnings);
  }

  /** Returns the number of the last link of the page. */
  int lastLink() {
    return firstLink + links.size() - 1;
  }

  /** Returns whether this is the first page of the report. */
  boolean isFirst() {
    return firstLink == 1;
  }

  /** Makes pages of one report with different amounts of text. */
  static final class Builder {
    private final ReportPageRequest request;
    private final Report report;
    private final List<LinkRow> rows;
    private final int totalLinks;

    /**
     * Reads the links of a page.
     *
     * @throws IOException when chunks can't be read
     */
    Builder(ReportPageRequest request) throws IOException {
      this.request = request;
      this.report = request.report();
      LinkReader reader = new LinkReader(request.snapshot());
      this.totalLinks = reader.totalRows();
      this.rows = rows(reader);
    }

    private List<LinkRow> rows(LinkReader reader) throws IOException {
      boolean showsScope = report.question().scopes().size() > 1;
      List<LinkRow> read = new ArrayList<>();
      for (Link link : reader.read(request.from(), request.limit())) {
        int number = request.from() + read.size() + 1;
        read.add(LinkRow.of(link, Numbers.grouped(number), showsScope));
      }
      return read;
    }

    /** Returns the links that the page should have. */
    List<LinkRow> links() {
      return rows;
    }

    /** Returns the cursor of the page after {@code links} links, or null when that is the end. */
    @Nullable String nextCursor(int links) {
      return request.audience() instanceof Audience.Caller
          ? PayloadRenderer.cursorOf(report, request.snapshot(), request.from() + links)
          : null;
    }

    /**
     * Returns the page with the first links.
     *
     * @param links the number of links
     * @param changedLinks the maximum number of links of each kind of change
     * @param maxText the maximum length of a value in a chart
     */
    ReportPage build(int links, int changedLinks, int maxText) {
      boolean isFirst = request.from() == 0;
      return new ReportPage(
          DisplayText.of(report.question().target().text()),
          ReportFacts.of(report, request.snapshot().manifest(), request.audience()),
          isFirst ? lists(maxText) : List.of(),
          isFirst && request.changes() != null
              ? request.changes().withMaxLinks(changedLinks)
              : null,
          rows.subList(0, links),
          request.from() + 1,
          totalLinks,
          request.audience() instanceof Audience.Caller ? warnings(maxText) : List.of(),
          isFirst ? null : href(""),
          nextPageHref(links));
    }

    private @Nullable String nextPageHref(int links) {
      String cursor = nextCursor(links);
      return cursor == null ? null : href("?cursor=%s&limit=%d".formatted(cursor, request.limit()));
    }

    /** Returns the address of a page of this report, or null when the page has no such links. */
    private @Nullable String href(String query) {
      return request.audience() instanceof Audience.Caller caller
          ? caller.pathPrefix() + PayloadRenderer.REPORTS_PATH + report.id().text() + query
          : null;
    }

    private List<ListSection> lists(int maxText) {
      ReportSummary summary = request.summary();
      if (summary != null) {
        return summary.lists().stream().map(list -> ListSection.of(list, maxText)).toList();
      }
      return Arrays.stream(Scope.values())
          .map(scope -> LinkList.find(request.snapshot().manifest(), report.question(), scope))
          .flatMap(Optional::stream)
          .map(list ->
              ListSection.withoutSummary(list.scope(), list.returned(), list.totalBacklinks()))
          .toList();
    }

    private List<String> warnings(int maxText) {
      List<String> warnings = new ArrayList<>(request.warnings());
      warnings.addAll(request.snapshot().manifest().warnings());
      return warnings.stream().map(warning -> DisplayText.of(warning, maxText)).toList();
    }
  }
}
