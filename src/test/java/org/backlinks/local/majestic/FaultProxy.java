package org.backlinks.local.majestic;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A TCP proxy on the loopback interface that causes faults of its connections. */
public final class FaultProxy implements AutoCloseable {
  private static final int BUFFER_BYTES = 8_192;

  /** What the proxy does with connections, including the open ones. */
  public sealed interface Mode {
    /** Forwards all bytes. */
    record PassThrough() implements Mode {}

    /** Closes a connection after this number of further bytes of answers. */
    record CutAfter(long bytes) implements Mode {}

    /**
     * Holds a connection after this number of further bytes of answers, until {@link #release()}.
     */
    record StallAfter(long bytes) implements Mode {}

    /** Resets a connection when a request arrives. */
    record Reset() implements Mode {}

    /**
     * Forwards this number of further requests. Holds later requests before the server receives
     * them.
     */
    record HoldRequests(int passedRequests) implements Mode {}

    /**
     * Forwards this number of further requests with their answers. Holds the answers to later
     * requests.
     */
    record HoldAnswers(int passedAnswers) implements Mode {}
  }

  private final InetSocketAddress target;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile ServerSocket serverSocket;
  private volatile Thread acceptor;
  private volatile ActiveMode activeMode = new ActiveMode(new Mode.PassThrough());

  /** A mode and its counters since it was set. */
  private record ActiveMode(
      Mode mode, AtomicInteger requests, Semaphore held, CountDownLatch released) {
    ActiveMode(Mode mode) {
      this(mode, new AtomicInteger(), new Semaphore(0), new CountDownLatch(1));
    }

    void hold() throws IOException {
      held.release();
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new IOException("interrupted while holding", e);
      }
    }
  }

  private FaultProxy(InetSocketAddress target) throws IOException {
    this.target = target;
    serverSocket = openServerSocket(0);
    port = serverSocket.getLocalPort();
    acceptor = startAcceptor(serverSocket);
  }

  /** Starts a proxy for this address, on a free port of the loopback interface. */
  public static FaultProxy startFor(String host, int port) throws IOException {
    return new FaultProxy(new InetSocketAddress(host, port));
  }

  /** Starts a proxy for this server. */
  public static FaultProxy startFor(URI server) throws IOException {
    return startFor(server.getHost(), server.getPort());
  }

  /** Returns the base address of the proxy. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Returns the number of accepted connections. */
  public int connectionCount() {
    return connections.get();
  }

  /** Sets the mode. Releases everything that the previous mode holds. */
  public void setMode(Mode newMode) {
    ActiveMode previous = activeMode;
    activeMode = new ActiveMode(newMode);
    previous.released.countDown();
  }

  /**
   * Waits until the mode holds this number of further connections. Returns false when the timeout
   * ends before.
   */
  public boolean awaitHeld(int connections, Duration timeout) throws InterruptedException {
    return activeMode.held.tryAcquire(connections, timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Releases everything that is held and forwards all later bytes. */
  public void release() {
    setMode(new Mode.PassThrough());
  }

  /** Refuses new connections and closes the open ones. */
  public void refuseConnections() throws IOException {
    serverSocket.close();
    try {
      // the system accepts connections as long as a thread waits for one
      acceptor.join();
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
    closeConnections();
  }

  /** Accepts connections again, on the same port. */
  public void acceptConnections() throws IOException {
    serverSocket = openServerSocket(port);
    acceptor = startAcceptor(serverSocket);
  }

  /** Closes every open connection. */
  public void closeConnections() {
    sockets.forEach(FaultProxy::closeQuietly);
  }

  @Override
  public void close() throws IOException {
    refuseConnections();
    release();
  }

  private Thread startAcceptor(ServerSocket listener) {
    return Thread.ofVirtual().start(() -> acceptAll(listener));
  }

  private static ServerSocket openServerSocket(int port) throws IOException {
    ServerSocket opened = new ServerSocket();
    opened.setReuseAddress(true);
    opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return opened;
  }

  private void acceptAll(ServerSocket listener) {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        connections.incrementAndGet();
        sockets.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    Socket server = new Socket();
    sockets.add(server);
    try {
      server.connect(target);
      ConnectionState state = new ConnectionState();
      Thread.ofVirtual().start(() -> copyRequests(client, server, state));
      copyAnswers(server.getInputStream(), client.getOutputStream(), state);
    } catch (IOException e) {
      // one side closed its connection: the proxy closes the other one
    } finally {
      forget(client);
      forget(server);
    }
  }

  /**
   * The state of a connection: whether its request is answered, and the number of that request
   * since the mode was set.
   */
  private static final class ConnectionState {
    private volatile boolean isAnswered = true;
    private volatile int requestNumber;
    private volatile @Nullable ActiveMode activeMode;
  }

  private void copyRequests(Socket client, Socket server, ConnectionState state) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      int count;
      while ((count = client.getInputStream().read(buffer)) >= 0) {
        ActiveMode currentMode = activeMode;
        if (state.isAnswered) {
          state.isAnswered = false;
          state.requestNumber = currentMode.requests.incrementAndGet();
          state.activeMode = currentMode;
        }
        if (currentMode.mode instanceof Mode.Reset) {
          client.setSoLinger(true, 0);
          break;
        }
        if (currentMode.mode instanceof Mode.HoldRequests(int limit)
            && state.requestNumber > limit) {
          currentMode.hold();
        }
        server.getOutputStream().write(buffer, 0, count);
      }
      if (count >= 0) {
        closeQuietly(client);
        closeQuietly(server);
      } else {
        server.shutdownOutput();
      }
    } catch (IOException e) {
      closeQuietly(client);
      closeQuietly(server);
    }
  }

  private void copyAnswers(InputStream input, OutputStream output, ConnectionState state)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    ActiveMode lastMode = activeMode;
    long sent = 0;
    int count;
    while ((count = input.read(buffer)) >= 0) {
      ActiveMode currentMode = activeMode;
      sent = currentMode == lastMode ? sent : 0;
      lastMode = currentMode;
      state.isAnswered = true;
      if (currentMode.mode instanceof Mode.HoldAnswers(int limit)
          && state.activeMode == currentMode
          && state.requestNumber > limit) {
        currentMode.hold();
      }
      int allowedBytes =
          (int) Math.min(count, Math.max(0, answerByteLimit(currentMode.mode) - sent));
      output.write(buffer, 0, allowedBytes);
      sent += count;
      if (allowedBytes < count) {
        if (currentMode.mode instanceof Mode.CutAfter) {
          return;
        }
        currentMode.hold();
        output.write(buffer, allowedBytes, count - allowedBytes);
      }
    }
  }

  /** Returns how many bytes of answers a connection can carry before the fault. */
  private static long answerByteLimit(Mode mode) {
    return switch (mode) {
      case Mode.CutAfter(long bytes) -> bytes;
      case Mode.StallAfter(long bytes) -> bytes;
      default -> Long.MAX_VALUE;
    };
  }

  private void forget(Socket socket) {
    sockets.remove(socket);
    closeQuietly(socket);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // the socket is already closed
    }
  }
}
