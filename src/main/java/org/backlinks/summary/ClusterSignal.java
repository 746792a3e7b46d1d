package org.backlinks.summary;

import java.util.List;

/** The signals of values that links from many domains share. */
enum ClusterSignal {
  SUBNET(SignalKind.SUBNET_CLUSTER, 0),
  ANCHOR(SignalKind.ANCHOR_CLUSTER, 10);

  private static final int MIN_DOMAINS = 5;
  private static final int PERCENT = 100;

  private final SignalKind kind;

  /** The least share of all domains of the list. */
  private final int minPercent;

  ClusterSignal(SignalKind kind, int minPercent) {
    this.kind = kind;
    this.minPercent = minPercent;
  }

  /**
   * Adds the signal to a list, if any value shows it.
   *
   * @param domainCount the number of all domains of the list
   */
  void addTo(List<LinkSignal> signals, FacetCounter values, int domainCount) {
    long minDomains = ((long) domainCount * minPercent + PERCENT - 1) / PERCENT;
    FacetCounter.Cluster cluster = values.clusterOf((int) Math.max(MIN_DOMAINS, minDomains));
    if (cluster.links() > 0) {
      signals.add(new LinkSignal(kind, cluster.links(), cluster.domains(), cluster.examples()));
    }
  }
}
