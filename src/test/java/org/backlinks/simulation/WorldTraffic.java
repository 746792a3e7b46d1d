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
import java.util.function.Predicate;
import org.backlinks.question.MaxAge;
import org.backlinks.question.ReportRequest;
import org.backlinks.question.RequestReader;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.service.AskResult;
import org.backlinks.service.ServiceAssembly;
import org.backlinks.store.StoredReports;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What callers, upstream and the schedule send to the function of a simulated world. */
final class WorldTraffic {
  private static final Duration API_TIMEOUT = Duration.ofSeconds(330);
  private static final Duration WORKER_TIMEOUT = Duration.ofMinutes(15);
  private static final Duration MAX_ANSWER_TIME = Duration.ofMillis(25_700);
  private static final List<String> COMMANDS =
      List.of("auto", "GetTopBackLinks", "GetBackLinkData");
  private static final int SOME = 8;

  /** Many invocations have at most this much more time than a call needs. */
  private static final int MAX_SHORT_MILLIS = 200;

  /** Makes another seed of a seed. */
  private static final long REPEAT_SEED = 0xCA11BACCL;

  /** A caller repeats a request at most this long after it. */
  static final Duration MAX_TIME_TO_REPEAT = Duration.ofMinutes(20);

  /** Most reports end at most this long after their last rows are stored. */
  private static final int MAX_MILLIS_TO_END = 50;

  private static final JsonMapper JSON = new JsonMapper();

  private final SimulatedWorld world;
  private final SplittableRandom random;
  private final int maxQuestions;
  private final boolean asksTwice;
  private final boolean endsSoon;
  private final boolean hasOneQuestion;
  private final boolean deletesOften;

  /** Chooses which requests with callbacks are repeated later, in some worlds. */
  private final SplittableRandom repeatRandom;

  private final boolean repeatsRequests;
  private final List<String> targets = new ArrayList<>();

  WorldTraffic(SimulatedWorld world, SplittableRandom random, int maxQuestions) {
    this.world = world;
    this.random = random;
    this.maxQuestions = maxQuestions;
    this.asksTwice = world.laterRandom().nextBoolean();
    this.deletesOften = world.laterRandom().nextBoolean();
    this.endsSoon = world.laterRandom().nextInt(4) == 0;
    this.hasOneQuestion = world.laterRandom().nextInt(8) == 0;
    this.repeatRandom = new SplittableRandom(world.seed() + REPEAT_SEED);
    this.repeatsRequests = repeatRandom.nextInt(8) == 0;
    if (repeatRandom.nextInt(8) == 0) {
      world.whenRowsAreStored(report -> world.start(() -> join(report)));
    }
    int count = random.nextInt(1, 60);
    for (int i = 0; i < count; i++) {
      targets.add("http://www.site-%d.example/".formatted(random.nextInt(1_000)));
    }
  }

  /** A caller asks for a report, perhaps at the same time as another one. */
  void ask() {
    SimulatedProcess process = world.process();
    ReportRequest request = chooseRequest();
    if (process != null && world.statistics().questions < maxQuestions) {
      ask(request, process);
      if (repeatsRequests && !request.options().callbacks().isEmpty()) {
        world.start(() -> repeatLater(request));
      }
      if (asksTwice && world.laterRandom().nextInt(4) == 0) {
        ask(chooseSimilarRequest(request), world.process());
      }
    }
  }

  /** A caller who got no answer repeats a request, perhaps after the end of its report. */
  private void repeatLater(ReportRequest request) {
    world.sleep(Duration.ofMillis(repeatRandom.nextLong(MAX_TIME_TO_REPEAT.toMillis())));
    ask(request, world.process());
  }

  /** A caller joins a report that will soon end, and waits for a callback. */
  private void join(Report report) {
    world.sleep(Duration.ofMillis(repeatRandom.nextLong(MAX_MILLIS_TO_END)));
    ReportRequest request = chooseRequest();
    if (!request.options().callbacks().isEmpty()) {
      ask(new ReportRequest(report.question(), request.options()), world.process());
    }
  }

  private void ask(ReportRequest request, @Nullable SimulatedProcess process) {
    if (process != null) {
      world.statistics().questions++;
      process.invoke(
          "ask " + request.question().target(),
          chooseTimeLimit(API_TIMEOUT),
          (service, deadline) -> ask(service, request, process, deadline));
    }
  }

  /** Returns the same request, or one with the same idempotency key. */
  private ReportRequest chooseSimilarRequest(ReportRequest request) {
    return request.options().idempotencyKey() == null || world.laterRandom().nextBoolean()
        ? request
        : new ReportRequest(chooseRequest().question(), request.options());
  }

  /** Callers ask for a few reports. Some of their questions have a ready report. */
  void askSome() {
    List<Report> ready =
        reports(item -> true).stream()
            .filter(report -> report.state() instanceof State.Ready)
            .toList();
    for (int i = 0; i < SOME; i++) {
      ReportRequest request = chooseRequest();
      boolean isNew = ready.isEmpty() || world.laterRandom().nextBoolean();
      Report old = isNew ? null : ready.get(world.laterRandom().nextInt(ready.size()));
      ask(
          old == null ? request : new ReportRequest(old.question(), request.options()),
          world.process());
      world.sleep(Duration.ofSeconds(30));
    }
  }

  /**
   * Callers ask again for each report that is under way, two of them at the same time. Another one
   * deletes the report before it.
   */
  void askForPendingAgain() {
    for (Report pending : reports(item -> item.containsKey("dueAt"))) {
      if (pending.previousId() != null) {
        delete(pending.previousId());
      }
      ReportRequest request = new ReportRequest(pending.question(), chooseRequest().options());
      ask(request, world.process());
      ask(request, world.process());
      world.sleep(Duration.ofSeconds(30));
    }
  }

  private List<Report> reports(Predicate<Map<String, AttributeValue>> condition) {
    return world.table().items().entrySet().stream()
        .filter(item -> StoredReports.isReport(item.getKey()) && condition.test(item.getValue()))
        .sorted(Map.Entry.comparingByKey())
        .map(item -> StoredReports.decode(item.getValue()))
        .toList();
  }

  /** Returns a time limit of the function: the usual one, or one that leaves little time. */
  private Duration chooseTimeLimit(Duration usual) {
    if (random.nextInt(3) > 0) {
      return usual;
    }
    int millis = random.nextInt(90_000, 98_000);
    return Duration.ofMillis(
        endsSoon ? 90_000 + world.laterRandom().nextInt(MAX_SHORT_MILLIS) : millis);
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
    if (hasOneQuestion) {
      // callers ask the same question again and again, and most of them want a new report
      fields.put("target", targets.getFirst());
      fields.put("command", COMMANDS.getLast());
      fields.putIfAbsent("maxAge", "PT0S");
      fields.keySet().removeAll(List.of("scopes", "includeDeleted", "maxBacklinks"));
    }
    if (!(new RequestReader(true, Set.of()).fromJson(JSON.valueToTree(fields))
        instanceof ReportRequest request)) {
      throw new IllegalStateException("not a request: " + fields);
    }
    return request;
  }

  /** The worker looks for due reports. */
  void tick() {
    SimulatedProcess process = world.isWorkerOff() ? null : world.process();
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

  /** Returns whether callers delete many reports, and most often those that are under way. */
  boolean deletesOften() {
    return deletesOften;
  }

  /** A caller deletes a report, perhaps at the same time as another one. */
  void delete() {
    boolean deletesPending = deletesOften && world.laterRandom().nextInt(3) > 0;
    List<Report> reports = reports(item -> !deletesPending || item.containsKey("dueAt"));
    if (!reports.isEmpty()) {
      ReportId id = reports.get(random.nextInt(reports.size())).id();
      delete(id);
      if (deletesOften && world.laterRandom().nextInt(4) == 0) {
        delete(id);
      }
    }
  }

  private void delete(ReportId id) {
    SimulatedProcess process = world.process();
    if (process != null) {
      process.invoke(
          "delete " + id.text(),
          API_TIMEOUT,
          (service, deadline) -> service.reportDeletion.delete(id));
    }
  }

  /** Upstream says that a job is done; this may be wrong or too early. */
  void notifyOne() {
    List<Report> waiting =
        reports(item -> item.containsKey("dueAt")).stream()
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
