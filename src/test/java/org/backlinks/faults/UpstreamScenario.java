package org.backlinks.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Behaviour.Queued;
import org.backlinks.local.majestic.Behaviour.TablesKind;
import org.backlinks.local.majestic.Behaviour.TokenKind;
import org.backlinks.local.majestic.FakeMajestic;

/** The point of a report's life at which Majestic fails. */
enum UpstreamScenario {
  WITHIN_CALL,
  XML,
  BY_WORKER,
  POLL,
  JOB_FILE,
  SECOND_LIST;

  static final int ROW_COUNT = 40;
  static final int ANALYSIS_UNITS_PER_LIST = 5_000;

  /**
   * Returns the settings of the function for this scenario. Its timeout is shorter than a fault.
   */
  Map<String, String> settings() {
    return Map.of("MAJESTIC_TIMEOUT", "PT1.5S", "MAJESTIC_FORMAT", this == XML ? "xml" : "json");
  }

  /** Returns whether the function continues the report without another request. */
  boolean isQueued() {
    return this == POLL || this == JOB_FILE;
  }

  boolean isApplicable(UpstreamFault fault) {
    return switch (this) {
      case JOB_FILE -> fault.canAffectFiles();
      case SECOND_LIST -> !fault.isConnectionRefused();
      default -> true;
    };
  }

  ObjectNode question(String target) {
    ObjectNode question = IsolatedStack.question(target).put("limit", 1);
    if (this == BY_WORKER) {
      question.put("wait", 0);
    }
    if (this == SECOND_LIST) {
      question.put("command", "GetBackLinkData").putArray("scopes").add("url").add("subdomain");
    }
    return question;
  }

  void scriptBehaviours(FakeMajestic majestic, String target, UpstreamFault fault) {
    Behaviour rows = new Behaviour.Rows();
    Behaviour faultyBehaviour = fault.behaviour();
    List<Behaviour> script = new ArrayList<>();
    switch (this) {
      case WITHIN_CALL, XML, BY_WORKER ->
          script.addAll(Collections.nCopies(fault.occurrences(), faultyBehaviour));
      case POLL -> script.add(new Queued(1, faultyBehaviour));
      case JOB_FILE -> {
        script.add(new Queued(1, TokenKind.JOB_ID, TablesKind.EMPTY, new Behaviour.JobDone(4)));
        majestic.scriptNextOf(FakeMajestic.DOWNLOAD, faultyBehaviour);
      }
      case SECOND_LIST -> {
        script.add(rows);
        script.addAll(Collections.nCopies(fault.occurrences(), faultyBehaviour));
      }
    }
    script.add(rows);
    majestic.scriptTarget(hostOf(target), script.toArray(Behaviour[]::new));
  }

  /** Performs the scenario until Majestic fails. Returns the answer to the caller. */
  JsonNode perform(IsolatedStack isolatedStack, String target, UpstreamFault fault)
      throws IOException, InterruptedException {
    ObjectNode question = question(target);
    if (!isQueued() && this != BY_WORKER) {
      return performDuringFault(isolatedStack, fault, () -> isolatedStack.invoker.invoke(question));
    }
    String id = isolatedStack.invoker.ask(question);
    return performDuringFault(isolatedStack, fault, () -> isolatedStack.runWorker(id));
  }

  static String hostOf(String target) {
    return URI.create(target).getHost();
  }

  /** An action during the fault. */
  private interface ReportAction {
    JsonNode perform() throws InterruptedException;
  }

  private static JsonNode performDuringFault(
      IsolatedStack isolatedStack, UpstreamFault fault, ReportAction action)
      throws IOException, InterruptedException {
    if (!fault.isConnectionRefused()) {
      return action.perform();
    }
    isolatedStack.upstreamProxy.refuseConnections();
    try {
      return action.perform();
    } finally {
      isolatedStack.upstreamProxy.acceptConnections();
    }
  }
}
