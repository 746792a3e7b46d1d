package org.backlinks.simulation;

import java.util.Map;
import java.util.TreeMap;

/** What happened in one or more simulated worlds. */
final class WorldStatistics {
  long worlds;
  int questions;
  long reports;
  long ready;
  final Map<String, Long> failures = new TreeMap<>();
  long paidCalls;
  long reusedByIndex;
  long tableRequests;
  long upstreamRequests;
  long deaths;

  /** Deaths, freezes, and requests that were lost. */
  long disturbances;

  /** Notices that arrived. */
  long notices;

  long freezes;
  long outages;
  long expiredItems;
  long simulatedSeconds;
  long cpuNanos;

  void add(WorldStatistics other) {
    worlds += other.worlds;
    questions += other.questions;
    reports += other.reports;
    ready += other.ready;
    other.failures.forEach((problem, count) -> failures.merge(problem, count, Long::sum));
    paidCalls += other.paidCalls;
    reusedByIndex += other.reusedByIndex;
    tableRequests += other.tableRequests;
    upstreamRequests += other.upstreamRequests;
    disturbances += other.disturbances;
    notices += other.notices;
    deaths += other.deaths;
    freezes += other.freezes;
    outages += other.outages;
    expiredItems += other.expiredItems;
    simulatedSeconds += other.simulatedSeconds;
    cpuNanos += other.cpuNanos;
  }

  @Override
  public String toString() {
    double minutes = Math.max(1e-9, cpuNanos / 60e9);
    return ("%d worlds, %d reports (%d ready, failed: %s), %d paid calls, %d reused by index, %d table requests, %d upstream requests, %d notices,"
            + " %d deaths, %d freezes, %d outages, %d expired items, %.1f days, %.0f reports and %.0f requests"
            + " per CPU minute")
        .formatted(
            worlds,
            reports,
            ready,
            failures,
            paidCalls,
            reusedByIndex,
            tableRequests,
            upstreamRequests,
            notices,
            deaths,
            freezes,
            outages,
            expiredItems,
            simulatedSeconds / 86_400.0,
            reports / minutes,
            (tableRequests + upstreamRequests) / minutes);
  }
}
