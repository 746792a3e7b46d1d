package org.backlinks.render;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.backlinks.snapshot.KnownColumn;
import org.backlinks.snapshot.LinkColumn;

/** The first line of CSV: the paths of the fields in the payload, in payload order. */
final class CsvHeader {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private CsvHeader() {}

  /** Returns the names of the columns of links, with columns for the given numbers of topics. */
  static List<String> linkColumns(TopicCounts topicCounts) {
    List<String> names = new ArrayList<>();
    names.add(FieldNames.SCOPE.text());
    for (LinkColumn column : LinkColumn.values()) {
      addColumn(column, topicCounts, names);
    }
    names.add(FieldNames.EXTRA.text());
    return names;
  }

  /** Returns the names of the columns of changed links. */
  static List<String> changeColumns(TopicCounts topicCounts) {
    List<String> names =
        new ArrayList<>(List.of("kind", "scope", "evidence", "fields", "from", "to"));
    for (LinkColumn column : LinkColumn.values()) {
      if (column.role() != KnownColumn.Role.DOMAIN_ID) {
        addColumn(column, topicCounts, names);
      }
    }
    names.add(FieldNames.EXTRA.text());
    return names;
  }

  private static void addColumn(LinkColumn column, TopicCounts topicCounts, List<String> names) {
    if (column.role() == KnownColumn.Role.TOPICS) {
      addTopics(column, topicCounts, names);
    } else {
      names.add(column.path());
    }
  }

  private static void addTopics(LinkColumn column, TopicCounts topicCounts, List<String> names) {
    for (int i = 0; i < topicCounts.of(column); i++) {
      String topic = column.path() + "." + i + ".";
      names.add(topic + FieldNames.NAME.text());
      names.add(topic + FieldNames.TRUST_FLOW.text());
    }
  }

  /** Returns the first line. */
  static byte[] line(List<String> names) {
    return text(names).getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns the same line after a byte order mark. */
  static byte[] lineWithByteOrderMark(List<String> names) {
    return (BYTE_ORDER_MARK + text(names)).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(List<String> names) {
    return String.join(",", names) + "\r\n";
  }
}
