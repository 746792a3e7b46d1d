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

  /** Returns the header with columns for the given numbers of topics. */
  static byte[] line(TopicCounts topicCounts) {
    return text(topicCounts).getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns the same line after a byte order mark. */
  static byte[] lineWithByteOrderMark(TopicCounts topicCounts) {
    return (BYTE_ORDER_MARK + text(topicCounts)).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(TopicCounts topicCounts) {
    List<String> paths = new ArrayList<>();
    paths.add(FieldNames.SCOPE.text());
    for (LinkColumn column : LinkColumn.values()) {
      if (column.role() == KnownColumn.Role.TOPICS) {
        addTopics(column, topicCounts, paths);
      } else {
        paths.add(column.path());
      }
    }
    paths.add(FieldNames.EXTRA.text());
    return String.join(",", paths) + "\r\n";
  }

  private static void addTopics(LinkColumn column, TopicCounts topicCounts, List<String> paths) {
    for (int i = 0; i < topicCounts.of(column); i++) {
      String topic = column.path() + "." + i + ".";
      paths.add(topic + FieldNames.NAME.text());
      paths.add(topic + FieldNames.TRUST_FLOW.text());
    }
  }
}
