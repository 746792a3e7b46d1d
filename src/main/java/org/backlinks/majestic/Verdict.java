package org.backlinks.majestic;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.backlinks.majestic.Answer.Reason;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.jspecify.annotations.Nullable;

/**
 * What an answer that could be read means, by its {@code Code}.
 *
 * @param call what was asked
 * @param key blotted out of upstream's words
 * @param retryAfter upstream's hint when to ask again
 */
record Verdict(Call call, Key key, @Nullable Duration retryAfter) {

  Answer of(Envelope envelope, SnapshotBuilder into) {
    Globals globals = envelope.globals();
    return switch (envelope.code().toLowerCase(Locale.ROOT)) {
      case "ok" -> rows(globals, into);
      case "queuedforprocessing" -> new Answer.Queued(globals, Job.in(globals), retryAfter);
      case "jobdonecheckdownloads" -> new Answer.DownloadReady(globals, Job.in(globals));
      case "" -> new Answer.Unreadable(globals, "the answer has no Code");
      default ->
          new Answer.Refused(
              globals,
              reason(envelope),
              Redaction.clean(envelope.code(), key.secrets()),
              Redaction.clean(envelope.message(), key.secrets()));
    };
  }

  private Answer rows(Globals globals, SnapshotBuilder into) {
    List<Table> tables = Lists.known(into.tables(), call.scopes());
    List<Scope> missing = Lists.missing(tables, call.scopes());
    for (Scope scope : missing) {
      into.warnings().add("upstream gave no list for the scope " + scope.word());
    }
    boolean domainsAsked = "1".equals(call.parameters().get("ShowDomainInfo"));
    if (domainsAsked && tables.stream().noneMatch(one -> one.kind() == Table.Kind.DOMAINS)) {
      into.warnings().add("upstream gave no table of referring domains");
    }
    return new Answer.Rows(
        globals, new Manifest(call.command(), globals, tables, into.warnings().lines()), missing);
  }

  /** No official list of codes exists: told apart by pattern. */
  private static Reason reason(Envelope envelope) {
    String code = envelope.code().toLowerCase(Locale.ROOT);
    String message = envelope.message().toLowerCase(Locale.ROOT);
    if (code.startsWith("insufficient")
        || message.contains("insufficient")
        || message.contains("not enough")) {
      return Reason.UNITS_EXHAUSTED;
    }
    boolean aboutKey = code.contains("key") || message.contains("key");
    boolean wrong =
        code.contains("invalid")
            || message.contains("invalid")
            || message.contains("does not appear to be correct");
    return aboutKey && wrong ? Reason.KEY : Reason.OTHER;
  }
}
