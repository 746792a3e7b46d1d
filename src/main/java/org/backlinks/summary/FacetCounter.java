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
  private int[] domains = new int[INITIAL_VALUES];

  private int usedValues;
  private int sum;
  private int[] idOfText = new int[0];
  private Chunk.@Nullable Column column;

  /** Numbers the values of the next chunk. Its rows must be added before the next call. */
  void startChunk(Chunk.@Nullable Column nextColumn) {
    column = nextColumn;
    idOfText = nextColumn == null ? idOfText : idsOf(nextColumn);
  }

  /** Returns the number of each text's value. */
  int[] idsOf(Chunk.Column texts) {
    int[] found = new int[texts.textCount()];
    byte[] bytes = texts.textBytes();
    for (int text = 0; text < found.length; text++) {
      int from = texts.textStart(text);
      int to = texts.textEnd(text);
      found[text] = from == to ? UNKNOWN : idOf(bytes, from, to);
    }
    return found;
  }

  private int idOf(byte[] bytes, int from, int to) {
    int id = ids.idOf(ByteArrays.longHash(bytes, from, to - from));
    if (id >= links.length) {
      links = LongIds.withRoom(links, id);
      domains = LongIds.withRoom(domains, id);
    }
    return id;
  }

  /** Returns the number of a row's value, or {@link #UNKNOWN}. */
  int valueOf(int row) {
    if (column == null) {
      return UNKNOWN;
    }
    int text = column.textId(row);
    return text < 0 ? UNKNOWN : idOfText[text];
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
    if (domain >= 0 && domainSets.add(value, domain)) {
      domains[value]++;
    }
  }

  /** Counts links of one domain with a value that is no cell of a chunk. */
  void add(byte[] text, int from, int to, int count, int domain) {
    int id = idOf(text, from, to);
    addLinks(id, count, domain);
    top.refresh(links);
    top.offer(id, links, text, from, to);
  }

  /** Keeps the texts of frequent values of the chunk. */
  void endChunk() {
    if (column != null) {
      keepTexts(column, idOfText);
      column = null;
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
        .map(kept -> new FacetValue(kept.text(), links[kept.id()], domains[kept.id()]))
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
      if (domains[id] >= minDomains) {
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
