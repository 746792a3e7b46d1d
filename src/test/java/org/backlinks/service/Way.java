package org.backlinks.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Behaviour.Queued;
import org.backlinks.local.majestic.Behaviour.Tables;
import org.backlinks.local.majestic.Behaviour.Token;
import org.backlinks.local.majestic.Majestic;

/** How a report comes to its rows. */
enum Way {
  IN_THE_CALL("http://rows-2600.call.example.com/", 2_600, 20),
  BY_THE_WORKER("http://rows-5100.worker.example.com/", 5_100, 0),
  QUEUED_THEN_ROWS("http://rows-2600.forced.example.com/", 2_600, 0),
  QUEUED_THEN_FILE("http://rows-5100.file.example.com/", 5_100, 0),
  LIST_BY_LIST("http://www.rows-30-lists.com/", 90, 0);

  /** Not made yet, then there. */
  private static final Behaviour FILE = new Behaviour.JobDone(2, 4);

  /** Taken off a number that is to be a number of rows. */
  static final int FEWER = 90_000;

  private final String target;
  private final int rows;
  private final int wait;

  Way(String target, int rows, int wait) {
    this.target = target;
    this.rows = rows;
    this.wait = wait;
  }

  static void teach(Majestic majestic) {
    majestic.on(QUEUED_THEN_FILE.target, new Queued(1, Token.JOB_ID, Tables.EMPTY, FILE));
  }

  /**
   * The same rows for each number, yet another question: so many links of one domain nobody has.
   */
  ObjectNode question(int number) {
    if (this == LIST_BY_LIST) {
      return listByList(number);
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

  /** More rows of a list than there are nobody has either. */
  private ObjectNode listByList(int number) {
    ObjectNode question =
        JsonNodeFactory.instance
            .objectNode()
            .put("target", target)
            .put("command", "GetBackLinkData")
            .put("maxBacklinks", number - FEWER)
            .put("wait", wait)
            .put("limit", 1);
    question.putArray("scopes").add("url").add("subdomain").add("rootDomain");
    return question;
  }

  /** Paid calls when nothing goes wrong. */
  int calls() {
    return this == LIST_BY_LIST ? 3 : 1;
  }

  int rows() {
    return rows;
  }
}
