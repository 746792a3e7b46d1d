package org.backlinks.store;

/** What became of a write that reserves units; only {@link #DONE} wrote anything. */
public enum Written {
  DONE,
  /** Someone else was quicker: what was read before is no longer so. */
  LOST,
  /** The day's budget has no room for it. */
  OVER_BUDGET,
  /** By upstream's last word too little is left. */
  TOO_LITTLE_LEFT,
  /** Too many others wrote at the same time. */
  BUSY
}
