package org.backlinks.callback;

import jakarta.inject.Singleton;
import java.io.IOException;
import org.backlinks.config.Settings;
import org.backlinks.question.Callback;
import org.backlinks.report.Notice;
import org.backlinks.report.StoredCallback;
import org.jboss.logging.Logger;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.lambda.model.CallbackTimeoutException;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Sends notices by Step Functions, Lambda, SQS and EventBridge. */
@Singleton
final class AwsCallbackSender implements CallbackSender {
  private static final Logger LOG = Logger.getLogger(AwsCallbackSender.class);
  private static final String FIFO_SUFFIX = ".fifo";

  private final AwsClients clients;
  private final Settings.Notices settings;

  AwsCallbackSender(AwsClients clients, Settings settings) {
    this.clients = clients;
    this.settings = settings.notices();
  }

  /** A request to a service. Returns whether the recipient has it. */
  private interface Request {
    boolean send() throws IOException;
  }

  @Override
  public Result deliver(StoredCallback recipient, Notice notice) {
    if (recipient.id().isEvent() && settings.eventBus() == null) {
      return Result.CLOSED;
    }
    return send(
        recipient,
        () -> {
          switch (recipient.callback()) {
            case Callback.TaskToken(String token) -> endTask(token, notice);
            case Callback.DurableCallback(String id) -> endDurableCallback(id, notice);
            case Callback.Queue(String url) -> sendMessage(url, recipient, notice);
            case null -> {
              return putEvent(notice);
            }
          }
          return true;
        });
  }

  @Override
  public Result heartbeat(StoredCallback recipient) {
    return send(
        recipient,
        () -> {
          switch (recipient.callback()) {
            case Callback.TaskToken(String token) ->
                clients.stepFunctions().sendTaskHeartbeat(task -> task.taskToken(token));
            case Callback.DurableCallback(String id) ->
                clients
                    .lambda()
                    .sendDurableExecutionCallbackHeartbeat(callback -> callback.callbackId(id));
            case Callback.Queue _ -> {
              // a queue does not wait
            }
            case null -> {
              // a bus does not wait
            }
          }
          return true;
        });
  }

  private static Result send(StoredCallback recipient, Request request) {
    try {
      return request.send() ? Result.DELIVERED : Result.FAILED;
    } catch (TaskTimedOutException
        | TaskDoesNotExistException
        | InvalidTokenException
        | CallbackTimeoutException
        | InvalidParameterValueException
        | ResourceNotFoundException
        | QueueDoesNotExistException e) {
      return Result.CLOSED;
    } catch (IOException | RuntimeException e) {
      // the message may contain the token
      LOG.warnf("%s: a notice was not accepted: %s", recipient.id().owner().text(), reason(e));
      return Result.FAILED;
    }
  }

  private static String reason(Exception e) {
    return e instanceof AwsServiceException refused && refused.awsErrorDetails() != null
        ? refused.awsErrorDetails().errorCode()
        : e.getClass().getSimpleName();
  }

  private void endTask(String token, Notice notice) {
    if (notice.isReady()) {
      clients.stepFunctions().sendTaskSuccess(task -> task.taskToken(token).output(notice.json()));
    } else {
      clients
          .stepFunctions()
          .sendTaskFailure(
              task -> task.taskToken(token).error(notice.error()).cause(notice.cause()));
    }
  }

  private void endDurableCallback(String id, Notice notice) {
    if (notice.isReady()) {
      clients
          .lambda()
          .sendDurableExecutionCallbackSuccess(
              callback -> callback.callbackId(id).result(SdkBytes.fromUtf8String(notice.json())));
    } else {
      clients
          .lambda()
          .sendDurableExecutionCallbackFailure(callback ->
              callback
                  .callbackId(id)
                  .error(error ->
                      error
                          .errorType(notice.error())
                          .errorMessage(notice.cause())
                          .errorData(notice.json())));
    }
  }

  private void sendMessage(String url, StoredCallback recipient, Notice notice) throws IOException {
    boolean isFifo = url.endsWith(FIFO_SUFFIX);
    String group = isFifo ? NoticeFactory.reportId(recipient).text() : null;
    String key = isFifo ? recipient.id().owner().text() + "-" + recipient.id().number() : null;
    clients
        .sqs()
        .sendMessage(message ->
            message
                .queueUrl(url)
                .messageBody(notice.json())
                .messageGroupId(group)
                .messageDeduplicationId(key));
  }

  private boolean putEvent(Notice event) throws IOException {
    PutEventsRequestEntry entry =
        PutEventsRequestEntry.builder()
            .eventBusName(settings.eventBus())
            .source(CloudEvents.SOURCE)
            .detailType(CloudEvents.detailType(event))
            .detail(event.json())
            .build();
    PutEventsResponse answer = clients.eventBridge().putEvents(put -> put.entries(entry));
    return answer.failedEntryCount() == null || answer.failedEntryCount() == 0;
  }
}
