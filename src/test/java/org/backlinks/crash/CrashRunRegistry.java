package org.backlinks.crash;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backlinks.crash.CrashPoint.Step;
import org.jspecify.annotations.Nullable;

/** Recognizes the run to which a request belongs, and the step. */
final class CrashRunRegistry {
  private static final Pattern ITEM =
      Pattern.compile("\"(report|chunk|part|manifest|callback)#([0-9a-f]{32})");
  private static final Pattern STATE = Pattern.compile("\"state\":\\{\"S\":\"(\\w+)\"");
  private static final Pattern MAX_PER_DOMAIN =
      Pattern.compile("MaxSourceURLsPerRefDomain(?:=|\":\\{\"S\":\")(\\d+)");
  private static final Pattern ROW_COUNT = Pattern.compile("Count(?:=|\":\\{\"S\":\")(\\d+)");
  private static final Pattern DUE_AT = Pattern.compile("\"dueAt\":\\{\"N\":\"(\\d+)\"");
  private static final Pattern SETTLED_AT = Pattern.compile("\"settledAt\":\\{\"N\":\"(\\d+)\"");
  private static final Pattern NUMBER_IN_TOKEN =
      Pattern.compile("(?:token-of-run-|durableCallbackOfRun)(\\d+)");
  private static final Pattern ID_IN_MESSAGE =
      Pattern.compile("\\\\\"id\\\\\":\\\\\"([0-9a-f]{32})");
  private static final Pattern JOB_ID = Pattern.compile("[0-9A-F]{32}");

  private final Map<Integer, CrashRun> byNumber = new ConcurrentHashMap<>();
  private final Map<String, CrashRun> byReport = new ConcurrentHashMap<>();
  private final Map<String, CrashRun> byJob = new ConcurrentHashMap<>();

  /** A step that leaves the process of a run. */
  record RunStep(CrashRun run, Step step) {}

  void add(CrashRun run) {
    byNumber.put(run.number, run);
  }

  /** Classifies a request to the table. Reads and renewals of leases are not steps. */
  Optional<RunStep> classifyTableRequest(String operation, String body) {
    return switch (operation) {
      case "TransactWriteItems" -> {
        boolean claimed = firstMatch(STATE, body, 1).equals("claimed");
        // only a write that takes a report over has a condition on its lease
        String kind = body.contains("#lease") ? Step.TAKE_OVER : claimed ? Step.CLAIM : Step.FLIP;
        yield toRunStep(findByReport(body), kind);
      }
      case "PutItem" ->
          isHeartbeat(body) ? Optional.empty() : toRunStep(findByReport(body), putKind(body));
      default -> Optional.empty();
    };
  }

  private static String putKind(String body) {
    return switch (firstMatch(ITEM, body, 1)) {
      case "chunk" -> Step.CHUNK;
      case "part" -> Step.PART;
      case "manifest" -> Step.MANIFEST;
      case "callback" -> callbackKind(body);
      default -> body.contains("#lease") ? Step.TAKE_OVER : Step.RELEASE;
    };
  }

  /** Returns whether a callback of a pending report is written. Its time depends on the clock. */
  private static boolean isHeartbeat(String body) {
    return firstMatch(ITEM, body, 1).equals("callback")
        && DUE_AT.matcher(body).find()
        && !SETTLED_AT.matcher(body).find();
  }

  private static String callbackKind(String body) {
    String dueAt = firstMatch(DUE_AT, body, 1);
    if (dueAt.isEmpty()) {
      return Step.CLOSE;
    }
    return dueAt.equals(firstMatch(SETTLED_AT, body, 1)) ? Step.SETTLE : Step.HOLD;
  }

  /** Classifies a notice to a recipient. */
  Optional<RunStep> classifyNotice(String request) {
    String number = firstMatch(NUMBER_IN_TOKEN, request, 1);
    CrashRun run =
        number.isEmpty()
            ? byReport.get(firstMatch(ID_IN_MESSAGE, request, 1))
            : byNumber.get(Integer.valueOf(number));
    return toRunStep(run, Step.DELIVER);
  }

  private @Nullable CrashRun findByReport(String body) {
    String id = firstMatch(ITEM, body, 2);
    CrashRun run = findByNumber(body);
    if (run != null) {
      byReport.put(id, run);
      JOB_ID.matcher(body).results().forEach(job -> byJob.put(job.group(), run));
    }
    return byReport.get(id);
  }

  /** Classifies a call upstream. */
  Optional<RunStep> classifyUpstreamCall(String path, String body) {
    if (path.startsWith("/downloads/")) {
      return toRunStep(byJob.get(firstMatch(JOB_ID, path, 0)), Step.FILE);
    }
    if (body.contains("cmd=GetDownloadsList")) {
      return toRunStep(byJob.get(firstMatch(JOB_ID, body, 0)), Step.LIST);
    }
    return toRunStep(findByNumber(body), Step.ASK);
  }

  private @Nullable CrashRun findByNumber(String body) {
    String number = firstMatch(MAX_PER_DOMAIN, body, 1);
    String count = firstMatch(ROW_COUNT, body, 1);
    return number.isEmpty()
        ? count.isEmpty()
            ? null
            : byNumber.get(CrashScenario.ROW_COUNT_OFFSET + Integer.parseInt(count))
        : byNumber.get(Integer.valueOf(number));
  }

  private static Optional<RunStep> toRunStep(@Nullable CrashRun run, String kind) {
    Function<CrashRun, RunStep> toStep =
        foundRun -> new RunStep(foundRun, foundRun.recordStep(kind));
    return Optional.ofNullable(run).map(toStep);
  }

  private static String firstMatch(Pattern pattern, String text, int group) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(group) : "";
  }
}
