package org.backlinks.summary;

import java.util.BitSet;
import java.util.List;
import org.backlinks.snapshot.ByteArrays;
import org.backlinks.snapshot.Chunk;
import org.jspecify.annotations.Nullable;

/**
 * Counts the values of one property of a list's links. It looks at each text of a chunk once, and
 * knows values by the hash codes of their texts.
 */
final class FacetCounter {
  static final int UNKNOWN = -1;
  private static final int INITIAL_VALUES = 64;

  private final LongIds ids = new LongIds();
  private final TopValues top = new TopValues(Facet.MAX_VALUES);

  private final DomainSets domainSets = new DomainSets();

  private int[] links = new int[INITIAL_VALUES];

  private int usedValues;
  private int sum;

  /** Counts rows of a chunk by their values in a column. */
  void count(Chunk.@Nullable Column column, RowSelection rows) {
    if (column == null) {
      return;
    }
    int[] idOfText = idsOf(column);
    for (int i = 0; i < rows.count(); i++) {
      int text = column.textId(rows.row(i));
      if (text >= 0) {
        add(idOfText[text], rows.domain(i));
      }
    }
    keepTexts(column, idOfText);
  }

  /** Returns whether a row has a value in a column. */
  static boolean hasValue(Chunk.Column column, int row) {
    return column.hasCell(row) && column.cellEnd(row) > column.cellStart(row);
  }

  /** Returns the number of each text's value, or {@link #UNKNOWN} for an empty text. */
  int[] idsOf(Chunk.Column column) {
    long[] hashes = new long[column.textCount()];
    for (int text = 0; text < hashes.length; text++) {
      hashes[text] = column.textHash(text);
    }
    int[] found = ids.idsOf(hashes);
    for (int text = 0; text < found.length; text++) {
      if (column.textStart(text) == column.textEnd(text)) {
        found[text] = UNKNOWN;
      }
    }
    makeRoom();
    return found;
  }

  private void makeRoom() {
    links = LongIds.withRoom(links, ids.count() - 1);
  }

  /**
   * Counts a link.
   *
   * @param domain the number of the domain of its source, or negative
   */
  void add(int value, int domain) {
    if (value != UNKNOWN) {
      addLinks(value, 1, domain);
    }
  }

  private void addLinks(int value, int count, int domain) {
    if (links[value] == 0) {
      usedValues++;
    }
    links[value] += count;
    sum += count;
    if (domain >= 0) {
      domainSets.add(value, domain);
    }
  }

  /** Counts links of one domain with a value that is no cell of a chunk. */
  void add(byte[] text, int from, int to, int count, int domain) {
    int id = ids.idOf(ByteArrays.hash(text, from, to - from));
    makeRoom();
    addLinks(id, count, domain);
    if (!top.has(id)) {
      top.refresh(links);
      top.offer(id, links, text, from, to);
    }
  }

  /**
   * Keeps the texts of frequent values.
   *
   * @param valueOfText the number of each text's value
   */
  void keepTexts(Chunk.Column texts, int[] valueOfText) {
    top.refresh(links);
    for (int text = 0; text < valueOfText.length; text++) {
      int id = valueOfText[text];
      if (id != UNKNOWN && links[id] > 0) {
        top.offer(id, links, texts.textBytes(), texts.textStart(text), texts.textEnd(text));
      }
    }
  }

  /** Returns the facet of links that each have at most one value. */
  @Nullable Facet toFacet() {
    return toFacet(sum);
  }

  /**
   * Returns the facet, or null when no value is known.
   *
   * @param known the number of links with a known value
   */
  @Nullable Facet toFacet(int known) {
    if (known == 0) {
      return null;
    }
    List<FacetValue> values = values();
    int listed = values.stream().mapToInt(FacetValue::links).sum();
    return new Facet(known, values, new OtherValues(usedValues - values.size(), sum - listed));
  }

  List<FacetValue> values() {
    return top.values(links).stream()
        .map(kept -> new FacetValue(kept.text(), links[kept.id()], domainSets.count(kept.id())))
        .toList();
  }

  /**
   * Returns the values that come from many domains.
   *
   * @param minDomains the least number of domains
   */
  Cluster clusterOf(int minDomains) {
    BitSet members = new BitSet();
    int count = 0;
    for (int id = 0; id < ids.count(); id++) {
      if (domainSets.count(id) >= minDomains) {
        members.set(id);
        count += links[id];
      }
    }
    List<String> examples =
        top.values(links).stream()
            .filter(kept -> members.get(kept.id()))
            .map(TopValues.Kept::text)
            .limit(LinkSignal.MAX_EXAMPLES)
            .toList();
    return new Cluster(count, domainSets.countDomains(members), examples);
  }

  /** The links, domains and some of the texts of several values. */
  record Cluster(int links, int domains, List<String> examples) {}
}
