package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.backlinks.majestic.Job;
import org.backlinks.majestic.MajesticCall;
import org.backlinks.question.Command;
import org.backlinks.question.Question;
import org.backlinks.report.Report;
import org.backlinks.store.ReportStore;
import org.jboss.logging.Logger;

/** Cancels the jobs of deleted reports upstream. */
@Singleton
final class UpstreamJobCanceller {
  private static final Logger LOG = Logger.getLogger(UpstreamJobCanceller.class);

  /** The maximum time for which the owner who deletes a report waits for upstream. */
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final ReportStore reportStore;
  private final TimeLimitedClient client;

  UpstreamJobCanceller(ReportStore reportStore, TimeLimitedClient client) {
    this.reportStore = reportStore;
    this.client = client;
  }

  /** Cancels the job of a report if upstream gave the job an id and no other report may need it. */
  void cancel(Report deleted) {
    String job = new Job(deleted.state().tokens()).downloadId();
    if (job != null && !mayOthersNeedJob(deleted)) {
      client.ask(MajesticCall.deleteDownloads(job), TIMEOUT, Logger.Level.WARN);
    }
  }

  /**
   * Returns whether the same question was asked again, or whether one that differs only in its
   * command waits. Upstream may use one job for both of them.
   */
  private boolean mayOthersNeedJob(Report deleted) {
    try {
      return isSimilarQuestionUnderway(deleted.question());
    } catch (RuntimeException e) {
      LOG.warnf(e, "report %s: its job is not cancelled upstream", deleted.id().text());
      return true;
    }
  }

  private boolean isSimilarQuestionUnderway(Question question) {
    List<Command> commands =
        question.command() == Command.AUTO
            ? List.of(Command.values())
            : List.of(Command.AUTO, question.command());
    return commands.stream()
        .anyMatch(command -> reportStore.isUnderway(question.withCommand(command).fingerprint()));
  }
}
