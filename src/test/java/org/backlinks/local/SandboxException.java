package org.backlinks.local;

/** The process sent a request at the wrong time, or with an unknown identifier. */
final class SandboxException extends Exception {
  private static final long serialVersionUID = 1;

  private final String errorType;

  SandboxException(String type, String message) {
    super(message);
    this.errorType = type;
  }

  /** Returns the error type of Lambda. */
  String errorType() {
    return errorType;
  }
}
