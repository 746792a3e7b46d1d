package org.backlinks.local.majestic;

import java.io.IOException;
import java.io.InputStream;
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

/** A loopback TCP proxy that breaks the connections which run through it, on order. */
public final class FaultProxy implements AutoCloseable {
  private static final int BUFFER = 8_192;

  /** What happens to connections, those that are open already included. */
  public sealed interface Mode {
    /** All bytes go through. */
    record Pass() implements Mode {}

    /** A connection is closed after so many more bytes of answers. */
    record CutAfter(long bytes) implements Mode {}

    /** A connection waits for {@link #release()} after so many more bytes of answers. */
    record StallAfter(long bytes) implements Mode {}

    /** A connection is reset when a request comes. */
    record Reset() implements Mode {}

    /** So many more requests pass; those that follow wait, unseen by the server. */
    record HoldRequests(int after) implements Mode {}

    /** So many more requests are answered; the answers to those that follow wait. */
    record HoldAnswers(int after) implements Mode {}
  }

  private final InetSocketAddress target;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile ServerSocket door;
  private volatile Order order = new Order(new Mode.Pass());

  /** A mode with what has happened since it was set. */
  private record Order(Mode mode, AtomicInteger requests, Semaphore held, CountDownLatch released) {
    Order(Mode mode) {
      this(mode, new AtomicInteger(), new Semaphore(0), new CountDownLatch(1));
    }

    void hold() throws IOException {
      held.release();
      try {
        released.await();
      } catch (InterruptedException stopped) {
        throw new IOException("stopped while holding", stopped);
      }
    }
  }

  private FaultProxy(InetSocketAddress target) throws IOException {
    this.target = target;
    door = opened(0);
    port = door.getLocalPort();
  }

  /** Starts before that address, on a free port of the loopback interface. */
  public static FaultProxy before(String host, int port) throws IOException {
    return new FaultProxy(new InetSocketAddress(host, port));
  }

  /** Starts before that server. */
  public static FaultProxy before(URI server) throws IOException {
    return before(server.getHost(), server.getPort());
  }

  /** The proxy's own base address. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Connections accepted so far. */
  public int connections() {
    return connections.get();
  }

  /** Sets what happens from now on; what an earlier mode holds or stalls goes on. */
  public void mode(Mode next) {
    Order old = order;
    order = new Order(next);
    old.released.countDown();
  }

  /** Waits until the mode holds or stalls so many more connections; false when that is too long. */
  public boolean awaitHeld(int connections, Duration atMost) throws InterruptedException {
    return order.held.tryAcquire(connections, atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Lets everything go on that is held or stalled, and passes all that follows. */
  public void release() {
    mode(new Mode.Pass());
  }

  /** Refuses new connections and ends those that are open. */
  public void refuse() throws IOException {
    door.close();
    dropAll();
  }

  /** Accepts connections again, on the same port. */
  public void accept() throws IOException {
    door = opened(port);
  }

  /** Ends every open connection. */
  public void dropAll() {
    sockets.forEach(FaultProxy::closed);
  }

  @Override
  public void close() throws IOException {
    refuse();
    release();
  }

  private ServerSocket opened(int at) throws IOException {
    ServerSocket opened = new ServerSocket();
    opened.setReuseAddress(true);
    opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
    Thread.ofVirtual().start(() -> acceptAll(opened));
    return opened;
  }

  private void acceptAll(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        Socket client = from.accept();
        connections.incrementAndGet();
        sockets.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    Socket server = new Socket();
    sockets.add(server);
    try {
      server.connect(target);
      Turns turns = new Turns();
      Thread.ofVirtual().start(() -> copyRequests(client, server, turns));
      copyAnswers(server.getInputStream(), client.getOutputStream(), turns);
    } catch (IOException ended) {
      // the other side went away: so does this one
    } finally {
      forget(client);
      forget(server);
    }
  }

  /** Whose turn it is on a connection, and the number of its request since the mode was set. */
  private static final class Turns {
    private volatile boolean answered = true;
    private volatile int request;
    private volatile @Nullable Order since;
  }

  private void copyRequests(Socket client, Socket server, Turns turns) {
    byte[] buffer = new byte[BUFFER];
    try {
      int count;
      while ((count = client.getInputStream().read(buffer)) >= 0) {
        Order now = order;
        if (turns.answered) {
          turns.answered = false;
          turns.request = now.requests.incrementAndGet();
          turns.since = now;
        }
        if (now.mode instanceof Mode.Reset) {
          client.setSoLinger(true, 0);
          break;
        }
        if (now.mode instanceof Mode.HoldRequests(int after) && turns.request > after) {
          now.hold();
        }
        server.getOutputStream().write(buffer, 0, count);
      }
      if (count >= 0) {
        closed(client);
        closed(server);
      } else {
        server.shutdownOutput();
      }
    } catch (IOException ended) {
      closed(client);
      closed(server);
    }
  }

  private void copyAnswers(InputStream from, OutputStream to, Turns turns) throws IOException {
    byte[] buffer = new byte[BUFFER];
    Order seen = order;
    long sent = 0;
    int count;
    while ((count = from.read(buffer)) >= 0) {
      Order now = order;
      sent = now == seen ? sent : 0;
      seen = now;
      turns.answered = true;
      if (now.mode instanceof Mode.HoldAnswers(int after)
          && turns.since == now
          && turns.request > after) {
        now.hold();
      }
      int most = (int) Math.min(count, Math.max(0, limit(now.mode) - sent));
      to.write(buffer, 0, most);
      sent += count;
      if (most < count) {
        if (now.mode instanceof Mode.CutAfter) {
          return;
        }
        now.hold();
        to.write(buffer, most, count - most);
      }
    }
  }

  /** How many bytes of answers a connection may carry before something happens. */
  private static long limit(Mode mode) {
    return switch (mode) {
      case Mode.CutAfter(long bytes) -> bytes;
      case Mode.StallAfter(long bytes) -> bytes;
      default -> Long.MAX_VALUE;
    };
  }

  private void forget(Socket socket) {
    sockets.remove(socket);
    closed(socket);
  }

  private static void closed(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // nothing left to close
    }
  }
}
