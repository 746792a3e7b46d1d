package org.backlinks.local.majestic;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A queued question: the number of its remaining queued answers, and its file when it is ready. */
final class FakeJob {
  final String id;
  final Map<String, String> identity;
  final FakeQuestion question;
  final Behaviour.Queued plan;
  final Instant createdAt;

  int remainingQueuedAnswers;
  int requestCount;
  int listReads;
  @Nullable FakeAnswer result;
  byte @Nullable [] file;
  Instant fileCreatedAt;

  FakeJob(String id, FakeQuestion question, Behaviour.Queued plan, Instant createdAt) {
    this.id = id;
    this.identity = question.identity();
    this.question = question;
    this.plan = plan;
    this.createdAt = createdAt;
    this.fileCreatedAt = createdAt;
    this.remainingQueuedAnswers = plan.queuedAnswers();
  }

  Behaviour finalBehaviour() {
    return plan.next();
  }

  /** Returns the state that the list of downloads shows at this read. */
  int stateAt(int readNumber) {
    if (!(finalBehaviour() instanceof Behaviour.JobDone done) || result == null) {
      return requestCount == 0 ? 0 : 1;
    }
    return done.states().isEmpty()
        ? 4
        : done.states().get(Math.min(readNumber, done.states().size() - 1));
  }

  boolean isFileReady() {
    int state = stateAt(Math.max(0, listReads - 1));
    return result != null && (state == 4 || state == 6 || state == 7);
  }

  boolean isExpired(Instant now) {
    return finalBehaviour() instanceof Behaviour.JobDone done
        && result != null
        && !now.isBefore(fileCreatedAt.plus(done.fileLifetime()));
  }

  String fileName() {
    return "download_majestic_" + id + ".xml.gz";
  }
}
