package org.backlinks.callback;

import java.time.Clock;
import java.util.random.RandomGenerator;
import org.backlinks.config.Settings;
import org.backlinks.render.NoticeRenderer;
import org.backlinks.store.StoreFixture;
import org.backlinks.task.TaskScheduler;
import org.backlinks.telemetry.Metrics;

/** All parts of the callbacks, wired as the program wires them, with recipients of a test. */
public final class CallbackAssembly {
  public final CallbackFactory factory;
  public final CallbackSettler settler;
  public final CallbackRegistry registry;
  public final CallbackWorker worker;

  public CallbackAssembly(
      Settings settings,
      StoreFixture stores,
      Metrics metrics,
      Clock clock,
      TaskScheduler scheduler,
      RandomGenerator random,
      CallbackSender recipients) {
    CallbackSchedule schedule = new CallbackSchedule(settings, clock, random);
    factory = new CallbackFactory(schedule, settings, random);
    NoticeFactory notices =
        new NoticeFactory(
            stores.chunkStore(),
            new NoticeRenderer(),
            (_, _) -> ChangesSummarizer.Result.NOT_ASKED,
            new CloudEvents(clock),
            clock);
    settler = new CallbackSettler(stores.callbackStore(), notices, clock);
    registry =
        new CallbackRegistry(
            factory, stores.callbackStore(), settler, notices, stores.reportStore(), clock);
    CallbackDelivery delivery =
        new CallbackDelivery(
            stores.callbackStore(),
            stores.reportStore(),
            notices,
            recipients,
            schedule,
            metrics,
            scheduler);
    CallbackStep step =
        new CallbackStep(
            stores.callbackStore(), stores.reportStore(), settler, delivery, recipients, schedule);
    worker = new CallbackWorker(stores.dueIndex(), step, metrics, scheduler, clock);
  }
}
