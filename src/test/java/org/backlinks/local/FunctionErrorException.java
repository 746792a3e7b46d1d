package org.backlinks.local;

import java.time.Duration;

/** An invocation ended without an answer. Contains the error type of Lambda and its details. */
public final class FunctionErrorException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String errorType;
  private final String details;

  FunctionErrorException(String type, String text) {
    super(type + ": " + text);
    this.errorType = type;
    this.details = text;
  }

  static FunctionErrorException ofTimeout(Duration limit) {
    return new FunctionErrorException(
        "Sandbox.Timedout", "Task timed out after %.2f seconds".formatted(limit.toMillis() / 1e3));
  }

  static FunctionErrorException ofExcessSize(String subject, long bytes) {
    return new FunctionErrorException(
        "Function.ResponseSizeTooLarge",
        subject
            + " of "
            + bytes
            + " bytes exceeds the limit of "
            + FakeRuntimeApi.MAX_PAYLOAD_BYTES
            + " bytes");
  }

  /**
   * Returns the error type of Lambda: {@code Unhandled}, {@code Runtime.ExitError}, {@code Init},
   * {@code Sandbox.Timedout}, {@code Function.ResponseSizeTooLarge}.
   */
  public String errorType() {
    return errorType;
  }

  /** Returns the error that the function posted, or the last lines that its process wrote. */
  public String details() {
    return details;
  }
}
