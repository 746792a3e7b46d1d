package org.backlinks.question;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the callbacks of a request. */
final class CallbackReader {
  static final String FIELD = "callbacks";

  /** The maximum number of callbacks of one request. */
  static final int MAX_CALLBACKS = 5;

  private static final String TASK_TOKEN_FIELD = "taskToken";
  private static final String DURABLE_ID_FIELD = "durableCallbackId";
  private static final String QUEUE_FIELD = "queueUrl";
  private static final Set<String> KINDS = Set.of(TASK_TOKEN_FIELD, DURABLE_ID_FIELD, QUEUE_FIELD);

  /** Task tokens are printable, and their alphabet is not documented. */
  private static final Pattern TASK_TOKEN = Pattern.compile("[!-~]{1,2048}");

  private static final Pattern DURABLE_ID = Pattern.compile("(?=.{1,1024}\\z)[A-Za-z0-9+/]+={0,2}");

  private static final String LIST_MESSAGE =
      "must be a list of at most " + MAX_CALLBACKS + " callbacks";
  private static final String KIND_MESSAGE =
      "must be an object with one of taskToken, durableCallbackId, queueUrl";
  private static final String TASK_TOKEN_MESSAGE =
      "must be a task token of at most 2,048 characters";
  private static final String DURABLE_ID_MESSAGE =
      "must be the id of a durable callback, in Base64, of at most 1,024 characters";
  private static final String QUEUE_MESSAGE =
      "must be one of the queues of the setting BACKLINKS_CALLBACK_QUEUES";

  private final Set<String> queueUrls;

  /**
   * Creates a reader.
   *
   * @param queueUrls the queues that a request may name
   */
  CallbackReader(Set<String> queueUrls) {
    this.queueUrls = queueUrls;
  }

  /**
   * Returns the valid callbacks of a request. Rejects the others. A list that is too long is
   * rejected, and its first callbacks are returned, so that they learn of the problem.
   */
  List<Callback> read(RequestFields fields) {
    List<Callback> callbacks = new ArrayList<>();
    for (RequestFields element : fields.readObjects(FIELD, LIST_MESSAGE, MAX_CALLBACKS)) {
      element.rejectUnknown(KINDS);
      if (element.memberCount() == 1) {
        readOne(element).ifPresent(callbacks::add);
      } else {
        element.rejectObject(KIND_MESSAGE);
      }
    }
    return callbacks;
  }

  /** Rejects the callbacks of a request that is for reading. */
  List<Callback> reject(RequestFields fields) {
    if (fields.has(FIELD)) {
      fields.reject(FIELD, "must not be given with GET, which is for reading: use POST");
    }
    return List.of();
  }

  private Optional<Callback> readOne(RequestFields element) {
    Optional<Callback> taskToken =
        element
            .read(TASK_TOKEN_FIELD, TASK_TOKEN_MESSAGE, node -> parse(node, TASK_TOKEN))
            .map(Callback.TaskToken::new);
    Optional<Callback> durable =
        element
            .read(DURABLE_ID_FIELD, DURABLE_ID_MESSAGE, node -> parse(node, DURABLE_ID))
            .map(Callback.DurableCallback::new);
    Optional<Callback> queue =
        element
            .read(
                QUEUE_FIELD,
                QUEUE_MESSAGE,
                node -> Optional.ofNullable(node.textValue()).filter(queueUrls::contains))
            .map(Callback.Queue::new);
    return taskToken.or(() -> durable).or(() -> queue);
  }

  private static Optional<String> parse(JsonNode node, Pattern pattern) {
    return Optional.ofNullable(node.textValue()).filter(text -> pattern.matcher(text).matches());
  }
}
