package org.backlinks.crash;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Behaviour.Queued;
import org.backlinks.local.majestic.Behaviour.TablesKind;
import org.backlinks.local.majestic.Behaviour.TokenKind;
import org.backlinks.local.majestic.FakeMajestic;

/** A way in which a report becomes ready. */
enum CrashScenario {
  WITHIN_CALL("http://rows-2600.call.example.com/", 2_600, 20),
  BY_THE_WORKER("http://rows-2600.worker.example.com/", 2_600, 0),
  QUEUED_THEN_ROWS("http://rows-2600.forced.example.com/", 2_600, 0),
  QUEUED_THEN_FILE("http://rows-2600.file.example.com/", 2_600, 0),
  CALL_PER_LIST("http://www.rows-30-lists.com/", 90, 0),
  /** A task, a durable function and a queue are told of the end. */
  NOTIFIED("http://rows-40.notified.example.com/", 40, 0);

  /** The file of the job does not exist at first, and then it does. */
  private static final Behaviour JOB_WITH_FILE = new Behaviour.JobDone(2, 4);

  /** Number to subtract from the number of a run to get a number of rows. */
  static final int ROW_COUNT_OFFSET = 90_000;

  private final String target;
  private final int rows;
  private final int wait;

  CrashScenario(String target, int rows, int wait) {
    this.target = target;
    this.rows = rows;
    this.wait = wait;
  }

  static void configure(FakeMajestic majestic) {
    majestic.scriptTarget(
        QUEUED_THEN_FILE.target, new Queued(1, TokenKind.JOB_ID, TablesKind.EMPTY, JOB_WITH_FILE));
  }

  /**
   * Returns a question. Questions with different numbers have the same rows because no domain has
   * more links than the limit.
   */
  ObjectNode question(int number) {
    if (this == CALL_PER_LIST) {
      return callPerListQuestion(number);
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("target", target)
        .put("maxBacklinks", rows)
        .put("maxPerDomain", number)
        .put("wait", wait)
        .put("limit", 1)
        .put("forceQueue", this == QUEUED_THEN_ROWS);
  }

  /** Returns a question that uses the number as a maximum number of rows. No list reaches it. */
  private ObjectNode callPerListQuestion(int number) {
    ObjectNode question =
        JsonNodeFactory.instance
            .objectNode()
            .put("target", target)
            .put("command", "GetBackLinkData")
            .put("maxBacklinks", number - ROW_COUNT_OFFSET)
            .put("wait", wait)
            .put("limit", 1);
    question.putArray("scopes").add("url").add("subdomain").add("rootDomain");
    return question;
  }

  /** Returns the number of paid calls without an interruption. */
  int expectedPaidCalls() {
    return this == CALL_PER_LIST ? 3 : 1;
  }

  int rows() {
    return rows;
  }
}
