package org.backlinks.simulation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.backlinks.question.MaxAge;
import org.backlinks.question.ReportRequest;
import org.backlinks.question.RequestReader;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.service.AskResult;
import org.backlinks.service.ServiceAssembly;
import org.backlinks.store.StoredReports;

/** What callers, upstream and the schedule send to the function of a simulated world. */
final class WorldTraffic {
  private static final Duration API_TIMEOUT = Duration.ofSeconds(330);
  private static final Duration WORKER_TIMEOUT = Duration.ofMinutes(15);
  private static final Duration MAX_ANSWER_TIME = Duration.ofMillis(25_700);
  private static final List<String> COMMANDS =
      List.of("auto", "GetTopBackLinks", "GetBackLinkData");
  private static final JsonMapper JSON = new JsonMapper();

  private final SimulatedWorld world;
  private final SplittableRandom random;
  private final int maxQuestions;
  private final List<String> targets = new ArrayList<>();

  WorldTraffic(SimulatedWorld world, SplittableRandom random, int maxQuestions) {
    this.world = world;
    this.random = random;
    this.maxQuestions = maxQuestions;
    int count = random.nextInt(1, 60);
    for (int i = 0; i < count; i++) {
      targets.add("http://www.site-%d.example/".formatted(random.nextInt(1_000)));
    }
  }

  /** A caller asks for a report. */
  void ask() {
    SimulatedProcess process = world.process();
    ReportRequest request = chooseRequest();
    if (process != null && world.statistics().questions < maxQuestions) {
      world.statistics().questions++;
      process.invoke(
          "ask " + request.question().target(),
          chooseTimeLimit(API_TIMEOUT),
          (service, deadline) -> ask(service, request, process, deadline));
    }
  }

  /** Returns a time limit of the function: the usual one, or one that leaves little time. */
  private Duration chooseTimeLimit(Duration usual) {
    return random.nextInt(3) == 0 ? Duration.ofMillis(random.nextInt(90_000, 98_000)) : usual;
  }

  private void ask(
      ServiceAssembly service, ReportRequest request, SimulatedProcess process, Instant deadline) {
    SimulatedWorld.REQUEST.set(request);
    Instant askedAt = world.loop().now();
    Instant answerBy = process.now().plus(MAX_ANSWER_TIME);
    AskResult result = service.reportService.ask(request, answerBy, deadline, known -> {});
    switch (result) {
      case AskResult.Answered answered ->
          world.invariants().checkAnswer(answered, request, askedAt);
      case AskResult.Refused(Problem problem) ->
          service.callbacks.registry.refuse(problem, request.options());
    }
  }

  /** A caller asks for the price of a report by upstream's counts. */
  void estimate() {
    SimulatedProcess process = world.process();
    ReportRequest chosen = chooseRequest();
    ReportRequest request = new ReportRequest(chosen.question(), chosen.options(), true);
    if (process != null) {
      process.invoke(
          "estimate " + request.question().target(),
          API_TIMEOUT,
          (service, deadline) ->
              service.costEstimator.estimate(
                  request, deadline.minus(API_TIMEOUT).plus(MAX_ANSWER_TIME)));
    }
  }

  private ReportRequest chooseRequest() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("target", targets.get(random.nextInt(targets.size())));
    fields.put("wait", random.nextBoolean() ? 0 : 25);
    String command = COMMANDS.get(random.nextInt(COMMANDS.size()));
    fields.put("command", command);
    if (!command.equals("GetTopBackLinks") && random.nextInt(4) == 0) {
      fields.put("includeDeleted", true);
    }
    if (random.nextInt(3) == 0) {
      fields.put("scopes", List.of("url", "rootDomain"));
    }
    if (random.nextInt(4) == 0) {
      fields.put("maxAge", MaxAge.SAME_INDEX);
    } else if (random.nextBoolean()) {
      fields.put("maxAge", "PT%dS".formatted(random.nextInt(2) * random.nextInt(3_600)));
    }
    if (random.nextInt(5) == 0) {
      fields.put("maxBacklinks", random.nextInt(1, 6_000));
    }
    if (random.nextInt(5) == 0) {
      fields.put("idempotencyKey", "key-" + random.nextInt(20));
    }
    if (random.nextInt(3) == 0) {
      fields.put("callbacks", List.of(Map.of("taskToken", "token-" + random.nextInt(100_000))));
    }
    if (!(new RequestReader(true, Set.of()).fromJson(JSON.valueToTree(fields))
        instanceof ReportRequest request)) {
      throw new IllegalStateException("not a request: " + fields);
    }
    return request;
  }

  /** The worker looks for due reports. */
  void tick() {
    SimulatedProcess process = world.process();
    if (process != null) {
      process.invoke(
          "tick",
          chooseTimeLimit(WORKER_TIMEOUT),
          (service, deadline) -> {
            service.callbacks.worker.processDue(deadline);
            service.dueReportWorker.processDue(deadline);
            service.callbacks.worker.processDue(deadline);
          });
    }
  }

  /** A caller deletes a report. */
  void delete() {
    List<String> reports =
        world.table().items().keySet().stream().filter(StoredReports::isReport).sorted().toList();
    SimulatedProcess process = reports.isEmpty() ? null : world.process();
    if (process != null) {
      ReportId id = StoredReports.id(reports.get(random.nextInt(reports.size())));
      process.invoke(
          "delete " + id.text(),
          API_TIMEOUT,
          (service, deadline) -> service.reportDeletion.delete(id));
    }
  }

  /** Upstream says that a job is done; this may be wrong or too early. */
  void notifyOne() {
    List<Report> waiting =
        world.table().items().entrySet().stream()
            .filter(item -> StoredReports.isReport(item.getKey()))
            .filter(item -> item.getValue().containsKey("dueAt"))
            .sorted(Map.Entry.comparingByKey())
            .map(item -> StoredReports.decode(item.getValue()))
            .filter(report -> report.parameters().containsKey("NotifyURL"))
            .toList();
    SimulatedProcess process = waiting.isEmpty() ? null : world.process();
    if (process != null) {
      Report report = waiting.get(random.nextInt(waiting.size()));
      String url = report.parameters().getOrDefault("NotifyURL", "");
      process.invoke(
          "notify " + report.id().text(),
          API_TIMEOUT,
          (service, deadline) ->
              service.jobNotification.handleJobDone(
                  report.id(), url.substring(url.lastIndexOf('/') + 1)));
    }
  }
}
