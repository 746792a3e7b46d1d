package org.backlinks.majestic.http;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** Sends requests. The body of a response is still arriving when its head is returned. */
public interface Transport {
  /**
   * Sends a request to the addresses that the system finds for its host.
   *
   * @param maxReadTime the longest time until the end of the body, connection and head included
   */
  IncomingResponse send(OutgoingRequest request, Duration maxReadTime) throws IOException;

  /**
   * Sends a request.
   *
   * @param addresses addresses of the request's host, in the order in which they are tried
   * @param maxReadTime the longest time until the end of the body, connection and head included
   * @return the final response, whose body is still arriving
   * @throws RequestNotSentException when nothing was sent
   * @throws UnreadableException when the head of the response can't be read
   * @throws ReadTimeoutException when the head does not arrive in time
   * @throws IOException when the connection breaks, or ends within the head
   */
  IncomingResponse send(OutgoingRequest request, List<InetAddress> addresses, Duration maxReadTime)
      throws IOException;
}
