package org.backlinks.changes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.backlinks.question.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Counts the living links of each referring domain of one list by what happened to them. It counts
 * by hosts first, because few domains are changes, and to find the domain of a host is slow.
 */
final class DomainTally {
  private final HostIds hosts;
  private final DomainLinks[] linksOfHost;

  DomainTally(HostIds hosts) {
    this.hosts = hosts;
    this.linksOfHost = new DomainLinks[hosts.count()];
    for (int host = 0; host < linksOfHost.length; host++) {
      linksOfHost[host] = new DomainLinks();
    }
  }

  /**
   * Adds a living link of the earlier list.
   *
   * @param host the number of its source's host, or {@link ListRows#ABSENT}
   * @param verdict null when the later list has the link, too
   */
  void addEarlier(int host, Verdicts.@Nullable Verdict verdict) {
    if (host != ListRows.ABSENT) {
      linksOfHost[host].addEarlier(verdict);
    }
  }

  /** Adds a living link of the later list; the parameters are those of {@link #addEarlier}. */
  void addLater(int host, Verdicts.@Nullable Verdict verdict) {
    if (host != ListRows.ABSENT) {
      linksOfHost[host].addLater(verdict);
    }
  }

  /** Returns the domains of which only one list has living links. */
  List<DomainChange> changes(Scope scope) {
    boolean[] mayChange = new boolean[hosts.groupCount()];
    for (int host = 0; host < linksOfHost.length; host++) {
      mayChange[hosts.group(host)] |= linksOfHost[host].areInOneList();
    }
    Map<String, DomainLinks> domains = new TreeMap<>();
    for (int host = 0; host < linksOfHost.length; host++) {
      if (mayChange[hosts.group(host)]) {
        domains
            .computeIfAbsent(hosts.domain(host), _ -> new DomainLinks())
            .addAll(linksOfHost[host]);
      }
    }
    List<DomainChange> changes = new ArrayList<>();
    domains.forEach((domain, links) -> {
      Verdicts.Verdict verdict = links.verdict();
      if (verdict != null) {
        changes.add(
            new DomainChange(
                verdict.kind(), scope, domain, verdict.evidence(), links.before(), links.after()));
      }
    });
    return changes;
  }
}
