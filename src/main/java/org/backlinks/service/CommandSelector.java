package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.Answer.RefusalReason;
import org.backlinks.majestic.LinkCommand;
import org.backlinks.majestic.MajesticCall;
import org.backlinks.question.Command;
import org.backlinks.question.Question;
import org.backlinks.question.ReportRequest;
import org.backlinks.report.Billing;
import org.backlinks.report.Progress;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;

/**
 * Selects the upstream command for a report. {@code auto} is the first command in the settings, and
 * for deleted links the only command that gives them. A report continues with the second command
 * when upstream refuses the first one as unknown. When a probe confirms this, every process starts
 * new reports with the second command for a day.
 */
@Singleton
final class CommandSelector {
  private final CommandRetirement retirement;
  private final CommandProbe commandProbe;
  private final JobNotification jobNotification;
  private final Settings settings;
  private final List<String> commands;

  /**
   * The start of a new report.
   *
   * @param parameters the parameters of the first call, without the API key
   */
  record FirstCall(Map<String, String> parameters, Progress progress) {}

  CommandSelector(
      CommandRetirement retirement,
      CommandProbe commandProbe,
      JobNotification jobNotification,
      Settings settings) {
    this.retirement = retirement;
    this.commandProbe = commandProbe;
    this.jobNotification = jobNotification;
    this.settings = settings;
    this.commands = settings.majestic().commands();
  }

  /** Returns the command with which a new report starts. */
  LinkCommand commandOf(Question question) {
    return LinkCommand.of(
        isRetirementFollowed(question) ? commands.getLast() : preferredCommand(question));
  }

  /** Returns the first call of a new report. */
  FirstCall firstCall(ReportRequest request, ReportId id) {
    return isRetirementFollowed(request.question())
        ? firstCall(request, id, commands.getLast(), Progress.NONE.withWarning(retiredWarning()))
        : firstCall(request, id, preferredCommand(request.question()), Progress.NONE);
  }

  private String preferredCommand(Question question) {
    return switch (question.command()) {
      case GET_TOP_BACK_LINKS, GET_BACK_LINK_DATA -> question.command().wireName();
      case AUTO ->
          question.includeDeleted()
              ? LinkCommand.GET_BACK_LINK_DATA.wireName()
              : commands.getFirst();
    };
  }

  private boolean isRetirementFollowed(Question question) {
    return question.command() == Command.AUTO
        && !question.includeDeleted()
        && hasSuccessor()
        && retirement.isRetired();
  }

  private FirstCall firstCall(
      ReportRequest request, ReportId id, String command, Progress progress) {
    MajesticCall call = LinkCommand.of(command).calls(request.question()).getFirst();
    if (call.linkCommand().isQueueable()) {
      MajesticCall queueable = request.options().forceQueue() ? call.withForcedQueue() : call;
      MajesticCall notifying =
          jobNotification.newNotifyUrl(id).map(queueable::withNotifyUrl).orElse(queueable);
      return new FirstCall(notifying.parameters(), progress);
    }
    return new FirstCall(
        call.parameters(),
        request.options().forceQueue()
            ? progress.withWarning(forceQueueIgnoredWarning(command))
            : progress);
  }

  /** Returns whether the report must continue with the second command after this answer. */
  boolean isSwitchRequired(Report held, Answer answer) {
    return held.question().command() == Command.AUTO
        && hasSuccessor()
        && LinkCommand.of(held.parameters()) == LinkCommand.of(commands.getFirst())
        && !(held.state() instanceof State.Downloading)
        && answer instanceof Answer.Refused refused
        && refused.reason() == RefusalReason.UNKNOWN_COMMAND;
  }

  /**
   * Returns the report before its first call of the second command. A report that has a queued job
   * is released, because upstream may have charged the job, so the next call needs a reservation of
   * its own. Sends a probe, and books the cost of the probe on this report. If the probe confirms
   * that upstream does not know the first command, new reports start with the second command, too.
   */
  Report switchToSuccessor(Report held, Answer answer, Instant now) {
    CommandProbe.Result probed =
        retirement.isRetired()
            ? CommandProbe.Result.NO_ANSWER
            : commandProbe.probe(commands.getFirst());
    if (probed.isUnknown()) {
      retirement.markRetired(now);
    }
    List<MajesticCall> calls = LinkCommand.of(commands.getLast()).calls(held.question());
    Map<String, String> parameters = calls.getFirst().parameters();
    Report next =
        held.state() instanceof State.Queued
            ? held.withBilling(Billing::settleAtBound)
                .withParameters(parameters)
                .releaseUntil(new State.Claimed(), answer.globals())
            : held.advanceToCall(parameters, now, settings.work().lease(), answer.globals())
                .withBilling(billing -> billing.withReservedCalls(calls.size()));
    boolean isQueueForced = new MajesticCall(held.parameters(), List.of()).isQueueForced();
    return next.withBilling(billing -> billing.book(probed.globals()))
        .withProgress(progress -> {
          Progress warned = progress.withWarning(retiredWarning());
          return isQueueForced
              ? warned.withWarning(forceQueueIgnoredWarning(commands.getLast()))
              : warned;
        });
  }

  private boolean hasSuccessor() {
    return commands.size() > 1;
  }

  private String retiredWarning() {
    return "upstream does not know %s any more: %s answered"
        .formatted(commands.getFirst(), commands.getLast());
  }

  private static String forceQueueIgnoredWarning(String command) {
    return "forceQueue: " + command + " is never queued";
  }
}
