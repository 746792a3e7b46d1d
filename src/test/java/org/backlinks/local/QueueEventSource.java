package org.backlinks.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The event source mapping of a request queue. It sends messages to the function in batches, and
 * deletes those that the answer does not name. The others are delivered again.
 */
public final class QueueEventSource implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int BATCH_SIZE = 10;
  private static final Duration WAIT = Duration.ofSeconds(1);

  private final ExecutorService threads;
  private final LocalSqs sqs;
  private final String url;
  private final Invoker invoker;

  private QueueEventSource(LocalSqs sqs, String url, Invoker invoker, int concurrency) {
    this.sqs = sqs;
    this.url = url;
    this.invoker = invoker;
    this.threads = Executors.newFixedThreadPool(concurrency);
    for (int i = 0; i < concurrency; i++) {
      threads.submit(this::deliverUntilClosed);
    }
  }

  /**
   * Starts to deliver the messages of a queue.
   *
   * @param concurrency the number of batches that are delivered at the same time
   */
  public static QueueEventSource start(LocalSqs sqs, String url, Invoker invoker, int concurrency) {
    return new QueueEventSource(sqs, url, invoker, concurrency);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void deliverUntilClosed() {
    while (!threads.isShutdown()) {
      try {
        List<Message> batch = sqs.receive(url, BATCH_SIZE, WAIT);
        if (!batch.isEmpty()) {
          Set<String> failed = failedMessages(invoker.invoke(toEvent(batch)));
          batch.stream()
              .filter(message -> !failed.contains(message.messageId()))
              .forEach(message -> sqs.delete(url, message));
        }
      } catch (InterruptedException e) {
        return;
      } catch (IOException | FunctionErrorException e) {
        // the messages become visible again
        System.err.println("queue: " + e);
      } catch (RuntimeException e) {
        if (!threads.isShutdown()) {
          System.err.println("queue: " + e);
        }
        return;
      }
    }
  }

  private static byte[] toEvent(List<Message> batch) {
    ObjectNode event = JSON.createObjectNode();
    for (Message message : batch) {
      event
          .withArray("Records")
          .addObject()
          .put("messageId", message.messageId())
          .put("receiptHandle", message.receiptHandle())
          .put("body", message.body())
          .put("eventSource", "aws:sqs")
          .put("awsRegion", LocalDynamoDb.REGION);
    }
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Set<String> failedMessages(byte[] answer) throws IOException {
    Set<String> failed = new HashSet<>();
    JSON.readTree(answer)
        .path("batchItemFailures")
        .forEach(failure -> failed.add(failure.path("itemIdentifier").asText()));
    return failed;
  }
}
