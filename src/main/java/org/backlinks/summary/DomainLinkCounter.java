package org.backlinks.summary;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.backlinks.snapshot.Chunk;
import org.jspecify.annotations.Nullable;

/** Counts the living links of each referring domain of a list. */
final class DomainLinkCounter {
  private final DomainIds domainIds;
  private int[] links = new int[64];
  private int used;
  private int sum;

  /** Each id that upstream gives a domain, with the registrable domain: both as numbers. */
  private final LongIds pairs = new LongIds();

  private int[] linksOfPair = new int[64];

  DomainLinkCounter(DomainIds domainIds) {
    this.domainIds = domainIds;
  }

  /** Counts rows of a chunk by the domains of their sources. */
  void count(RowSelection rows) {
    links = LongIds.withRoom(links, domainIds.count());
    for (int i = 0; i < rows.count(); i++) {
      int domain = rows.domain(i);
      if (domain >= 0) {
        used += links[domain]++ == 0 ? 1 : 0;
        sum++;
      }
    }
  }

  /**
   * Counts rows of a chunk by upstream's ids of their domains.
   *
   * @param numberOfText for each text of the column the number of the id in {@link DomainFacts}, or
   *     {@link DomainFacts#UNKNOWN}
   */
  void countById(Chunk.Column ids, int[] numberOfText, RowSelection rows) {
    for (int i = 0; i < rows.count(); i++) {
      int text = ids.textId(rows.row(i));
      if (text >= 0 && numberOfText[text] != DomainFacts.UNKNOWN) {
        addPair(numberOfText[text], rows.domain(i));
      }
    }
  }

  private void addPair(int idNumber, int domain) {
    int pair = pairs.idOf(((long) idNumber << Integer.SIZE) | (domain & 0xFFFFFFFFL));
    linksOfPair = LongIds.withRoom(linksOfPair, pair);
    linksOfPair[pair]++;
  }

  /** Returns the number of domains with a link. */
  int domainCount() {
    return used;
  }

  /** Counts the links by what is known about their domains. */
  void countFacts(DomainFacts facts, FacetCounter byCountry, FacetCounter byNetwork) {
    long[] keys = pairs.keysByNumber();
    for (int pair = 0; pair < keys.length; pair++) {
      int idNumber = (int) (keys[pair] >>> Integer.SIZE);
      facts.count(idNumber, linksOfPair[pair], (int) keys[pair], byCountry, byNetwork);
    }
  }

  /** Returns the domains as a facet, or null when no link has one. */
  @Nullable Facet toFacet() {
    if (used == 0) {
      return null;
    }
    int minLinks = linksOfLastListed();
    TopValues top = new TopValues(Facet.MAX_VALUES);
    for (int domain = 0; domain < links.length; domain++) {
      if (links[domain] > 0 && links[domain] >= minLinks) {
        byte[] name = domainIds.name(domain).getBytes(StandardCharsets.UTF_8);
        top.offer(domain, links, name, 0, name.length);
      }
    }
    List<FacetValue> values = new ArrayList<>();
    int listed = 0;
    for (TopValues.Kept kept : top.values(links)) {
      values.add(new FacetValue(kept.text(), links[kept.id()], 1));
      listed += links[kept.id()];
    }
    return new Facet(sum, values, new OtherValues(used - values.size(), sum - listed));
  }

  /** A name is slow to find, so only the domains with enough links are looked at. */
  private int linksOfLastListed() {
    int[] sorted = links.clone();
    Arrays.sort(sorted);
    return sorted[Math.max(0, sorted.length - Facet.MAX_VALUES)];
  }

  /** Returns the top-level domains as a facet, or null when no link has one. */
  @Nullable Facet topLevelDomains() {
    FacetCounter counter = new FacetCounter();
    for (int domain = 0; domain < links.length; domain++) {
      if (links[domain] > 0) {
        domainIds.countTopLevelDomain(domain, links[domain], counter);
      }
    }
    return counter.toFacet();
  }
}
