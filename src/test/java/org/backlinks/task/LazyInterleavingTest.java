package org.backlinks.task;

import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

public class LazyInterleavingTest {
  private int madeCount;
  private final Lazy<Integer> lazy = new Lazy<>(() -> ++madeCount);

  @Test
  void valueIsMadeOnce() {
    new ModelChecker(getClass()).check(List.of("get", "get"), List.of("get"), List.of("get"));
  }

  @Operation
  public int get() {
    return lazy.get();
  }
}
