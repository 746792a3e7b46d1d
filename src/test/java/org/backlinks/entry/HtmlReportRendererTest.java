package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.backlinks.question.EarlierReport;
import org.backlinks.question.ReportRequest;
import org.backlinks.question.RequestReader;
import org.backlinks.render.PageFormat;
import org.backlinks.render.PageRequest;
import org.backlinks.report.Report;
import org.backlinks.service.AskResult;
import org.backlinks.service.ServiceEnvironment;
import org.backlinks.service.ServiceFixture;
import org.backlinks.task.InlineTaskScheduler;
import org.backlinks.task.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HtmlReportRendererTest {
  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  private final OneTaskScheduler scheduler = new OneTaskScheduler();
  private ServiceFixture service;
  private HtmlReportRenderer renderer;

  /** A scheduler whose tasks run only when somebody waits for them, each before the next starts. */
  private static final class OneTaskScheduler extends InlineTaskScheduler {
    private final List<WaitingTask<?>> tasks = new ArrayList<>();

    @Override
    public <T extends @Nullable Object> Task<T> start(Callable<T> body) {
      assertThat(tasks).allMatch(task -> task.future.isDone());
      WaitingTask<T> task = new WaitingTask<>(new FutureTask<>(body));
      tasks.add(task);
      return task;
    }
  }

  private record WaitingTask<T extends @Nullable Object>(FutureTask<T> future) implements Task<T> {
    @Override
    public boolean await(Duration timeout) {
      if (timeout.isPositive()) {
        future.run();
      }
      return future.isDone();
    }

    @Override
    public T join() throws ExecutionException {
      try {
        return future.get();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void interrupt() {
      future.cancel(true);
    }
  }

  @BeforeEach
  void start() {
    service = ENVIRONMENT.newService();
    renderer =
        new HtmlReportRenderer(
            service.summaryService, service.comparisonService, scheduler, service.clock);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private Report ask(int maxBacklinks) {
    ReportRequest request =
        (ReportRequest)
            new RequestReader(true, Set.of())
                .fromJson(
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("target", "rows-9.example.com")
                        .put("maxBacklinks", maxBacklinks));
    Instant end = service.clock.instant().plusSeconds(300);
    return ((AskResult.Answered) service.reportService.ask(request, end, end, _ -> {})).report();
  }

  private HtmlReportRenderer.Parts partsOf(int from, Duration time) throws IOException {
    Report before = ask(4);
    ViewRenderer.View view =
        new ViewRenderer.View(
            ask(9),
            new PageRequest(from, 100, null, false, false, PageFormat.HTML),
            Representation.DIRECT,
            new EarlierReport.Named(before.id().text()),
            null);
    return renderer.findParts(view, service.clock.instant().plus(time));
  }

  @Test
  void rowsAreCountedBeforeReportsAreCompared() throws IOException {
    HtmlReportRenderer.Parts parts = partsOf(0, Duration.ofSeconds(60));
    assertThat(parts.summary()).isNotNull();
    assertThat(parts.changes()).isNotNull();
    assertThat(parts.warnings()).isEmpty();
    assertThat(scheduler.tasks).hasSize(2);
  }

  @Test
  void nothingIsComparedWhenCountingTookAllTheTime() throws IOException {
    HtmlReportRenderer.Parts parts = partsOf(0, Duration.ZERO);
    assertThat(parts.summary()).isNull();
    assertThat(parts.changes()).isNull();
    assertThat(parts.warnings()).hasSize(2);
    assertThat(scheduler.tasks).hasSize(1);
  }

  @Test
  void laterPageHasNoSuchParts() throws IOException {
    HtmlReportRenderer.Parts parts = partsOf(100, Duration.ofSeconds(60));
    assertThat(parts.summary()).isNull();
    assertThat(parts.changes()).isNull();
    assertThat(scheduler.tasks).isEmpty();
  }
}
