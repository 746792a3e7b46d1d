package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.backlinks.callback.FakeRecipients;
import org.backlinks.local.TableFault;
import org.backlinks.local.TableProxy;
import org.backlinks.question.Callback;
import org.backlinks.question.ReportRequest;
import org.backlinks.question.RequestReader;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A request with a callback joins a report while another process ends the report. Each process is
 * stopped before each of its requests to the table, while the other one continues.
 */
class JoinWhileReportEndsTest {
  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  private static final JsonMapper JSON = new JsonMapper();

  /** The common pool has too few threads on a small machine. */
  private static final Executor THREADS = Thread::startVirtualThread;

  /** The write that ends a report. */
  private static final Pattern END = Pattern.compile("\"state\":\\{\"S\":\"(ready|deleted)\"");

  private Gate joinerGate;
  private Gate enderGate;
  private ServiceFixture joiner;
  private ServiceFixture ender;
  private ServiceFixture worker;

  private enum End {
    READY,
    DELETED
  }

  /** The way of one process to the table. It stops before one of the requests. */
  private static final class Gate implements AutoCloseable {
    private final TableProxy proxy;
    private final Predicate<TableProxy.Request> first;
    private int requestsUntilStop;
    private boolean isCounting;
    private CompletableFuture<Void> reached = new CompletableFuture<>();
    private CompletableFuture<Void> opened = CompletableFuture.completedFuture(null);

    /**
     * Creates an open gate.
     *
     * @param first the first request at which the process can be stopped
     */
    Gate(Predicate<TableProxy.Request> first) throws IOException {
      this.proxy = TableProxy.startFor(ENVIRONMENT.dynamo());
      this.first = first;
      proxy.setRule(this::await);
    }

    private Optional<TableFault> await(TableProxy.Request request) {
      awaitOpen(request).join();
      return Optional.empty();
    }

    private synchronized CompletableFuture<Void> awaitOpen(TableProxy.Request request) {
      isCounting = isCounting || first.test(request);
      if (isCounting && requestsUntilStop-- == 0) {
        reached.complete(null);
      }
      return reached.isDone() ? opened : CompletableFuture.completedFuture(null);
    }

    /** Closes the gate for a request, which is counted from 0, and for all later ones. */
    synchronized void closeBefore(int request) {
      requestsUntilStop = request;
      isCounting = false;
      reached = new CompletableFuture<>();
      opened = new CompletableFuture<>();
    }

    /** Waits until a process is stopped or has done its work. Returns whether it is stopped. */
    boolean awaitStop(CompletableFuture<Void> work) throws Exception {
      CompletableFuture.anyOf(reached, work).get(30, TimeUnit.SECONDS);
      return reached.isDone();
    }

    synchronized void open() {
      opened.complete(null);
    }

    @Override
    public void close() {
      proxy.close();
    }
  }

  @BeforeEach
  void start() throws IOException {
    joinerGate = new Gate(_ -> true);
    enderGate = new Gate(request -> END.matcher(request.body()).find());
    joiner = ENVIRONMENT.newService(joinerGate.proxy);
    ender = ENVIRONMENT.newService(enderGate.proxy);
    worker = ENVIRONMENT.newService();
  }

  @AfterEach
  void stop() {
    joinerGate.open();
    enderGate.open();
    joiner.close();
    ender.close();
    worker.close();
    joinerGate.close();
    enderGate.close();
  }

  /** What was stopped. */
  private record Stops(boolean isJoinerStopped, boolean isEnderStopped) {}

  @ParameterizedTest
  @EnumSource
  void everybodyIsToldOnceWhereverTheReportEnds(End end) throws Exception {
    int runs = 0;
    boolean isJoinerStopped = true;
    for (int joinerStop = 0; isJoinerStopped; joinerStop++) {
      isJoinerStopped = false;
      Stops stops = new Stops(false, true);
      for (int enderStop = 0; stops.isEnderStopped; enderStop++) {
        String target = "http://rows-2.%s-%d-%d.example.com/".formatted(end, joinerStop, enderStop);
        stops = run(end, target.toLowerCase(Locale.ROOT), joinerStop, enderStop);
        isJoinerStopped |= stops.isJoinerStopped;
        runs++;
      }
    }
    // the joiner has at least five requests, and the end at least four
    assertThat(runs).isGreaterThan(20);
  }

  private Stops run(End end, String target, int joinerStop, int enderStop) throws Exception {
    Report report = ask(worker, target, "claimer-of-" + target.hashCode());
    joinerGate.closeBefore(joinerStop);
    CompletableFuture<Void> join =
        CompletableFuture.runAsync(
            () -> ask(joiner, target, "joiner-of-" + target.hashCode()), THREADS);
    boolean isJoinerStopped = joinerGate.awaitStop(join);
    enderGate.closeBefore(enderStop);
    CompletableFuture<Void> ending = CompletableFuture.runAsync(() -> end(report, end), THREADS);
    boolean isEnderStopped = enderGate.awaitStop(ending);
    joinerGate.open();
    join.get(30, TimeUnit.SECONDS);
    enderGate.open();
    ending.get(30, TimeUnit.SECONDS);
    // a request that comes after a failure or a delete claims a new report
    worker.poll();
    worker.callbacks.worker.processDue(worker.invocationEnd());
    checkNotices(target);
    return new Stops(isJoinerStopped, isEnderStopped);
  }

  private static Report ask(ServiceFixture service, String target, String token) {
    ObjectNode fields = JSON.createObjectNode().put("target", target).put("wait", 0);
    fields.putArray("callbacks").addObject().put("taskToken", token);
    ReportRequest request = (ReportRequest) new RequestReader(true, Set.of()).fromJson(fields);
    return ((AskResult.Answered)
            service.reportService.ask(
                request, service.clock.instant().plusSeconds(60), service.invocationEnd(), _ -> {}))
        .report();
  }

  private void end(Report report, End end) {
    if (end == End.DELETED) {
      ender.reportDeletion.delete(report.id());
    } else {
      ender.dueReportWorker.processAll(List.of(report.id()), ender.invocationEnd());
    }
  }

  /** Checks that both callbacks were told once, and what is true. */
  private void checkNotices(String target) throws IOException {
    for (String caller : List.of("claimer", "joiner")) {
      Callback callback = new Callback.TaskToken(caller + "-of-" + target.hashCode());
      List<FakeRecipients.Delivery> told =
          worker.recipients.deliveries().stream()
              .filter(delivery -> callback.equals(delivery.recipient().callback()))
              .toList();
      assertThat(told).as("what the %s of %s is told", caller, target).hasSize(1);
      JsonNode notice = JSON.readTree(told.getFirst().notice().json());
      Report report =
          worker.reportStore.find(new ReportId(notice.path("id").asText())).orElseThrow();
      assertThat(told.getFirst().notice().isReady())
          .isEqualTo(report.state() instanceof State.Ready);
      assertThat(report.state().isPending()).isFalse();
    }
  }
}
