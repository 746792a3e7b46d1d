package org.backlinks.store;

import java.util.concurrent.atomic.AtomicReference;
import org.backlinks.ops.Metrics;
import org.backlinks.ops.Metrics.Metric;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Tells how long calls to the table take, tries of one call together. */
final class TableTimes implements ExecutionInterceptor {
  private static final ExecutionAttribute<Long> START = new ExecutionAttribute<>("start");

  /** The client is made before there are beans; the read that only warms it up is not told. */
  private final AtomicReference<@Nullable Metrics> metrics = new AtomicReference<>();

  void tell(Metrics to) {
    metrics.set(to);
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    attributes.putAttribute(START, System.nanoTime());
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    told(attributes);
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    told(attributes);
  }

  private void told(ExecutionAttributes attributes) {
    Metrics to = metrics.get();
    Long start = attributes.getAttribute(START);
    if (to != null && start != null) {
      to.took(Metric.TABLE_TIME, start);
    }
  }
}
