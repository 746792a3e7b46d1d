package org.backlinks.simulation;

/** The kinds of faults in a simulated world. */
enum FaultKind {
  LOST_TABLE_ANSWERS,
  TABLE_ERRORS,
  WRITE_CONFLICTS,
  TABLE_STALLS,
  SLOW_TABLE,
  UPSTREAM_FAULTS,
  SLOW_UPSTREAM,
  SLOW_REFUSALS,
  QUEUED_QUESTIONS,
  STOPS_AT_REQUESTS,
  DEATHS,
  FREEZES,
  TABLE_OUTAGES,
  CLOCK_SKEW,
  INDEX_LAG
}
