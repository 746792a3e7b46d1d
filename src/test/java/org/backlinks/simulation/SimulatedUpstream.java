package org.backlinks.simulation;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.backlinks.local.majestic.FakeTable;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.simulation.UpstreamLedger.PaidCall;
import org.backlinks.store.StoredReports;
import org.backlinks.telemetry.SimulatedInvocation;
import org.backlinks.units.Units;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Upstream in a simulated world: lists of links, a queue, files of jobs, and a ledger. */
final class SimulatedUpstream {
  private static final int ANALYSIS_PER_LIST = 5_000;
  private static final int MAX_EMPTY_ANSWERS = 3;
  private static final int LARGE_LIST_ROWS = 2_300;
  private static final List<String> LINK_COLUMNS =
      List.of("SourceURL", "AnchorText", "TargetURL", "SourceTrustFlow");

  private final SimulatedWorld world;
  private final RandomGenerator random;
  private final UpstreamLedger ledger = new UpstreamLedger();
  private final UpstreamJobs jobs;

  /** The time from which upstream no longer knows {@code GetTopBackLinks}. */
  private final Instant retirement;

  /** The time between two builds of the index. */
  private final Duration buildInterval;

  /** Whether the description of the plan names the index. */
  private final boolean namesIndex;

  /** The analysis units of the plan. */
  private final long planUnits;

  /** Who sent a command, and when. */
  private record Caller(SimulatedSandbox sandbox, Instant askedAt) {}

  SimulatedUpstream(SimulatedWorld world, RandomGenerator random) {
    this.world = world;
    this.random = random;
    this.jobs = new UpstreamJobs(random);
    this.retirement = chooseRetirement();
    this.buildInterval = Duration.ofMinutes(random.nextInt(5, 2_000));
    this.namesIndex = random.nextInt(5) > 0;
    this.planUnits =
        random.nextInt(4) == 0 ? (long) ANALYSIS_PER_LIST * random.nextInt(5, 200) : Long.MAX_VALUE;
  }

  private Instant chooseRetirement() {
    Instant start = world.loop().now();
    Instant retired =
        random.nextInt(4) == 0 ? start.plus(Duration.ofMinutes(random.nextInt(600))) : Instant.MAX;
    return world.laterRandom().nextInt(8) == 0
        ? start.plusSeconds(1L << world.laterRandom().nextInt(4, 13))
        : retired;
  }

  UpstreamLedger ledger() {
    return ledger;
  }

  /**
   * Handles a command: takes its price and returns its reply.
   *
   * @param askedAt when the caller sent it
   */
  UpstreamReply handle(String encodedForm, SimulatedSandbox sandbox, Instant askedAt) {
    Map<String, String> form = decode(encodedForm);
    Caller caller = new Caller(sandbox, askedAt);
    String command = form.getOrDefault("cmd", "");
    if (command.equals("GetTopBackLinks") && !world.loop().now().isBefore(retirement)) {
      return UpstreamReply.refusal("UnknownCommand");
    }
    return switch (command) {
      case "GetTopBackLinks" ->
          form.containsKey("URL")
              ? topBackLinks(form, caller)
              : UpstreamReply.refusal("InvalidParameter");
      case "GetBackLinkData" ->
          form.containsKey("item") ? rows(form, caller) : UpstreamReply.refusal("InvalidParameter");
      case "GetSubscriptionInfo" -> subscriptionInfo();
      case "GetIndexItemInfo" -> indexItemInfo(form, askedAt);
      case "GetDownloadsList" -> jobs.list(form.getOrDefault("DownloadJobID", ""));
      case "DeleteDownloads" -> cancelJob(form.getOrDefault("DownloadJobIDs", ""));
      default -> UpstreamReply.refusal("UnknownCommand");
    };
  }

  private static Map<String, String> decode(String encodedForm) {
    Map<String, String> form = new HashMap<>();
    for (String field : encodedForm.split("&", -1)) {
      int equals = field.indexOf('=');
      form.put(
          URLDecoder.decode(field.substring(0, equals), StandardCharsets.UTF_8),
          URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return form;
  }

  /** Returns the file of a job. */
  UpstreamReply file(String path) {
    return jobs.file(path);
  }

  private UpstreamReply topBackLinks(Map<String, String> form, Caller caller) {
    if (!jobs.isQueued(form) && random.nextDouble() < world.faults().queued()) {
      jobs.enqueue(form);
    }
    if (!jobs.isQueued(form)) {
      return rows(form, caller);
    }
    boolean wasDone = jobs.isDone(form);
    UpstreamReply reply = jobs.answer(form, () -> rows(form, caller));
    if (wasDone || (reply.isOkWithoutLists() && !isPolledAgain(SimulatedInvocation.reportId()))) {
      // the report can't know what this cost, or whether another report's call was charged for it
      ledger.answerLost(SimulatedInvocation.reportId());
    }
    return reply;
  }

  /** Returns whether a report must poll its job again after an answer without lists. */
  private boolean isPolledAgain(@Nullable String reportId) {
    Report report = report(reportId);
    return report != null
        && report.state() instanceof State.Queued queued
        && queued.emptyAnswers() + 1 < MAX_EMPTY_ANSWERS;
  }

  /** Returns whether a report waits for a job: what it sends is a poll, not a paid call. */
  private boolean isPoll(@Nullable String reportId) {
    Report report = report(reportId);
    return report != null && report.state() instanceof State.Waiting;
  }

  /** Deleted links are asked for if, and only if, the question of the report includes them. */
  private void checkMode(Map<String, String> form, @Nullable String reportId) {
    Report report = report(reportId);
    boolean hasDeletedLinks = form.getOrDefault("Mode", "1").equals("0");
    world
        .invariants()
        .check(
            report == null || report.question().includeDeleted() == hasDeletedLinks,
            "upstream is asked for %s for %s",
            form,
            report);
  }

  private @Nullable Report report(@Nullable String id) {
    Map<String, AttributeValue> item =
        id == null ? Map.of() : world.table().get(StoredReports.key(id));
    return item.isEmpty() ? null : StoredReports.decode(item);
  }

  private UpstreamReply cancelJob(String jobId) {
    world.invariants().checkCancel(world.loop().current().sandbox(), jobId);
    return jobs.cancel(jobId);
  }

  /** Charges items and answers with the number of their links. */
  private UpstreamReply indexItemInfo(Map<String, String> form, Instant askedAt) {
    int count = Integer.parseInt(form.getOrDefault("items", "0"));
    if (random.nextInt(10) == 0) {
      return UpstreamReply.refusal("InsufficientIndexItemInfoUnits");
    }
    ledger.chargeIndexItems(count, askedAt);
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String item = form.getOrDefault("item" + i, "");
      rows.add(new Object[] {i, item, "Found", rowCount(item)});
    }
    return UpstreamReply.of(
        "OK",
        indexGlobals(),
        List.of(
            FakeTable.of(
                "Results", Map.of(), List.of("ItemNum", "Item", "Status", "ExtBackLinks"), rows)));
  }

  /** Charges a question and answers it with rows. */
  private UpstreamReply rows(Map<String, String> form, Caller caller) {
    List<String> lists = lists(form);
    long left = planUnits - ledger.analysisUnits();
    if (left < (long) lists.size() * ANALYSIS_PER_LIST) {
      return UpstreamReply.refusal("InsufficientAnalysisUnits");
    }
    String target = form.getOrDefault("URL", form.getOrDefault("item", ""));
    int max =
        Integer.parseInt(form.getOrDefault("MaxSourceURLs", form.getOrDefault("Count", "100")));
    int rowCount = Math.min(max, rowCount(target));
    Units units =
        new Units((long) lists.size() * ANALYSIS_PER_LIST, (long) lists.size() * rowCount);
    String reportId = SimulatedInvocation.reportId();
    checkMode(form, reportId);
    PaidCall charge =
        ledger.charge(
            reportId,
            target + " " + lists,
            isPoll(reportId),
            caller.sandbox(),
            caller.askedAt(),
            units);
    world.charged(charge);
    List<FakeTable> tables = new ArrayList<>();
    lists.forEach(list -> tables.add(links(list, target, rowCount, charge.number())));
    if (form.getOrDefault("ShowDomainInfo", "0").equals("1")) {
      tables.add(FakeTable.of("DomainsInfo", Map.of(), List.of("Domain"), List.of()));
    }
    Map<String, Object> globals = new HashMap<>(indexGlobals());
    if (form.containsKey("URL")) {
      globals.put("ChargedAnalysisResUnits", units.analysis());
      globals.put("ChargedRetrievalResUnits", units.retrieval());
    }
    return UpstreamReply.of("OK", globals, tables).withCharge(charge);
  }

  /** Returns what upstream says about its index, which it rebuilds from time to time. */
  private Map<String, Object> indexGlobals() {
    return Map.of("UniqueIndexID", indexId(build(world.loop().now())));
  }

  private static String indexId(long build) {
    return "%d-HISTORICAL".formatted(20_300_301_000_000L + build);
  }

  private long build(Instant time) {
    Instant start = world.loop().now().minusNanos(world.loop().elapsed());
    return Math.max(0, Duration.between(start, time).dividedBy(buildInterval));
  }

  /** Returns the ids that the index has had since an instant. */
  Set<String> indexIdsSince(Instant start) {
    return LongStream.rangeClosed(build(start), build(world.loop().now()))
        .mapToObj(SimulatedUpstream::indexId)
        .collect(Collectors.toSet());
  }

  /** Returns the lists for which a call is charged. */
  private static List<String> lists(Map<String, String> form) {
    if (form.containsKey("item")) {
      return List.of("BackLinks");
    }
    List<String> lists = new ArrayList<>();
    if (!form.getOrDefault("GetUrlData", "1").equals("0")) {
      lists.add("URL");
    }
    if (form.getOrDefault("GetSubDomainData", "0").equals("1")) {
      lists.add("SubDomain");
    }
    if (form.getOrDefault("GetRootDomainData", "0").equals("1")) {
      lists.add("RootDomain");
    }
    return lists;
  }

  /** Returns how many links a target has. Most have few, some need several chunks. */
  private static int rowCount(String target) {
    int hash = Math.floorMod(target.hashCode(), 40);
    return hash == 0 ? LARGE_LIST_ROWS : hash % 12;
  }

  private static FakeTable links(String list, String target, int rowCount, int call) {
    String type = list.equals("BackLinks") ? level(target) : list;
    return FakeTable.of(
        list,
        new LinkedHashMap<>(Map.of("BackLinkType", type)),
        LINK_COLUMNS,
        rowCount,
        row ->
            new Object[] {"http://source-" + row + ".example/", "call-" + call, target, row % 100});
  }

  /** Returns the level of an item: a URL has a scheme, a root domain has one dot. */
  private static String level(String item) {
    if (item.contains("/")) {
      return "URL";
    }
    return item.indexOf('.') == item.lastIndexOf('.') ? "RootDomain" : "SubDomain";
  }

  private UpstreamReply subscriptionInfo() {
    Map<String, Object> globals = new HashMap<>(namesIndex ? indexGlobals() : Map.of());
    globals.put("MaxGetTopBackLinksAnalysisResUnitsCost", ANALYSIS_PER_LIST);
    globals.put("StandardReportBacklinksShown", 50_000);
    return UpstreamReply.of(
        "OK",
        globals,
        List.of(FakeTable.of("Subscriptions", Map.of(), List.of("Name"), List.of())));
  }
}
