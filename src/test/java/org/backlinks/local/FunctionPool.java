package org.backlinks.local;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The function as Lambda scales it: a process for each event under way, the one last used first,
 * dead ones replaced; above the maximum an event waits.
 */
public final class FunctionPool implements Invoker, AutoCloseable {
  private final Duration timeout;
  private final Supplier<Function> starter;
  private final Semaphore free;
  private final Deque<Function> idle = new ArrayDeque<>();
  private final Set<Function> all = new LinkedHashSet<>();
  private boolean closed;

  /**
   * @param maximum the most processes at once
   * @param timeout the function's timeout
   */
  public FunctionPool(int maximum, Duration timeout, Supplier<Function> starter) {
    this.free = new Semaphore(maximum, true);
    this.timeout = timeout;
    this.starter = starter;
  }

  @Override
  public byte[] invoke(byte[] event) throws InterruptedException {
    return invoke(event, timeout);
  }

  /** As {@link #invoke(byte[])}, with another timeout. */
  public byte[] invoke(byte[] event, Duration limit) throws InterruptedException {
    if (event.length > RuntimeApi.LIMIT) {
      throw FunctionError.tooLarge("a request", event.length);
    }
    free.acquire();
    try {
      Function function = take();
      try {
        return function.invoke(event, limit);
      } finally {
        giveBack(function);
      }
    } finally {
      free.release();
    }
  }

  /** The processes that live now, the oldest first. */
  public synchronized List<Function> functions() {
    return all.stream().filter(Function::alive).toList();
  }

  /** The living processes that have an event under way. */
  public synchronized List<Function> busy() {
    return functions().stream().filter(function -> !idle.contains(function)).toList();
  }

  @Override
  public void close() {
    List<Function> toClose;
    synchronized (this) {
      closed = true;
      toClose = new ArrayList<>(all);
      all.clear();
      idle.clear();
    }
    toClose.forEach(Function::close);
  }

  private synchronized Function take() {
    if (closed) {
      throw new IllegalStateException("the pool is closed");
    }
    while (!idle.isEmpty()) {
      Function function = idle.pop();
      if (function.alive()) {
        return function;
      }
      discard(function);
    }
    Function function = starter.get();
    all.add(function);
    return function;
  }

  private synchronized void giveBack(Function function) {
    if (!closed && function.alive()) {
      idle.push(function);
    } else {
      discard(function);
    }
  }

  private void discard(Function function) {
    all.remove(function);
    function.close();
  }
}
