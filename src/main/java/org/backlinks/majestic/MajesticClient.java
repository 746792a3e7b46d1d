package org.backlinks.majestic;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Form;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.backlinks.majestic.Answer.Reason;
import org.backlinks.ops.Metrics;
import org.backlinks.ops.Metrics.Metric;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.TooWideException;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Asks upstream and says how it ended. Never throws for what a network or upstream can do, and
 * never asks again what may have been paid for.
 */
public final class MajesticClient {
  /** All of a body may take so many times the longest gap in it: a drip must end some time. */
  private static final int WHOLE = 10;

  /** Answers of a gate before upstream; upstream itself has codes for a key that it refuses. */
  private static final Set<String> NO_ENTRY = Set.of("HTTP 401", "HTTP 403");

  private final Retries api;
  private final Format format;
  private final Keys keys;
  private final JobFile files;
  private final Duration timeout;
  private final Metrics metrics;

  MajesticClient(
      Retries api, Format format, Keys keys, JobFile files, Duration timeout, Metrics metrics) {
    this.api = api;
    this.format = format;
    this.keys = keys;
    this.files = files;
    this.timeout = timeout;
    this.metrics = metrics;
  }

  /**
   * Sends a call once and reads the answer.
   *
   * @param into takes the rows
   * @throws IOException only when the rows can't be stored
   */
  public Answer ask(Call call, SnapshotBuilder into) throws IOException {
    return ask(call, into, Duration.ZERO);
  }

  /**
   * Sends a call and reads the answer; one that certainly was not charged is sent again, at most
   * twice, and once more when upstream refuses the key and there is another one.
   *
   * @param into takes the rows
   * @param patience how long from now it may be sent again; zero for a call that may be cut off:
   *     only another key sends that one again
   * @throws IOException only when the rows can't be stored
   */
  public Answer ask(Call call, SnapshotBuilder into, Duration patience) throws IOException {
    return switch (keys.current()) {
      case Keys.Found.Missing(Answer why) -> why;
      case Keys.Found.Known(Key key) -> {
        long start = System.nanoTime();
        Answer answer = send(call, key, into, patience);
        Duration left = patience.minusNanos(System.nanoTime() - start);
        boolean again = (patience.isZero() || left.isPositive()) && into.tables().isEmpty();
        Key newer = again && isOfTheKey(answer) ? keys.insteadOf(key) : null;
        yield newer == null
            ? answer
            : send(call, newer, into, left.isPositive() ? left : Duration.ZERO);
      }
    };
  }

  /** Whether a call was refused, uncharged, for what may be its key. */
  private static boolean isOfTheKey(Answer answer) {
    return answer instanceof Answer.Refused(var globals, Reason reason, String code, var message)
        && (reason == Reason.KEY || NO_ENTRY.contains(code))
        && globals.number("ChargedAnalysisResUnits") == null
        && globals.number("ChargedRetrievalResUnits") == null;
  }

  private Answer send(Call call, Key key, SnapshotBuilder into, Duration patience)
      throws IOException {
    long start = System.nanoTime();
    Form form = new Form();
    call.parameters().forEach(form::param);
    key.into(form);
    try (RestResponse<InputStream> response = api.run(format.path(), form, patience);
        InputStream body = response.getEntity()) {
      Verdict verdict = new Verdict(call, key, RetryAfter.in(response::getHeaderString));
      return body == null
          ? new Answer.Unreadable(Globals.NONE, "an empty body")
          : read(format, body, into, verdict);
    } catch (WebApplicationException e) {
      return status(e);
    } catch (ProcessingException e) {
      return broken(e);
    } finally {
      metrics.took(Metric.UPSTREAM_TIME, start);
    }
  }

  /**
   * Looks for the file of a job among the downloads, and reads it if it is there.
   *
   * @param call what the job was submitted with
   * @return {@link Answer.Queued} while it is not there
   * @throws IOException only when the rows can't be stored
   */
  public Answer lookForFile(Call call, Job job, SnapshotBuilder into) throws IOException {
    String id = job.downloadId();
    if (id == null || !(keys.current() instanceof Keys.Found.Known(Key key))) {
      return new Answer.Queued(Globals.NONE, job, null);
    }
    DownloadsList list = new DownloadsList();
    Answer answer = ask(Call.getDownloadsList(id), list.into());
    return switch (answer) {
      case Answer.Rows rows -> {
        DownloadsList.Entry entry =
            list.of(id, rows.manifest()).filter(DownloadsList.Entry::ready).orElse(null);
        yield entry == null || entry.location() == null
            ? new Answer.Queued(Globals.NONE, job, null)
            : file(entry, entry.location(), new Verdict(call, key, null), into);
      }
      // says nothing of the job: only the next look is put off
      case Answer.Refused refused ->
          new Answer.Unavailable("the downloads can't be listed: " + refused.code(), true, null);
      default -> answer;
    };
  }

  private Answer file(
      DownloadsList.Entry entry, URI location, Verdict verdict, SnapshotBuilder into)
      throws IOException {
    if (entry.state() == DownloadsList.State.READY_UNTOLD) {
      into.warnings().add("upstream could not notify us that the job was done");
    }
    long start = System.nanoTime();
    try {
      return file(location, verdict, into);
    } finally {
      metrics.took(Metric.UPSTREAM_TIME, start);
    }
  }

  private Answer file(URI location, Verdict verdict, SnapshotBuilder into) throws IOException {
    return switch (files.open(location)) {
      case JobFile.Outcome.Open(InputStream body) -> {
        try (body) {
          yield read(Format.XML, body, into, verdict);
        }
      }
      case JobFile.Outcome.Gone() -> new Answer.Gone();
      case JobFile.Outcome.RefusedHost(String host) ->
          new Answer.Unavailable("the job's file lies at an unlisted host: " + host, true, null);
      case JobFile.Outcome.Unavailable(String detail, Duration after) ->
          new Answer.Unavailable(detail, true, after);
      case JobFile.Outcome.TimedOut() ->
          new Answer.TimedOut(Globals.NONE, "no first byte of the job's file in time");
    };
  }

  private Answer read(Format as, InputStream body, SnapshotBuilder into, Verdict verdict)
      throws IOException {
    Map<String, String> globals = new LinkedHashMap<>();
    WatchedStream watched = new WatchedStream(body, timeout, timeout.multipliedBy(WHOLE));
    try {
      Call.Limit limit = verdict.call().limit();
      if (limit == null) {
        return verdict.of(as.read(watched, into, globals), into);
      }
      PerDomain perDomain = new PerDomain(limit, into);
      Envelope envelope = as.read(watched, perDomain.all(), globals);
      perDomain.end();
      return verdict.of(envelope, into.tables(), perDomain.all().warnings());
    } catch (UnreadableException | TooWideException e) {
      return new Answer.Unreadable(new Globals(globals), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      if (watched.late()) {
        return new Answer.TimedOut(
            new Globals(globals), "the body was still arriving when its time was up");
      }
      if (watched.stalled()) {
        return new Answer.TimedOut(
            new Globals(globals), "the body stopped arriving for " + timeout.toSeconds() + " s");
      }
      if (watched.broken()) {
        return new Answer.Unreadable(new Globals(globals), "the body was cut short");
      }
      throw e;
    } finally {
      metrics.add(Metric.BYTES, watched.count());
    }
  }

  private static Answer status(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    if (Retries.isNotNow(status)) {
      return new Answer.Unavailable(
          "upstream answered with HTTP status " + status, true, Retries.hint(e));
    }
    return new Answer.Refused(
        Globals.NONE,
        Reason.OTHER,
        "HTTP " + status,
        "upstream answered with HTTP status " + status);
  }

  private Answer broken(ProcessingException e) {
    if (Retries.isUnpaid(e)) {
      return new Answer.Unavailable("no connection to upstream", true, null);
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        return new Answer.TimedOut(
            Globals.NONE, "no first byte within " + timeout.toSeconds() + " s");
      }
    }
    return new Answer.Unavailable("the connection to upstream broke", false, null);
  }
}
