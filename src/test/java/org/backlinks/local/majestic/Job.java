package org.backlinks.local.majestic;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A queued question: how often it is still put off, and its file once there is one. */
final class Job {
  final String id;
  final Map<String, String> identity;
  final Question question;
  final Behaviour.Queued plan;
  final Instant created;

  int asksLeft;
  int asks;
  int looks;
  @Nullable Answer result;
  byte @Nullable [] file;
  Instant fileMade;

  Job(String id, Question question, Behaviour.Queued plan, Instant created) {
    this.id = id;
    this.identity = question.identity();
    this.question = question;
    this.plan = plan;
    this.created = created;
    this.fileMade = created;
    this.asksLeft = plan.times();
  }

  Behaviour then() {
    return plan.then();
  }

  /** The state that the list of downloads shows on this look. */
  int stateOn(int look) {
    if (!(then() instanceof Behaviour.JobDone done) || result == null) {
      return asks == 0 ? 0 : 1;
    }
    return done.states().isEmpty()
        ? 4
        : done.states().get(Math.min(look, done.states().size() - 1));
  }

  boolean fileReady() {
    int state = stateOn(Math.max(0, looks - 1));
    return result != null && (state == 4 || state == 6 || state == 7);
  }

  boolean expired(Instant now) {
    return then() instanceof Behaviour.JobDone done
        && result != null
        && !now.isBefore(fileMade.plus(done.life()));
  }

  String fileName() {
    return "download_majestic_" + id + ".xml.gz";
  }
}
