package org.backlinks.majestic.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.backlinks.task.TaskScheduler;

/**
 * Sends a request once, on a connection of its own, and reads the response in the caller's task. It
 * reuses no connection, follows no redirect and repeats no request.
 */
public final class HttpTransport implements Transport {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final int BUFFER_SIZE = 8 * 1024;

  /** The longest time for a whole head, as a multiple of the longest gap. */
  private static final int HEAD_TIMEOUT_FACTOR = 2;

  private final Duration timeout;
  private final LongSupplier clock;
  private final TaskScheduler scheduler;
  private final Supplier<SSLSocketFactory> tlsFactory;

  /**
   * Makes a transport.
   *
   * @param timeout the longest time to the first byte, and the longest gap in a body
   * @param clock running time in nanoseconds
   * @param tlsFactory called only for an https address
   */
  public HttpTransport(
      Duration timeout,
      LongSupplier clock,
      TaskScheduler scheduler,
      Supplier<SSLSocketFactory> tlsFactory) {
    this.timeout = timeout;
    this.clock = clock;
    this.scheduler = scheduler;
    this.tlsFactory = tlsFactory;
  }

  @Override
  public IncomingResponse send(OutgoingRequest request, Duration maxReadTime) throws IOException {
    List<InetAddress> addresses;
    try {
      addresses = List.of(InetAddress.getAllByName(request.host()));
    } catch (UnknownHostException e) {
      throw new RequestNotSentException("the host has no address");
    }
    return send(request, addresses, maxReadTime);
  }

  @Override
  public IncomingResponse send(
      OutgoingRequest request, List<InetAddress> addresses, Duration maxReadTime)
      throws IOException {
    long startNanos = clock.getAsLong();
    PollingSocket connection =
        PollingSocket.connect(addresses, request.port(), CONNECT_TIMEOUT, clock, scheduler);
    boolean isOpen = false;
    try {
      Socket socket = request.isSecure() ? startTls(connection, request) : connection;
      if (scheduler.isInterrupted()) {
        throw new RequestNotSentException("the call was interrupted before it was sent");
      }
      Duration maxHeadTime = timeout.multipliedBy(HEAD_TIMEOUT_FACTOR);
      connection.setReadLimits(timeout, maxHeadTime);
      socket.getOutputStream().write(request.toBytes());
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      SessionInputBufferImpl buffer =
          new SessionInputBufferImpl(BUFFER_SIZE, ResponseHeadReader.MAX_HEAD_LENGTH);
      ResponseHead head = new ResponseHeadReader(buffer, in).read();
      // the head is part of the read time: after it, the invocation needs time for its writes
      connection.setReadLimits(timeout, maxReadTime, startNanos);
      isOpen = true;
      return IncomingResponse.of(head, connection, buffer, in);
    } catch (RuntimeException e) {
      throw new IOException("the exchange failed", e);
    } finally {
      if (!isOpen) {
        connection.close();
      }
    }
  }

  /** Starts TLS on a connection. The other side must prove that it is the request's host. */
  private Socket startTls(PollingSocket connection, OutgoingRequest request)
      throws RequestNotSentException {
    connection.setReadLimits(CONNECT_TIMEOUT, CONNECT_TIMEOUT);
    try {
      SSLSocket secured =
          (SSLSocket)
              tlsFactory.get().createSocket(connection, request.host(), request.port(), true);
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      return secured;
    } catch (IOException | RuntimeException e) {
      throw new RequestNotSentException("no secure connection");
    }
  }
}
