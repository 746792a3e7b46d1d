package org.backlinks.days;

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
import org.backlinks.local.majestic.Behaviour.Tables;
import org.backlinks.local.majestic.Behaviour.Token;
import org.backlinks.local.majestic.Majestic;

/** Where in a report's life upstream fails. */
enum UpstreamWay {
  IN_THE_CALL,
  XML,
  BY_THE_WORKER,
  POLL,
  FILE,
  SECOND_LIST;

  static final int ROWS = 40;
  static final int PRICE = 5_000;

  /** What the function must be told for it; its patience is shorter than what upstream does. */
  Map<String, String> settings() {
    return Map.of("MAJESTIC_TIMEOUT", "PT2S", "MAJESTIC_FORMAT", this == XML ? "xml" : "json");
  }

  /** Whether the report under way is asked for again by itself. */
  boolean isQueued() {
    return this == POLL || this == FILE;
  }

  boolean knows(UpstreamFault fault) {
    return switch (this) {
      case FILE -> fault.ofBody();
      case SECOND_LIST -> !fault.isNoConnection();
      default -> true;
    };
  }

  ObjectNode question(String target) {
    ObjectNode question = Lane.question(target).put("limit", 1);
    if (this == BY_THE_WORKER) {
      question.put("wait", 0);
    }
    if (this == SECOND_LIST) {
      question.put("command", "GetBackLinkData").putArray("scopes").add("url").add("subdomain");
    }
    return question;
  }

  void teach(Majestic majestic, String target, UpstreamFault fault) {
    Behaviour rows = new Behaviour.Rows();
    Behaviour bad = fault.behaviour();
    List<Behaviour> script = new ArrayList<>();
    switch (this) {
      case IN_THE_CALL, XML, BY_THE_WORKER ->
          script.addAll(Collections.nCopies(fault.calls(), bad));
      case POLL -> script.add(new Queued(1, bad));
      case FILE -> {
        script.add(new Queued(1, Token.JOB_ID, Tables.EMPTY, new Behaviour.JobDone(4)));
        majestic.nextOf(Majestic.DOWNLOAD, bad);
      }
      case SECOND_LIST -> {
        script.add(rows);
        script.addAll(Collections.nCopies(fault.calls(), bad));
      }
    }
    script.add(rows);
    majestic.on(host(target), script.toArray(Behaviour[]::new));
  }

  /** Brings the report to where upstream fails, and says what is to be seen of it then. */
  JsonNode act(Lane lane, String target, UpstreamFault fault)
      throws IOException, InterruptedException {
    ObjectNode question = question(target);
    if (!isQueued() && this != BY_THE_WORKER) {
      return failing(lane, fault, () -> lane.caller.invoke(question));
    }
    String id = Lane.id(lane.caller.invoke(question));
    return failing(lane, fault, () -> lane.worked(id));
  }

  static String host(String target) {
    return URI.create(target).getHost();
  }

  /** What is done while upstream fails. */
  private interface Deed {
    JsonNode done() throws InterruptedException;
  }

  private static JsonNode failing(Lane lane, UpstreamFault fault, Deed deed)
      throws IOException, InterruptedException {
    if (!fault.isNoConnection()) {
      return deed.done();
    }
    lane.upstream.refuse();
    try {
      return deed.done();
    } finally {
      lane.upstream.accept();
    }
  }
}
