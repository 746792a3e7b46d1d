package org.backlinks.callback;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import org.backlinks.report.CallbackId;
import org.backlinks.report.Report;
import org.backlinks.report.StoredCallback;
import org.backlinks.store.CallbackStore;
import org.backlinks.store.ReportStore;

/** Does what a due callback needs: a heartbeat, its settlement, or its delivery. */
@Singleton
final class CallbackStep {
  private final CallbackStore callbackStore;
  private final ReportStore reportStore;
  private final CallbackSettler settler;
  private final CallbackDelivery delivery;
  private final CallbackSender sender;
  private final CallbackSchedule schedule;

  CallbackStep(
      CallbackStore callbackStore,
      ReportStore reportStore,
      CallbackSettler settler,
      CallbackDelivery delivery,
      CallbackSender sender,
      CallbackSchedule schedule) {
    this.callbackStore = callbackStore;
    this.reportStore = reportStore;
    this.settler = settler;
    this.delivery = delivery;
    this.sender = sender;
    this.schedule = schedule;
  }

  /** Does what a callback needs, if it is due. */
  void run(CallbackId id) throws IOException {
    Optional<StoredCallback> found = callbackStore.find(id).filter(schedule::isDue);
    if (found.isEmpty()) {
      return;
    }
    StoredCallback stored = found.get();
    if (stored.settlement() != null) {
      delivery.run(stored);
      return;
    }
    Optional<Report> report = reportStore.find(id.owner());
    if (report.isPresent() && report.get().state().isPending()) {
      sendHeartbeat(stored, report.get());
      return;
    }
    Optional<StoredCallback> settled;
    try {
      settled = settler.settle(stored, report);
    } catch (IOException | RuntimeException e) {
      if (schedule.isOver(stored.requireDueAt())) {
        delivery.drop(stored);
      }
      throw e;
    }
    // another worker may have settled it and hold it
    settled.filter(schedule::isDue).ifPresent(delivery::run);
  }

  private void sendHeartbeat(StoredCallback waiting, Report pending) {
    if (sender.heartbeat(waiting) == CallbackSender.Result.CLOSED) {
      delivery.close(waiting);
    } else {
      callbackStore.replace(waiting, schedule.untilHeartbeat(waiting, pending));
    }
  }
}
