package org.backlinks.summary;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  /** Counts a link of a domain. */
  void add(int domain) {
    links = LongIds.withRoom(links, domain);
    if (links[domain]++ == 0) {
      used++;
    }
    sum++;
  }

  /**
   * Counts a link by upstream's id of its domain.
   *
   * @param idNumber the number of the id in {@link DomainFacts}
   * @param domain the number of the registrable domain, or negative
   */
  void addById(int idNumber, int domain) {
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
