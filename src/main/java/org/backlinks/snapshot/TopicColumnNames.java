package org.backlinks.snapshot;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds the columns that have the names of topics. */
public final class TopicColumnNames {
  private static final Pattern TOPIC_NUMBER = Pattern.compile("[0-9]{1,4}");

  private TopicColumnNames() {}

  /**
   * Returns the columns of topics' names among these columns, by their numbers.
   *
   * @param column the topics of a source page, a target page or a domain
   */
  public static SortedMap<Integer, String> byNumber(List<String> names, KnownColumn column) {
    SortedMap<Integer, String> columns = new TreeMap<>();
    String prefix = column.upstreamName() + "_Topic_";
    for (String name : names) {
      if (name.regionMatches(true, 0, prefix, 0, prefix.length())
          && TOPIC_NUMBER.matcher(name).region(prefix.length(), name.length()).matches()) {
        columns.put(Integer.parseInt(name.substring(prefix.length())), name);
      }
    }
    return columns;
  }
}
