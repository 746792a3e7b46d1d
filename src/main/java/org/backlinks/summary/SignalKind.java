package org.backlinks.summary;

import org.backlinks.question.WireNamed;

/** The signals of a summary. Stored summaries have the wire names: they must never change. */
public enum SignalKind implements WireNamed {
  MANY_OUTLINKS("manyOutlinks", "source page with more than 100 external links"),
  FLOW_IMBALANCE(
      "flowImbalance",
      "source page with a Citation Flow of at least 20 and a Trust Flow of at most 5, both known"),
  SUBNET_CLUSTER("subnetCluster", "at least 5 domains in one /24 network"),
  ANCHOR_CLUSTER(
      "anchorCluster", "one known anchor from at least 5 and at least 10 % of the domains");

  private final String wireName;
  private final String threshold;

  SignalKind(String wireName, String threshold) {
    this.wireName = wireName;
    this.threshold = threshold;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /** Returns when links show this signal, in words. */
  public String threshold() {
    return threshold;
  }
}
