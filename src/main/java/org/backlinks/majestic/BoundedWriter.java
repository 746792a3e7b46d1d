package org.backlinks.majestic;

import java.io.Writer;

/** Keeps the first characters written and drops the rest. */
final class BoundedWriter extends Writer {
  private final StringBuilder kept = new StringBuilder();
  private final int most;

  BoundedWriter(int most) {
    this.most = most;
  }

  @Override
  public void write(char[] text, int from, int length) {
    kept.append(text, from, Math.min(length, most - kept.length()));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public String toString() {
    return kept.toString();
  }
}
