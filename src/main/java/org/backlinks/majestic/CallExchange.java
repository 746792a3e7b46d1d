package org.backlinks.majestic;

import jakarta.ws.rs.core.Form;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.backlinks.majestic.read.ResponseFormat;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.SnapshotBuilder;
import org.jboss.resteasy.reactive.RestResponse;

/** Sends a call with given credentials and reads its answer. */
final class CallExchange {
  private static final int MIN_REFUSAL_STATUS = 400;

  private final RetryingApi api;
  private final ResponseFormat format;
  private final ExchangeRunner exchangeRunner;
  private final AnswerReader answerReader;
  private final FailureClassifier failureClassifier;
  private final Duration maxReadTime;

  /**
   * Makes an exchange.
   *
   * @param maxReadTime the maximum time to read a body, even if a call allows more
   */
  CallExchange(
      RetryingApi api,
      ResponseFormat format,
      ExchangeRunner exchangeRunner,
      AnswerReader answerReader,
      FailureClassifier failureClassifier,
      Duration maxReadTime) {
    this.api = api;
    this.format = format;
    this.exchangeRunner = exchangeRunner;
    this.answerReader = answerReader;
    this.failureClassifier = failureClassifier;
    this.maxReadTime = maxReadTime;
  }

  /**
   * Sends a call. Repeats the call when it was certainly not charged.
   *
   * @param snapshot receives the rows
   * @throws IOException only when the rows can't be stored
   */
  Answer send(
      MajesticCall call, Credentials credentials, SnapshotBuilder snapshot, CallTimeLimits time)
      throws IOException {
    return exchangeRunner.run(() -> exchange(call, credentials, snapshot, time));
  }

  private Answer exchange(
      MajesticCall call, Credentials credentials, SnapshotBuilder snapshot, CallTimeLimits time)
      throws IOException {
    Form form = new Form();
    call.parameters().forEach(form::param);
    credentials.addTo(form);
    RestResponse<InputStream> response;
    InputStream entity;
    try {
      response = api.run(format.pathSegment(), form, time.capReadTime(maxReadTime));
      entity = response.getEntity();
    } catch (RuntimeException e) {
      return failureClassifier.classifyBeforeBody(e);
    }
    try (InputStream body = entity) {
      Duration retryAfter = RetryingApi.retryAfter(response);
      if (response.getStatus() >= MIN_REFUSAL_STATUS) {
        return FailureClassifier.classifyStatus(response.getStatus(), retryAfter);
      }
      return body == null
          ? new Answer.Unreadable(Globals.NONE, "the body is empty")
          : answerReader.read(
              format, body, snapshot, new AnswerClassifier(call, credentials, retryAfter));
    }
  }
}
