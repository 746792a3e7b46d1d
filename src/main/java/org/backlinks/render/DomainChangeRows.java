package org.backlinks.render;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.backlinks.changes.DomainChange;
import org.backlinks.question.ChangeKind;

/** The selected changes of referring domains. */
final class DomainChangeRows implements ChangeRows {
  private static final List<String> CSV_COLUMNS =
      List.of("kind", "scope", "domain", "evidence", "links.before", "links.after");

  private final List<DomainChange> changes;

  DomainChangeRows(List<DomainChange> all, Set<ChangeKind> kinds) {
    this.changes = all.stream().filter(change -> kinds.contains(change.kind())).toList();
  }

  @Override
  public int total() {
    return changes.size();
  }

  @Override
  public TopicCounts topicCounts() {
    return TopicCounts.NONE;
  }

  @Override
  public List<String> csvColumns() {
    return CSV_COLUMNS;
  }

  @Override
  public void expect(int from, int count) {
    // all domains are in memory
  }

  @Override
  public void write(CellWriter cells, int index, int maxTextBytes) {
    DomainChange change = changes.get(index);
    RowWriter out = cells.out();
    out.beginRow();
    LinkChangeRows.writeText(out, FieldNames.KIND, change.kind().wireName());
    LinkChangeRows.writeText(out, FieldNames.SCOPE, change.scope().wireName());
    LinkChangeRows.writeText(out, FieldNames.DOMAIN, change.domain());
    LinkChangeRows.writeText(out, FieldNames.EVIDENCE, change.evidence().wireName());
    out.beginObject(FieldNames.LINKS);
    writeNumber(out, FieldNames.BEFORE, change.linksBefore());
    writeNumber(out, FieldNames.AFTER, change.linksAfter());
    out.endObject();
    out.endRow();
  }

  private static void writeNumber(RowWriter out, FieldName name, int number) {
    byte[] digits = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
    out.writeDigits(name, digits, 0, digits.length);
  }
}
