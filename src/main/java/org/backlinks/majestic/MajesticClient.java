package org.backlinks.majestic;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.backlinks.majestic.Answer.Reason;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.jspecify.annotations.Nullable;

/** Asks upstream once and says how it ended. Never throws for what a network or upstream can do. */
public final class MajesticClient {
  private static final int TOO_MANY_REQUESTS = 429;

  private final MajesticApi api;
  private final @Nullable Key key;
  private final Duration timeout;

  MajesticClient(MajesticApi api, @Nullable Key key, Duration timeout) {
    this.api = api;
    this.key = key;
    this.timeout = timeout;
  }

  /**
   * Sends a call and reads the answer.
   *
   * @param into takes the rows
   * @throws IOException only when the rows can't be stored
   */
  public Answer ask(Call call, SnapshotBuilder into) throws IOException {
    if (key == null) {
      return new Answer.Refused(
          Globals.NONE, Reason.KEY, "NoKey", "no API key is set: MAJESTIC_API_KEY");
    }
    Form form = new Form();
    call.parameters().forEach(form::param);
    key.into(form);
    try (InputStream body = api.run("json", form)) {
      return body == null
          ? new Answer.Unreadable(Globals.NONE, "an empty body")
          : read(call, body, into, key);
    } catch (WebApplicationException e) {
      return status(e);
    } catch (ProcessingException e) {
      return broken(e);
    }
  }

  private Answer read(Call call, InputStream body, SnapshotBuilder into, Key key)
      throws IOException {
    Map<String, String> globals = new LinkedHashMap<>();
    WatchedStream watched = new WatchedStream(body, timeout);
    try {
      Envelope envelope = JsonAnswerReader.read(watched, into, globals);
      return verdict(call, envelope, into, key);
    } catch (UnreadableException e) {
      return new Answer.Unreadable(new Globals(globals), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      if (watched.stalled()) {
        return new Answer.TimedOut(
            new Globals(globals), "the body stopped arriving for " + timeout.toSeconds() + " s");
      }
      if (watched.broken()) {
        return new Answer.Unreadable(new Globals(globals), "the body was cut short");
      }
      throw e;
    }
  }

  private static Answer verdict(Call call, Envelope envelope, SnapshotBuilder into, Key key) {
    Globals globals = envelope.globals();
    return switch (envelope.code().toLowerCase(Locale.ROOT)) {
      case "ok" -> rows(call, globals, into);
      case "queuedforprocessing" -> new Answer.Queued(globals, Job.in(globals));
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

  private static Answer rows(Call call, Globals globals, SnapshotBuilder into) {
    List<Table> tables = Lists.known(into.tables(), call.scopes());
    List<Scope> missing = Lists.missing(tables, call.scopes());
    if (missing.size() == call.scopes().size()) {
      return new Answer.NoLists(globals);
    }
    for (Scope scope : missing) {
      into.warnings().add("upstream gave no list for the scope " + scope.word());
    }
    return new Answer.Rows(
        globals, new Manifest(call.command(), globals, tables, into.warnings().lines()));
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

  private static Answer status(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    if (status >= 500 || status == TOO_MANY_REQUESTS) {
      return new Answer.Unavailable(
          "upstream answered with HTTP status " + status,
          false,
          retryAfter(e.getResponse().getHeaderString(HttpHeaders.RETRY_AFTER)));
    }
    return new Answer.Refused(
        Globals.NONE,
        Reason.OTHER,
        "HTTP " + status,
        "upstream answered with HTTP status " + status);
  }

  private static @Nullable Duration retryAfter(@Nullable String header) {
    if (header == null || !header.matches("\\d{1,6}")) {
      return null;
    }
    return Duration.ofSeconds(Long.parseLong(header));
  }

  private Answer broken(ProcessingException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
        return new Answer.Unavailable("no connection to upstream", true, null);
      }
      if (cause instanceof TimeoutException) {
        return new Answer.TimedOut(
            Globals.NONE, "no first byte within " + timeout.toSeconds() + " s");
      }
    }
    return new Answer.Unavailable("the connection to upstream broke", false, null);
  }
}
