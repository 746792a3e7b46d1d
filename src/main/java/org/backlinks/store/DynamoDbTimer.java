package org.backlinks.store;

import java.util.concurrent.atomic.AtomicReference;
import org.backlinks.task.TaskScheduler;
import org.backlinks.telemetry.Metrics;
import org.backlinks.telemetry.Metrics.Metric;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Measures the time of each call to the table, including all attempts of the call. */
final class DynamoDbTimer implements ExecutionInterceptor {
  private static final ExecutionAttribute<Long> START_NANOS = new ExecutionAttribute<>("start");

  private final TaskScheduler scheduler;

  /** Null while the program starts, because the program makes the client before the metrics. */
  private final AtomicReference<@Nullable Metrics> metrics = new AtomicReference<>();

  DynamoDbTimer(TaskScheduler scheduler) {
    this.scheduler = scheduler;
  }

  void reportTo(Metrics receiver) {
    metrics.set(receiver);
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    attributes.putAttribute(START_NANOS, scheduler.nanoTime());
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    recordElapsed(attributes);
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    recordElapsed(attributes);
  }

  private void recordElapsed(ExecutionAttributes attributes) {
    Metrics receiver = metrics.get();
    Long start = attributes.getAttribute(START_NANOS);
    if (receiver != null && start != null) {
      receiver.add(Metric.TABLE_TIME, scheduler.nanoTime() - start);
    }
  }
}
