package org.backlinks.local;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One event that a sandbox handles. */
final class PendingInvocation {
  final String id = UUID.randomUUID().toString();
  final byte[] event;

  /** The maximum time from the delivery of the event to its completion. */
  final Duration timeout;

  /** Completed with the deadline when the event is delivered to the process. */
  final CompletableFuture<Instant> started = new CompletableFuture<>();

  /** Completed when the runtime has posted its answer. */
  final CompletableFuture<byte[]> answer = new CompletableFuture<>();

  /** Completed when the sandbox can take another event, or when it has failed. */
  final CompletableFuture<Void> completed = new CompletableFuture<>();

  PendingInvocation(byte[] event, Duration timeout) {
    this.event = event;
    this.timeout = timeout;
  }

  boolean isAnswered() {
    return answer.isDone();
  }

  /** Completes the invocation with an error. An answer that was posted before stays. */
  void fail(FunctionErrorException error) {
    started.completeExceptionally(error);
    answer.completeExceptionally(error);
    completed.complete(null);
  }

  /** Returns the value of the AWS header that traces a request. */
  String traceHeader() {
    String hex = id.replace("-", "");
    String seconds = HexFormat.of().toHexDigits((int) Instant.now().getEpochSecond());
    return "Root=1-%s-%s;Parent=%s;Sampled=0"
        .formatted(seconds, hex.substring(8), hex.substring(0, 16));
  }
}
