package org.backlinks.summary;

import java.nio.charset.StandardCharsets;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.DomainColumn;
import org.backlinks.snapshot.TextDictionary;
import org.jspecify.annotations.Nullable;

/**
 * What upstream's table of referring domains says about each of them: its country and its network.
 * Links name a domain by its id.
 */
final class DomainFacts {
  static final int UNKNOWN = -1;

  private final LongIds ids = new LongIds();
  private final TextDictionary countries = new TextDictionary();
  private final TextDictionary networks = new TextDictionary();

  /** The number of each domain's country + 1, or 0. */
  private int[] countryOf = new int[64];

  /** The number of each domain's network + 1, or 0. */
  private int[] networkOf = new int[64];

  /**
   * Returns a number for each text that is the id of a domain, and {@link #UNKNOWN} for the others.
   *
   * @param domainBase the number to add to the ids
   */
  int[] numbersOf(Chunk.Column domainIds, long domainBase) {
    int[] numbers = new int[domainIds.textCount()];
    for (int text = 0; text < numbers.length; text++) {
      long id = NumberCells.read(domainIds, text);
      numbers[text] = id == NumberCells.UNKNOWN ? UNKNOWN : ids.idOf(id + domainBase);
    }
    return numbers;
  }

  /**
   * Reads rows of the table.
   *
   * @param domainBase the number to add to the ids
   */
  void add(Chunk rows, long domainBase) {
    Chunk.Column idColumn = find(rows, DomainColumn.ID);
    Chunk.Column country = find(rows, DomainColumn.COUNTRY);
    Chunk.Column ip = find(rows, DomainColumn.IP);
    Chunk.Column subnet = find(rows, DomainColumn.SUBNET);
    for (int row = 0; idColumn != null && row < rows.rowCount(); row++) {
      long id = idColumn.nonNegativeNumber(row);
      if (id >= 0) {
        int number = ids.idOf(id + domainBase);
        countryOf = LongIds.withRoom(countryOf, number);
        networkOf = LongIds.withRoom(networkOf, number);
        if (countryOf[number] == 0 && country != null && FacetCounter.hasValue(country, row)) {
          countryOf[number] = 1 + intern(countries, country, row);
        }
        if (networkOf[number] == 0) {
          networkOf[number] = 1 + networkNumber(ip, subnet, row);
        }
      }
    }
  }

  private static Chunk.@Nullable Column find(Chunk rows, DomainColumn column) {
    return rows.findColumn(column.upstreamName());
  }

  private static int intern(TextDictionary texts, Chunk.Column column, int row) {
    int from = column.cellStart(row);
    int length = Math.min(column.cellEnd(row) - from, TopValues.MAX_TEXT_BYTES);
    return texts.intern(column.textBytes(), from, length);
  }

  /** Returns the number of a domain's network, or -1 when it is not known. */
  private int networkNumber(Chunk.@Nullable Column ip, Chunk.@Nullable Column subnet, int row) {
    String network = ip == null ? null : Ipv4Network.of(ip.cellText(row));
    if (network == null && subnet != null) {
      network = Ipv4Network.of(subnet.cellText(row));
    }
    if (network == null) {
      return -1;
    }
    byte[] text = network.getBytes(StandardCharsets.US_ASCII);
    return networks.intern(text, 0, text.length);
  }

  /** Counts links of a domain by its country and its network, as far as these are known. */
  void count(int domainNumber, int links, int domain, FacetCounter byCountry, FacetCounter byNet) {
    count(countries, numberAt(countryOf, domainNumber), links, domain, byCountry);
    count(networks, numberAt(networkOf, domainNumber), links, domain, byNet);
  }

  private static int numberAt(int[] numbers, int index) {
    return index < numbers.length ? numbers[index] - 1 : -1;
  }

  private static void count(
      TextDictionary texts, int text, int links, int domain, FacetCounter counter) {
    if (text >= 0) {
      counter.add(texts.bytes(), texts.start(text), texts.end(text), links, domain);
    }
  }
}
