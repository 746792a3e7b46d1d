package org.backlinks.majestic;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.backlinks.majestic.Answer.RefusalReason;
import org.backlinks.majestic.read.AnswerEnvelope;
import org.backlinks.majestic.read.EchoFilter;
import org.backlinks.majestic.read.MessageRedactor;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.backlinks.snapshot.Warnings;
import org.backlinks.units.PartialUnits;
import org.jspecify.annotations.Nullable;

/**
 * Determines the meaning of an answer that could be read. It depends on upstream's {@code Code}.
 *
 * @param call the call that was answered
 * @param credentials the secrets that are removed from upstream's texts
 * @param retryAfter how long upstream asks to wait before the next call; null when it gave no time
 */
record AnswerClassifier(MajesticCall call, Credentials credentials, @Nullable Duration retryAfter) {
  /** Classifies an answer whose tables were read into a snapshot. */
  Answer classify(AnswerEnvelope envelope, SnapshotBuilder snapshot) {
    return classify(envelope, snapshot.tables(), snapshot.warnings());
  }

  /**
   * Classifies an answer.
   *
   * @param tables the tables that the snapshot keeps
   * @param warnings the warnings about the whole answer
   */
  Answer classify(AnswerEnvelope envelope, List<Table> tables, Warnings warnings) {
    Globals globals = envelope.globals();
    return switch (envelope.code().toLowerCase(Locale.ROOT)) {
      case "ok" -> toRows(globals, tables, warnings);
      case "queuedforprocessing" -> new Answer.Queued(globals, Job.from(globals), retryAfter);
      case "jobdonecheckdownloads" -> new Answer.DownloadReady(globals, Job.from(globals));
      case "" -> new Answer.Unreadable(globals, "the answer has no Code");
      default ->
          new Answer.Refused(
              globals,
              refusalReason(envelope),
              MessageRedactor.redact(envelope.code(), credentials.secrets()),
              MessageRedactor.redact(envelope.message(), credentials.secrets()));
    };
  }

  private Answer toRows(Globals globals, List<Table> tables, Warnings warnings) {
    List<Table> classified = call.linkCommand().classify(tables, call.scopes());
    List<Scope> missing = TableClassifier.missingScopes(classified, call.scopes());
    call.differences().forEach(warnings::add);
    for (Scope scope : missing) {
      warnings.add("upstream gave no list for the scope " + scope.wireName());
    }
    if (call.isDomainTableRequested()
        && classified.stream().noneMatch(AnswerClassifier::hasDomains)) {
      warnings.add("upstream gave no table of referring domains");
    }
    if (call.linkCommand().warnsOfUnreportedCharge()
        && PartialUnits.charged(globals::number).analysis() == null) {
      warnings.add(call.command() + " did not say what it charged");
    }
    return new Answer.Rows(
        globals, new Manifest(call.command(), globals, classified, warnings.lines()), missing);
  }

  private static boolean hasDomains(Table table) {
    return table.kind() == Table.Kind.DOMAINS;
  }

  /** Returns the reason of a refusal. Ignores text that a caller chose. */
  private RefusalReason refusalReason(AnswerEnvelope envelope) {
    EchoFilter filter = new EchoFilter(call.command(), call.values(), credentials.secrets());
    return RefusalClassifier.classify(
        filter.removeEchoes(envelope.code()), filter.removeEchoes(envelope.message()));
  }
}
