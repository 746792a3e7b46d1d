package org.backlinks.majestic.http;

import java.io.IOException;

/**
 * Thrown when nothing of a request was sent: there was no permit, no connection or no secure
 * connection.
 */
public final class RequestNotSentException extends IOException {
  private static final long serialVersionUID = 1L;

  public RequestNotSentException(String message) {
    super(message);
  }
}
