package org.backlinks.store;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.backlinks.report.ReportId;
import org.backlinks.snapshot.ChunkSink;
import org.jspecify.annotations.Nullable;

/**
 * Writes pieces while the answer is still being read, a few at once; the reader waits when all
 * hands are full.
 */
public final class ChunkWriter implements ChunkSink, AutoCloseable {
  private static final int AT_ONCE = 3;

  private final Chunks chunks;
  private final ReportId id;
  private final int version;
  private final Instant expiresAt;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore hands = new Semaphore(AT_ONCE);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  ChunkWriter(Chunks chunks, ReportId id, int version, Instant expiresAt) {
    this.chunks = chunks;
    this.id = id;
    this.version = version;
    this.expiresAt = expiresAt;
  }

  @Override
  public void put(int number, byte[] piece) throws IOException {
    check();
    hands.acquireUninterruptibly();
    threads.execute(() -> {
      try {
        chunks.putPiece(id, version, number, piece, expiresAt);
      } catch (Throwable e) {
        failure.compareAndSet(null, e);
      } finally {
        hands.release();
      }
    });
  }

  /**
   * Waits until every piece is stored.
   *
   * @throws IOException when one could not be
   */
  public void finish() throws IOException {
    hands.acquireUninterruptibly(AT_ONCE);
    hands.release(AT_ONCE);
    check();
  }

  private void check() throws IOException {
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IOException("a piece of the snapshot could not be stored", failed);
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
