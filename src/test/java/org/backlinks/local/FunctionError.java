package org.backlinks.local;

import java.time.Duration;

/** An invocation that ended without an answer: Lambda's error type, and the text behind it. */
public final class FunctionError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String type;
  private final String text;

  FunctionError(String type, String text) {
    super(type + ": " + text);
    this.type = type;
    this.text = text;
  }

  static FunctionError timedOut(Duration limit) {
    return new FunctionError(
        "Sandbox.Timedout", "Task timed out after %.2f seconds".formatted(limit.toMillis() / 1e3));
  }

  static FunctionError tooLarge(String what, long bytes) {
    return new FunctionError(
        "Function.ResponseSizeTooLarge",
        what + " of " + bytes + " bytes exceeds the limit of " + RuntimeApi.LIMIT + " bytes");
  }

  /**
   * Lambda's word for it: {@code Unhandled}, {@code Runtime.ExitError}, {@code Init}, {@code
   * Sandbox.Timedout}, {@code Function.ResponseSizeTooLarge}.
   */
  public String type() {
    return type;
  }

  /** What the function posted, or the last lines that its process wrote. */
  public String text() {
    return text;
  }
}
