package org.backlinks.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import org.backlinks.snapshot.ChunkSink;
import org.backlinks.task.Task;
import org.backlinks.task.TaskScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Writes the pieces of an answer while the rest of the answer is still being read. It writes a few
 * pieces at the same time, and the reader waits when there are more. Only one task at a time may
 * use a writer.
 */
public final class ChunkWriter implements ChunkSink, AutoCloseable {
  private static final int MAX_CONCURRENT_WRITES = 3;

  private final ChunkSink target;
  private final TaskScheduler scheduler;
  private final Deque<Task<@Nullable Void>> running = new ArrayDeque<>();
  private @Nullable Throwable failure;

  /**
   * Creates a writer.
   *
   * @param target writes one piece, and returns after the piece is stored
   */
  ChunkWriter(ChunkSink target, TaskScheduler scheduler) {
    this.target = target;
    this.scheduler = scheduler;
  }

  /**
   * Starts to write a piece. After the table has rejected a piece, this method drops all further
   * pieces. The caller then still reads the answer to its end, because the end has the charge, and
   * {@link #finish} throws the rejection.
   *
   * @throws IOException when an earlier piece could not be stored
   */
  @Override
  public void put(int number, byte[] piece) throws IOException {
    if (running.size() == MAX_CONCURRENT_WRITES) {
      awaitOldest();
    }
    if (failure instanceof ItemRejectedException) {
      return;
    }
    throwIfFailed();
    running.addLast(
        scheduler.start(() -> {
          target.put(number, piece);
          return null;
        }));
  }

  /**
   * Waits until every piece is stored.
   *
   * @throws IOException when a piece could not be stored
   */
  public void finish() throws IOException {
    close();
    throwIfFailed();
  }

  /** Waits until all running writes have ended. */
  @Override
  public void close() {
    while (!running.isEmpty()) {
      awaitOldest();
    }
  }

  private void awaitOldest() {
    try {
      running.removeFirst().join();
    } catch (ExecutionException e) {
      if (failure == null) {
        failure = e.getCause();
      }
    }
  }

  private void throwIfFailed() throws IOException {
    if (failure instanceof ItemRejectedException rejected) {
      throw rejected;
    }
    if (failure != null) {
      throw new IOException("a piece of the snapshot could not be stored", failure);
    }
  }
}
