package org.backlinks.majestic;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.backlinks.majestic.Answer.Reason;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.backlinks.snapshot.Warnings;
import org.jspecify.annotations.Nullable;

/**
 * What an answer that could be read means, by its {@code Code}.
 *
 * @param call what was asked
 * @param key blotted out of upstream's words
 * @param retryAfter upstream's hint when to ask again
 */
record Verdict(Call call, Key key, @Nullable Duration retryAfter) {
  /** Said of a command, wherever the two stand. */
  private static final Pattern GONE =
      Pattern.compile(
          "not in the list of supported|no longer (?:supported|available|exists?)|deprecated"
              + "|retired|withdrawn|discontinued|(?:been|was|is) removed");

  /** Said of many things; of a command where the two stand together. */
  private static final Pattern UNKNOWN =
      Pattern.compile(
          "(?:unknown|unrecogni[sz]ed|unsupported|invalid|no such)\\W*command"
              + "|command\\W*(?:(?:is|was|does)\\W+)?(?:unknown|unrecogni[sz]ed|unsupported|invalid"
              + "|not\\W*(?:supported|known|recogni[sz]ed|found|exist))");

  /** A key of any kind: {@code API_KEY}, {@code access token}. */
  private static final Pattern KEY_WORD = Pattern.compile("\\b\\w*(?:key|token)s?\\b");

  /** Said of a key that lets nobody in, or not any more. */
  private static final Pattern WRONG =
      Pattern.compile(
          "invalid|incorrect|expired|revoked|disabled|not valid|unknown|unrecogni[sz]ed"
              + "|does not appear to be correct");

  private static final Pattern OTHER_REASON =
      Pattern.compile(
          "\\b(?:key|token|parameters?|permissions?|permitted|allowed|denied|authori[sz]\\w*"
              + "|subscriptions?|accounts?|units?)\\b");

  Answer of(Envelope envelope, SnapshotBuilder into) {
    return of(envelope, into.tables(), into.warnings());
  }

  /**
   * As {@link #of(Envelope, SnapshotBuilder)}.
   *
   * @param tables those that are kept
   * @param warnings of all that was read
   */
  Answer of(Envelope envelope, List<Table> tables, Warnings warnings) {
    Globals globals = envelope.globals();
    return switch (envelope.code().toLowerCase(Locale.ROOT)) {
      case "ok" -> rows(globals, tables, warnings);
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

  private Answer rows(Globals globals, List<Table> read, Warnings warnings) {
    List<Table> tables = Lists.known(read, call);
    List<Scope> missing = Lists.missing(tables, call.scopes());
    call.differences().forEach(warnings::add);
    for (Scope scope : missing) {
      warnings.add("upstream gave no list for the scope " + scope.word());
    }
    boolean domainsAsked = "1".equals(call.parameters().get("ShowDomainInfo"));
    if (domainsAsked && tables.stream().noneMatch(one -> one.kind() == Table.Kind.DOMAINS)) {
      warnings.add("upstream gave no table of referring domains");
    }
    if (call.isSuccessor() && globals.number("ChargedAnalysisResUnits") == null) {
      warnings.add(call.command() + " did not say what it charged");
    }
    return new Answer.Rows(
        globals, new Manifest(call.command(), globals, tables, warnings.lines()), missing);
  }

  /** No official list of codes exists: told apart by pattern. */
  private Reason reason(Envelope envelope) {
    String code = envelope.code().toLowerCase(Locale.ROOT);
    String message = envelope.message().toLowerCase(Locale.ROOT);
    if (code.startsWith("insufficient")
        || message.contains("insufficient")
        || message.contains("not enough")) {
      return Reason.UNITS_EXHAUSTED;
    }
    boolean aboutKey = code.matches(".*(?:key|token).*") || KEY_WORD.matcher(message).find();
    boolean wrong = WRONG.matcher(code).find() || WRONG.matcher(message).find();
    if (aboutKey && wrong) {
      return Reason.KEY;
    }
    return isGone(code, message) ? Reason.UNKNOWN_COMMAND : Reason.OTHER;
  }

  /**
   * Whether upstream does not know the command any more. A parameter that it does not know, and a
   * command that this key may not use, are something else.
   */
  private boolean isGone(String code, String message) {
    if (code.contains("parameter") || OTHER_REASON.matcher(message).find()) {
      return false;
    }
    String name = "\\W*" + call.command().toLowerCase(Locale.ROOT) + "\\W*";
    String text = (code + ": " + message).replaceAll("(?:command)?" + name, " command ");
    return UNKNOWN.matcher(text).find() || (text.contains("command") && GONE.matcher(text).find());
  }
}
