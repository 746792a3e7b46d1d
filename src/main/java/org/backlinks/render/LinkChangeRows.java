package org.backlinks.render;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.backlinks.changes.ComparedReports;
import org.backlinks.changes.FieldChange;
import org.backlinks.changes.LinkChange;
import org.backlinks.changes.LinkChanges;
import org.backlinks.changes.LinkUrls;
import org.backlinks.question.ChangeKind;
import org.backlinks.snapshot.Table;
import org.backlinks.task.TaskScheduler;

/** The selected changes of links. Each shows a row of one of the reports, as it is stored. */
final class LinkChangeRows implements ChangeRows {
  private final LinkChanges changes;
  private final int[] selected;
  private final TopicCounts topicCounts;
  private final LinkRowReader beforeRows;
  private final LinkRowReader afterRows;

  /**
   * Selects changes.
   *
   * @param showsRowScope whether a shown row has its scope, too
   */
  LinkChangeRows(
      ComparedReports reports,
      Set<ChangeKind> kinds,
      boolean showsRowScope,
      TaskScheduler scheduler) {
    LinkChunks before = new LinkChunks(reports.beforeSnapshot().manifest());
    LinkChunks after = new LinkChunks(reports.afterSnapshot().manifest());
    List<Table> lists = new ArrayList<>(before.lists());
    lists.addAll(after.lists());
    this.changes = reports.comparison().links();
    this.selected = changes.placesOf(kinds);
    this.topicCounts = TopicCounts.of(lists);
    this.beforeRows = new LinkRowReader(reports.beforeSnapshot(), before, showsRowScope, scheduler);
    this.afterRows = new LinkRowReader(reports.afterSnapshot(), after, showsRowScope, scheduler);
  }

  @Override
  public int total() {
    return selected.length;
  }

  @Override
  public TopicCounts topicCounts() {
    return topicCounts;
  }

  @Override
  public List<String> csvColumns() {
    return CsvHeader.changeColumns(topicCounts);
  }

  @Override
  public void expect(int from, int count) {
    beforeRows.expect(rows(from, count, LinkChange::beforeRow));
    afterRows.expect(rows(from, count, LinkChange::afterRow));
  }

  private IntStream rows(int from, int count, ToIntFunction<LinkChange> row) {
    return Arrays.stream(selected, from, from + count)
        .mapToObj(changes::get)
        .mapToInt(row)
        .filter(number -> number != LinkChange.NO_ROW);
  }

  @Override
  public void write(CellWriter cells, int index, int maxTextBytes) throws IOException {
    LinkChange change = changes.get(selected[index]);
    RowWriter out = cells.out();
    out.beginRow();
    writeText(out, FieldNames.KIND, change.kind().wireName());
    writeText(out, FieldNames.SCOPE, change.scope().wireName());
    if (change.evidence() == null) {
      out.writeAbsent(FieldNames.EVIDENCE);
    } else {
      writeText(out, FieldNames.EVIDENCE, change.evidence().wireName());
    }
    writeDifferences(out, change, maxTextBytes);
    LinkRowReader.Row shown =
        change.showsBefore()
            ? beforeRows.read(change.beforeRow())
            : afterRows.read(change.afterRow());
    out.beginObject(FieldNames.BACKLINK);
    shown.chunkRows().writeFields(cells, shown.index());
    out.endObject();
    out.endRow();
  }

  /** Writes the fields that differ, and both spellings of a link that moved. */
  private void writeDifferences(RowWriter out, LinkChange change, int maxTextBytes)
      throws IOException {
    List<FieldChange> fields = List.of();
    if (change.hasTwoRows()) {
      LinkRowReader.Row before = beforeRows.read(change.beforeRow());
      LinkRowReader.Row after = afterRows.read(change.afterRow());
      fields = FieldChange.between(before.chunk(), before.index(), after.chunk(), after.index());
    }
    if (fields.isEmpty()) {
      out.writeAbsent(FieldNames.FIELDS);
    } else {
      out.writeJson(FieldNames.FIELDS, DifferenceJson.ofFields(fields, maxTextBytes));
    }
    if (change.kind() == ChangeKind.MOVED) {
      writeUrls(out, FieldNames.FROM, beforeRows.read(change.beforeRow()), maxTextBytes);
      writeUrls(out, FieldNames.TO, afterRows.read(change.afterRow()), maxTextBytes);
    } else {
      out.writeAbsent(FieldNames.FROM);
      out.writeAbsent(FieldNames.TO);
    }
  }

  private static void writeUrls(
      RowWriter out, FieldName name, LinkRowReader.Row row, int maxTextBytes) {
    LinkUrls urls = LinkUrls.of(row.chunk(), row.index());
    out.writeJson(name, DifferenceJson.ofUrls(urls, maxTextBytes));
  }

  static void writeText(RowWriter out, FieldName name, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeString(name, utf8, 0, utf8.length);
  }
}
