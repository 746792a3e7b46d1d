package org.backlinks.majestic;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.backlinks.majestic.http.TrackingInputStream;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.majestic.read.AnswerEnvelope;
import org.backlinks.majestic.read.ResponseFormat;
import org.backlinks.snapshot.AnswerLimitException;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.SecretMask;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.task.Permits;
import org.backlinks.task.TaskScheduler;
import org.backlinks.telemetry.Metrics;
import org.backlinks.telemetry.Metrics.Metric;

/** Reads the body of an answer into a snapshot, and determines the meaning of the answer. */
final class AnswerReader {
  /**
   * Maximum number of answers that are read at the same time. Each answer takes 1.2 to 1.5 MB of
   * the heap, and the build of the executable fixes the size of the heap.
   */
  private static final int MAX_CONCURRENT_READS = 24;

  private final Permits permits;
  private final FailureClassifier failures;
  private final Metrics metrics;

  AnswerReader(TaskScheduler scheduler, FailureClassifier failures, Metrics metrics) {
    this.permits = scheduler.newPermits(MAX_CONCURRENT_READS);
    this.failures = failures;
    this.metrics = metrics;
  }

  /**
   * Reads an answer. Waits while too many other answers are read. Meanwhile its data stays in the
   * connection.
   *
   * @param snapshot receives the rows
   * @throws IOException only when the rows can't be stored
   */
  Answer read(
      ResponseFormat format, InputStream in, SnapshotBuilder snapshot, AnswerClassifier classifier)
      throws IOException {
    // an interrupted task gets no permit, and its read ends at the next wait for data
    boolean isPermitted = permits.acquire();
    try {
      return readNow(format, in, snapshot, classifier);
    } finally {
      if (isPermitted) {
        permits.release();
      }
    }
  }

  private Answer readNow(
      ResponseFormat format, InputStream in, SnapshotBuilder snapshot, AnswerClassifier classifier)
      throws IOException {
    Map<String, String> globals = new LinkedHashMap<>();
    snapshot.maskSecrets(SecretMask.of(classifier.credentials().secrets()));
    TrackingInputStream body = new TrackingInputStream(in);
    try {
      MajesticCall.RowLimit limit = classifier.call().rowLimit();
      if (limit == null) {
        return classifier.classify(format.read(body, snapshot, globals), snapshot);
      }
      PerDomainLimiter limiter = new PerDomainLimiter(limit, snapshot);
      AnswerEnvelope envelope = format.read(body, limiter.input(), globals);
      limiter.finish();
      return classifier.classify(envelope, snapshot.tables(), limiter.input().warnings());
    } catch (UnreadableException | AnswerLimitException e) {
      return new Answer.Unreadable(new Globals(globals), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      IOException failure = body.failure();
      if (failure == null) {
        throw e;
      }
      return failures.classifyWithinBody(failure, new Globals(globals));
    } finally {
      metrics.add(Metric.BYTES, body.bytesRead());
    }
  }
}
