package org.backlinks.majestic;

import java.io.IOException;
import java.time.Duration;
import org.backlinks.snapshot.SnapshotBuilder;

/**
 * Calls upstream and returns how each call ended. It throws no exception for failures of the
 * network or of upstream, and never repeats a call that may have been charged.
 */
public final class MajesticClient {
  private final CallSender callSender;
  private final JobResultFetcher jobResultFetcher;

  MajesticClient(CallSender callSender, JobResultFetcher jobResultFetcher) {
    this.callSender = callSender;
    this.jobResultFetcher = jobResultFetcher;
  }

  /**
   * Sends a call once and reads the answer.
   *
   * @param snapshot receives the rows
   * @throws IOException only when the rows can't be stored
   */
  public Answer ask(MajesticCall call, SnapshotBuilder snapshot) throws IOException {
    return callSender.send(call, snapshot, CallTimeLimits.WITHOUT_RETRY);
  }

  /**
   * Sends a call and reads the answer. Repeats the call at most twice when it was certainly not
   * charged, and once more when upstream refuses our credentials and there are newer ones.
   *
   * @param snapshot receives the rows
   * @param time when its retry time is zero, the call is repeated only with newer credentials.
   *     Reading a body never takes longer than ten times the longest allowed gap in it.
   * @throws IOException only when the rows can't be stored
   */
  public Answer ask(MajesticCall call, SnapshotBuilder snapshot, CallTimeLimits time)
      throws IOException {
    return callSender.send(call, snapshot, time);
  }

  /**
   * Looks for the file of a job in the list of downloads, and reads the file if it is there.
   *
   * @param call the call with which the job was submitted
   * @param snapshot receives the rows
   * @param maxReadTime the longest time for the list and the file together
   * @return {@link Answer.Queued} when the file is not there yet
   * @throws IOException only when the rows can't be stored
   */
  public Answer fetchJobResult(
      MajesticCall call, Job job, SnapshotBuilder snapshot, Duration maxReadTime)
      throws IOException {
    return jobResultFetcher.fetch(call, job, snapshot, maxReadTime);
  }
}
