package org.backlinks.local;

import java.io.File;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A server of queues as a child process on a free port of the loopback interface. */
public final class LocalSqs implements AutoCloseable {
  private static final int MAX_MESSAGES_PER_READ = 10;

  private final ChildProcess child;
  private final URI endpoint;
  private final SqsClient client;

  private LocalSqs(ChildProcess child) {
    this.child = child;
    this.endpoint = URI.create("http://127.0.0.1:" + child.readPort());
    this.client =
        SqsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(LocalDynamoDb.REGION))
            .credentialsProvider(LocalDynamoDb.credentials())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  /** Starts a server without queues. */
  public static LocalSqs start() {
    List<String> command =
        List.of(
            ProjectFolders.javaExecutable().toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            ProjectFolders.testClassesFolder()
                + File.pathSeparator
                + ProjectFolders.localServersClassPath(),
            LocalSqsMain.class.getName());
    return new LocalSqs(ChildProcess.startWithPipedOutput("sqs", command, Map.of()));
  }

  /** Returns the value for {@code AWS_ENDPOINT_URL_SQS}. */
  public URI endpoint() {
    return endpoint;
  }

  /** Creates a queue and returns its address. A name that ends with {@code .fifo} makes a FIFO. */
  public String createQueue(String name) {
    Map<QueueAttributeName, String> attributes = new HashMap<>();
    if (name.endsWith(".fifo")) {
      attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
    }
    return client.createQueue(queue -> queue.queueName(name).attributes(attributes)).queueUrl();
  }

  /** Deletes a queue. */
  public void deleteQueue(String url) {
    client.deleteQueue(queue -> queue.queueUrl(url));
  }

  /** Sets how long a message that was received and not deleted stays invisible. */
  public void setVisibilityTimeout(String url, Duration timeout) {
    client.setQueueAttributes(set ->
        set.queueUrl(url)
            .attributes(
                Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, Long.toString(timeout.toSeconds()))));
  }

  /** Sends a message to a queue and returns the message's id. */
  public String send(String url, String body) {
    return client.sendMessage(send -> send.queueUrl(url).messageBody(body)).messageId();
  }

  /** Returns the number of messages in a queue, the invisible ones included. */
  public int count(String url) {
    var counts =
        client
            .getQueueAttributes(get ->
                get.queueUrl(url)
                    .attributeNames(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
            .attributes();
    return counts.values().stream().mapToInt(Integer::parseInt).sum();
  }

  /** Receives messages, and waits for the first one. */
  List<Message> receive(String url, int max, Duration wait) {
    return client
        .receiveMessage(read ->
            read.queueUrl(url).maxNumberOfMessages(max).waitTimeSeconds((int) wait.toSeconds()))
        .messages();
  }

  void delete(String url, Message message) {
    client.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle()));
  }

  /** Receives and deletes the messages that are in a queue, waiting shortly for the first one. */
  public List<Message> receiveAll(String url, Duration wait) {
    List<Message> all = new ArrayList<>();
    List<Message> batch = receive(url, MAX_MESSAGES_PER_READ, wait);
    while (!batch.isEmpty()) {
      batch.forEach(message -> delete(url, message));
      all.addAll(batch);
      batch = receive(url, MAX_MESSAGES_PER_READ, Duration.ZERO);
    }
    return all;
  }

  @Override
  public void close() {
    client.close();
    child.close();
  }
}
