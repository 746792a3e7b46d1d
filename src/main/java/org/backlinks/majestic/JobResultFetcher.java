package org.backlinks.majestic;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import org.backlinks.majestic.download.DownloadsList;
import org.backlinks.majestic.download.JobFileClient;
import org.backlinks.majestic.read.ResponseFormat;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.task.TaskScheduler;

/** Finds the file of a job in the list of downloads, and reads it. Both are free of cost. */
final class JobResultFetcher {
  private final CallSender callSender;
  private final CredentialsProvider credentialsProvider;
  private final JobFileClient jobFileClient;
  private final ExchangeRunner exchangeRunner;
  private final AnswerReader answerReader;
  private final Duration maxReadTime;
  private final TaskScheduler scheduler;

  /**
   * Makes a fetcher.
   *
   * @param maxReadTime the longest time for a file, even if a call allows more
   */
  JobResultFetcher(
      CallSender callSender,
      CredentialsProvider credentialsProvider,
      JobFileClient jobFileClient,
      ExchangeRunner exchangeRunner,
      AnswerReader answerReader,
      Duration maxReadTime,
      TaskScheduler scheduler) {
    this.callSender = callSender;
    this.credentialsProvider = credentialsProvider;
    this.jobFileClient = jobFileClient;
    this.exchangeRunner = exchangeRunner;
    this.answerReader = answerReader;
    this.maxReadTime = maxReadTime;
    this.scheduler = scheduler;
  }

  /** Fetches a result, as {@link MajesticClient#fetchJobResult} describes. */
  Answer fetch(MajesticCall call, Job job, SnapshotBuilder snapshot, Duration readTime)
      throws IOException {
    String id = job.downloadId();
    if (id == null
        || !(credentialsProvider.current()
            instanceof CredentialsProvider.Lookup.Available(Credentials credentials))) {
      return queued(job);
    }
    long start = scheduler.nanoTime();
    DownloadsList list = new DownloadsList();
    Answer answer =
        callSender.send(
            MajesticCall.getDownloadsList(id),
            list.newBuilder(),
            CallTimeLimits.withoutRetry(readTime));
    return switch (answer) {
      case Answer.Rows rows -> {
        DownloadsList.Entry entry = list.findEntry(id, rows.manifest()).orElse(null);
        AnswerClassifier classifier = new AnswerClassifier(call, credentials, null);
        Duration remaining = readTime.minusNanos(scheduler.nanoTime() - start);
        yield entry == null || !entry.isReady() || entry.location() == null
            ? queued(job)
            : readFile(entry, entry.location(), classifier, snapshot, remaining);
      }
      // this refusal says nothing about the job, which is looked up again later
      case Answer.Refused refused ->
          new Answer.Unavailable(
              "upstream refused to list the downloads: " + refused.code(), true, null);
      case Answer.Queued _,
          Answer.DownloadReady _,
          Answer.DownloadGone _,
          Answer.Unavailable _,
          Answer.TimedOut _,
          Answer.Unreadable _ ->
          answer;
    };
  }

  private static Answer queued(Job job) {
    return new Answer.Queued(Globals.NONE, job, null);
  }

  private Answer readFile(
      DownloadsList.Entry entry,
      URI location,
      AnswerClassifier classifier,
      SnapshotBuilder snapshot,
      Duration readTime)
      throws IOException {
    if (entry.state() == DownloadsList.FileState.READY_NOT_NOTIFIED) {
      snapshot.warnings().add("upstream could not notify us that the job was done");
    }
    Duration capped = readTime.compareTo(maxReadTime) < 0 ? readTime : maxReadTime;
    return exchangeRunner.run(() -> readFile(location, classifier, snapshot, capped));
  }

  private Answer readFile(
      URI location, AnswerClassifier classifier, SnapshotBuilder snapshot, Duration readTime)
      throws IOException {
    return switch (jobFileClient.open(location, readTime)) {
      case JobFileClient.OpenResult.Opened(InputStream body) -> {
        try (body) {
          yield answerReader.read(ResponseFormat.XML, body, snapshot, classifier);
        }
      }
      case JobFileClient.OpenResult.NotFound() -> new Answer.DownloadGone();
      case JobFileClient.OpenResult.HostNotAllowed(String host) ->
          new Answer.Unavailable(
              "the job's file is at a host that is not listed: " + host, true, null);
      case JobFileClient.OpenResult.Unavailable(String detail, Duration retryAfter) ->
          new Answer.Unavailable(detail, true, retryAfter);
      case JobFileClient.OpenResult.TimedOut(String detail) ->
          new Answer.TimedOut(
              Globals.NONE, "the answer of the file's host did not arrive in time: " + detail);
    };
  }
}
