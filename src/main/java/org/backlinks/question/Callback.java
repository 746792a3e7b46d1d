package org.backlinks.question;

/**
 * How a caller learns that a report has ended. The tokens and ids are secrets: whoever has one can
 * answer in our place. So no text form shows them.
 */
public sealed interface Callback {
  /**
   * A task of AWS Step Functions that waits for its token ({@code .waitForTaskToken}).
   *
   * @param token 1 to 2,048 characters, secret
   */
  record TaskToken(String token) implements Callback {
    @Override
    public String toString() {
      return "TaskToken[]";
    }
  }

  /**
   * A Lambda durable function that waits for a callback.
   *
   * @param id 1 to 1,024 characters of Base64, secret
   */
  record DurableCallback(String id) implements Callback {
    @Override
    public String toString() {
      return "DurableCallback[]";
    }
  }

  /**
   * An SQS queue that gets a message.
   *
   * @param url one of the queues that the settings allow
   */
  record Queue(String url) implements Callback {}
}
