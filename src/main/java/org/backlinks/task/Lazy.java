package org.backlinks.task;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made when it is first used. */
public final class Lazy<T> implements Supplier<T> {
  private final Supplier<T> factory;
  private @Nullable T value;

  public Lazy(Supplier<T> factory) {
    this.factory = factory;
  }

  @Override
  public synchronized T get() {
    T current = value;
    if (current == null) {
      current = factory.get();
      value = current;
    }
    return current;
  }
}
