package org.backlinks.simulation;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.backlinks.simulation.UpstreamLedger.PaidCall;
import org.backlinks.telemetry.SimulatedInvocation;
import org.backlinks.units.Units;
import org.jspecify.annotations.Nullable;

/** Upstream in a simulated world: lists of links, a queue, files of jobs, and a ledger. */
final class SimulatedUpstream {
  static final int ANALYSIS_PER_LIST = 5_000;
  private static final int LARGE_LIST_ROWS = 2_300;

  private final SimulatedWorld world;
  private final RandomGenerator random;
  private final UpstreamLedger ledger = new UpstreamLedger();
  private final Map<String, UpstreamJob> jobs = new HashMap<>();
  private final Map<String, String> files = new HashMap<>();

  /** The time from which upstream no longer knows {@code GetTopBackLinks}. */
  private final Instant retirement;

  /** The analysis units of the plan. */
  private final long planUnits;

  /**
   * A reply.
   *
   * @param charge the charge of the rows in it, or null when it has none
   */
  record Reply(int status, String body, @Nullable PaidCall charge) {
    byte[] bytes() {
      return body.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** A queued question. */
  private static final class UpstreamJob {
    private final String id;
    private final Map<String, String> form;
    private final boolean hasFile;
    private int remainingQueuedAnswers;
    private boolean isCharged;

    UpstreamJob(String id, Map<String, String> form, int queuedAnswers, boolean hasFile) {
      this.id = id;
      this.form = form;
      this.remainingQueuedAnswers = queuedAnswers;
      this.hasFile = hasFile;
    }
  }

  SimulatedUpstream(SimulatedWorld world, RandomGenerator random) {
    this.world = world;
    this.random = random;
    this.retirement =
        random.nextInt(4) == 0
            ? world.loop().now().plus(Duration.ofMinutes(random.nextInt(600)))
            : Instant.MAX;
    this.planUnits =
        random.nextInt(4) == 0 ? (long) ANALYSIS_PER_LIST * random.nextInt(5, 200) : Long.MAX_VALUE;
  }

  UpstreamLedger ledger() {
    return ledger;
  }

  /**
   * Handles a command: takes its price and returns its reply.
   *
   * @param askedAt when the caller sent it
   */
  Reply handle(String encodedForm, SimulatedSandbox caller, Instant askedAt) {
    Map<String, String> form = decode(encodedForm);
    String command = form.getOrDefault("cmd", "");
    if (command.equals("GetTopBackLinks") && !world.loop().now().isBefore(retirement)) {
      return refusal("UnknownCommand");
    }
    return switch (command) {
      case "GetTopBackLinks" ->
          form.containsKey("URL")
              ? topBackLinks(form, caller, askedAt)
              : refusal("InvalidParameter");
      case "GetBackLinkData" ->
          form.containsKey("item") ? rows(form, caller, askedAt) : refusal("InvalidParameter");
      case "GetSubscriptionInfo" -> subscriptionInfo();
      case "GetDownloadsList" -> downloads(form.getOrDefault("DownloadJobID", ""));
      case "DeleteDownloads" -> deleteDownloads(form.getOrDefault("DownloadJobIDs", ""));
      default -> refusal("UnknownCommand");
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
  Reply file(String path) {
    String body = files.get(path);
    return body == null ? new Reply(404, "", null) : new Reply(200, body, null);
  }

  private Reply topBackLinks(Map<String, String> form, SimulatedSandbox caller, Instant askedAt) {
    String identity = identity(form);
    UpstreamJob job = jobs.get(identity);
    if (job == null && random.nextDouble() < world.faults().queued()) {
      job =
          new UpstreamJob(
              Long.toHexString(random.nextLong()),
              form,
              random.nextInt(1, 6),
              random.nextBoolean());
      jobs.put(identity, job);
    }
    if (job == null) {
      return rows(form, caller, askedAt);
    }
    if (job.remainingQueuedAnswers > 0) {
      job.remainingQueuedAnswers--;
      return answer("QueuedForProcessing", "\"DownloadJobID\":\"" + job.id + "\",", "", null);
    }
    if (job.hasFile) {
      completeFile(job, caller, askedAt);
      return answer("JobDoneCheckDownloads", "\"JobID\":\"" + job.id + "\",", null, null);
    }
    jobs.remove(identity);
    return rows(form, caller, askedAt);
  }

  private void completeFile(UpstreamJob job, SimulatedSandbox caller, Instant askedAt) {
    if (!job.isCharged) {
      job.isCharged = true;
      files.put("/" + job.id, rows(job.form, caller, askedAt).body());
    }
  }

  private static String identity(Map<String, String> form) {
    Map<String, String> identity = new TreeMap<>(form);
    List.of("app_api_key", "DebugForceQueue", "NotifyURL").forEach(identity::remove);
    return identity.toString();
  }

  /** Charges a question and answers it with rows. */
  private Reply rows(Map<String, String> form, SimulatedSandbox caller, Instant askedAt) {
    List<String> lists = lists(form);
    long left = planUnits - ledger.analysisUnits();
    if (left < (long) lists.size() * ANALYSIS_PER_LIST) {
      return refusal("InsufficientAnalysisUnits");
    }
    String target = form.getOrDefault("URL", form.getOrDefault("item", ""));
    int max =
        Integer.parseInt(form.getOrDefault("MaxSourceURLs", form.getOrDefault("Count", "100")));
    int rows = Math.min(max, rowCount(target));
    Units units = new Units((long) lists.size() * ANALYSIS_PER_LIST, (long) lists.size() * rows);
    PaidCall charge =
        ledger.charge(SimulatedInvocation.reportId(), target + " " + lists, caller, askedAt, units);
    world.charged(charge);
    StringBuilder tables = new StringBuilder();
    for (String list : lists) {
      tables.append(tables.isEmpty() ? "" : ",").append(table(list, target, rows, charge.number()));
    }
    if (form.getOrDefault("ShowDomainInfo", "0").equals("1")) {
      tables.append(",\"DomainsInfo\":{\"Headers\":{},\"Data\":[]}");
    }
    boolean reports = form.containsKey("URL");
    String globals =
        reports
            ? "\"ChargedAnalysisResUnits\":%d,\"ChargedRetrievalResUnits\":%d,"
                .formatted(units.analysis(), units.retrieval())
            : "";
    return answer("OK", globals, tables.toString(), charge);
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
  static int rowCount(String target) {
    int hash = Math.floorMod(target.hashCode(), 40);
    return hash == 0 ? LARGE_LIST_ROWS : hash % 12;
  }

  private static String table(String list, String target, int rows, int call) {
    StringBuilder data = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      data.append(row == 0 ? "" : ",")
          .append("{\"SourceURL\":\"http://source-%d.example/\"".formatted(row))
          .append(",\"AnchorText\":\"call-%d\",\"TargetURL\":\"%s\"".formatted(call, target))
          .append(",\"SourceTrustFlow\":%d}".formatted(row % 100));
    }
    return "\"%s\":{\"Headers\":{\"BackLinkType\":\"%s\"},\"Data\":[%s]}"
        .formatted(list, list.equals("BackLinks") ? level(target) : list, data);
  }

  /** Returns the level of an item: a URL has a scheme, a root domain has one dot. */
  private static String level(String item) {
    if (item.contains("/")) {
      return "URL";
    }
    return item.indexOf('.') == item.lastIndexOf('.') ? "RootDomain" : "SubDomain";
  }

  private Reply subscriptionInfo() {
    return answer(
        "OK",
        "\"MaxGetTopBackLinksAnalysisResUnitsCost\":%d,\"StandardReportBacklinksShown\":50000,"
            .formatted(ANALYSIS_PER_LIST),
        "\"Subscriptions\":{\"Headers\":{},\"Data\":[]}",
        null);
  }

  private Reply downloads(String jobId) {
    StringBuilder rows = new StringBuilder();
    for (UpstreamJob job : jobs.values()) {
      if (jobId.isEmpty() || jobId.equals(job.id)) {
        boolean isReady = files.containsKey("/" + job.id);
        rows.append(rows.isEmpty() ? "" : ",")
            .append("{\"JobID\":\"%s\",\"Status\":%d".formatted(job.id, isReady ? 4 : 1))
            .append(
                ",\"PublicDownloadLocation\":\"%s\"}"
                    .formatted(isReady ? SimulatedTransport.BASE + "/" + job.id : ""));
      }
    }
    return answer("OK", "", "\"Downloads\":{\"Headers\":{},\"Data\":[" + rows + "]}", null);
  }

  private Reply deleteDownloads(String jobId) {
    jobs.values().removeIf(job -> job.id.equals(jobId));
    return answer("OK", "", "\"DeletionResults\":{\"Headers\":{},\"Data\":[]}", null);
  }

  private static Reply refusal(String code) {
    return new Reply(200, "{\"Code\":\"%s\",\"ErrorMessage\":\"%s\"}".formatted(code, code), null);
  }

  private static Reply answer(
      String code, String globals, @Nullable String tables, @Nullable PaidCall charge) {
    String body =
        "{\"Code\":\"%s\",\"ErrorMessage\":\"\",\"FullError\":\"\",%s\"IndexType\":0%s}"
            .formatted(code, globals, tables == null ? "" : ",\"DataTables\":{" + tables + "}");
    return new Reply(200, body, charge);
  }
}
