package org.backlinks.majestic;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.backlinks.question.Index;
import org.backlinks.question.IndexItem;
import org.backlinks.question.IndexItem.Status;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.WholeNumberParser;
import org.jspecify.annotations.Nullable;

/**
 * A call that asks upstream how many links some items have, and the rows of its answer. It costs
 * one index item unit for each item. Source: upstream's page of {@code GetIndexItemInfo}.
 */
public final class GetIndexItemInfo {
  private static final String COMMAND = "GetIndexItemInfo";

  /** A date, and perhaps a time, which is ignored. */
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(?:[ T].*)?");

  private static final int DATE_LENGTH = 10;

  private final Index index;
  private final List<String> items;
  private final Map<String, IndexItem> found = new LinkedHashMap<>();

  /**
   * Creates a call.
   *
   * @param items the items, each once
   */
  public GetIndexItemInfo(Index index, List<String> items) {
    this.index = index;
    this.items = List.copyOf(items);
  }

  /** Returns the item of each list of a question, with its scopes, in payload order. */
  public static Map<String, List<Scope>> itemsOf(Question question) {
    return GetBackLinkDataCalls.itemsOf(question);
  }

  /** Returns the call in the form in which it is sent. */
  public MajesticCall call() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(Parameter.COMMAND.wireName(), COMMAND);
    parameters.put(Parameter.DATASOURCE.wireName(), index.wireName());
    parameters.put(Parameter.ITEMS.wireName(), Integer.toString(items.size()));
    for (int i = 0; i < items.size(); i++) {
      parameters.put(Parameter.ITEM.wireName() + i, items.get(i));
    }
    return new MajesticCall(parameters, List.of());
  }

  /** Returns the builder that receives the rows of the answer. Call this method once. */
  public SnapshotBuilder newBuilder() {
    return SnapshotBuilder.forConsumer((_, rows) -> addRows(rows));
  }

  /** Returns what the answer says about the items. An item for which it has no row is left out. */
  public List<IndexItem> found() {
    return List.copyOf(found.values());
  }

  private void addRows(Chunk rows) {
    for (int i = 0; i < rows.rowCount(); i++) {
      Row row = new Row(rows, i);
      String item = findItem(row);
      if (item != null) {
        found.putIfAbsent(item, toIndexItem(item, row));
      }
    }
  }

  /** Returns the item of a row: the one with the same text, or else the one with its number. */
  private @Nullable String findItem(Row row) {
    String text = row.text("Item");
    for (String item : items) {
      if (item.equalsIgnoreCase(text)) {
        return item;
      }
    }
    Long number = row.count("ItemNum");
    return number == null || number >= items.size() ? null : items.get(number.intValue());
  }

  private static IndexItem toIndexItem(String item, Row row) {
    String code = row.text("ResultCode");
    return code == null || code.equalsIgnoreCase("OK")
        ? new IndexItem(
            item,
            row.status(),
            row.count("ExtBackLinks"),
            row.count("RefDomains"),
            row.count("CitationFlow"),
            row.count("TrustFlow"),
            row.date("LastCrawlDate"),
            row.count("GetTopBackLinksAnalysisResUnitsCost"))
        : IndexItem.unknown(item);
  }

  /** One row of the answer. A getter returns null for a cell that is absent or can't be read. */
  private record Row(Chunk rows, int number) {
    @Nullable String text(String column) {
      Chunk.Column found = rows.findColumn(column);
      String text = found == null ? null : found.cellText(number);
      return text == null || text.isBlank() ? null : text.strip();
    }

    @Nullable Long count(String column) {
      String text = text(column);
      Long count = text == null ? null : WholeNumberParser.parse(text);
      return count == null || count < 0 ? null : count;
    }

    @Nullable LocalDate date(String column) {
      String text = text(column);
      if (text == null || !DATE.matcher(text).matches()) {
        return null;
      }
      try {
        return LocalDate.parse(text.substring(0, DATE_LENGTH));
      } catch (DateTimeException noSuchDay) {
        return null;
      }
    }

    /** Returns the status. Upstream writes {@code NotFound} for {@code not-found}. */
    @Nullable Status status() {
      String text = text("Status");
      Optional<Status> status =
          Arrays.stream(Status.values())
              .filter(known -> known.wireName().replace("-", "").equals(letters(text)))
              .findFirst();
      return status.orElse(null);
    }

    private static String letters(@Nullable String text) {
      return text == null ? "" : text.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
    }
  }
}
