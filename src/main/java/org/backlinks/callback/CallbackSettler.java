package org.backlinks.callback;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.backlinks.report.Notice;
import org.backlinks.report.Report;
import org.backlinks.report.StoredCallback;
import org.backlinks.store.CallbackStore;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Fixes what is delivered when a report ends. From then on, a delete or the expiry of the report
 * changes nothing.
 */
@Singleton
public final class CallbackSettler {
  private static final Logger LOG = Logger.getLogger(CallbackSettler.class);

  private final CallbackStore callbackStore;
  private final NoticeFactory notices;
  private final Clock clock;

  CallbackSettler(CallbackStore callbackStore, NoticeFactory notices, Clock clock) {
    this.callbackStore = callbackStore;
    this.notices = notices;
    this.clock = clock;
  }

  /**
   * Settles the callbacks and the event of a report that has ended. When this fails, a worker
   * settles them at their next due time.
   */
  public void settleAll(Report ended) {
    try {
      for (StoredCallback stored : callbackStore.findAll(ended.id())) {
        trySettle(stored, ended);
      }
    } catch (RuntimeException e) {
      LOG.warnf(e, "report %s: its callbacks are settled later", ended.id().text());
    }
  }

  /** Settles a callback. When its notice can't be made, the others are settled nevertheless. */
  private void trySettle(StoredCallback stored, Report ended) {
    try {
      settle(stored, Optional.of(ended));
    } catch (SdkException e) {
      // the table would fail for the others, too
      throw e;
    } catch (IOException | RuntimeException e) {
      LOG.warnf(e, "report %s: a callback is settled later", ended.id().text());
    }
  }

  /**
   * Settles a callback unless it is settled.
   *
   * @param ended its report, or empty when there is none any more
   * @return the settled callback, or empty when it was closed
   */
  Optional<StoredCallback> settle(StoredCallback first, Optional<Report> ended) throws IOException {
    Optional<StoredCallback> stored = Optional.of(first);
    while (stored.isPresent()) {
      StoredCallback current = stored.get();
      if (current.isClosed() || current.settlement() != null) {
        return stored.filter(callback -> !callback.isClosed());
      }
      StoredCallback settled = settled(current, ended);
      if (callbackStore.replace(current, settled)) {
        return Optional.of(settled);
      }
      // a worker has written it after it was read
      stored = callbackStore.find(current.id());
    }
    return stored;
  }

  private StoredCallback settled(StoredCallback callback, Optional<Report> ended)
      throws IOException {
    if (ended.isEmpty()) {
      Notice gone = notices.ofGone(callback.id().owner(), callback);
      return callback.settle(gone, true, clock.instant());
    }
    Notice notice = notices.withoutChanges(ended.get(), callback);
    boolean isComplete = NoticeFactory.compareWith(callback, ended.get()) == null;
    return callback.settle(notice, isComplete, clock.instant());
  }
}
