package org.backlinks.local.majestic;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A loopback TCP proxy that breaks the connections which run through it, on order. */
public final class FaultProxy implements AutoCloseable {
  private static final int BUFFER = 8_192;

  /** What happens to a connection, decided when it is accepted. */
  public sealed interface Mode {
    /** All bytes go through. */
    record Pass() implements Mode {}

    /** Both sides are closed after so many bytes of the answer. */
    record CutAfter(long bytes) implements Mode {}

    /** Nothing more comes after so many bytes of the answer, until {@link #unstall()}. */
    record StallAfter(long bytes) implements Mode {}

    /** The connection is reset as soon as the first byte of a request was read. */
    record Reset() implements Mode {}
  }

  private final InetSocketAddress target;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile ServerSocket door;
  private volatile Mode mode = new Mode.Pass();
  private volatile CountDownLatch stall = new CountDownLatch(1);

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

  /** What happens to connections from now on; those that are open keep their mode. */
  public void mode(Mode next) {
    mode = next;
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

  /** Lets stalled connections go on; connections to come stall anew. */
  public void unstall() {
    CountDownLatch now = stall;
    stall = new CountDownLatch(1);
    now.countDown();
  }

  @Override
  public void close() throws IOException {
    refuse();
    unstall();
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
        Mode chosen = mode;
        Thread.ofVirtual().start(() -> serve(client, chosen));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client, Mode chosen) {
    Socket server = new Socket();
    sockets.add(server);
    try {
      if (chosen instanceof Mode.Reset) {
        client.getInputStream().read();
        client.setSoLinger(true, 0);
        return;
      }
      server.connect(target);
      Thread.ofVirtual().start(() -> copyRequests(client, server));
      copyAnswers(server.getInputStream(), client.getOutputStream(), chosen);
    } catch (IOException ended) {
      // the other side went away: so does this one
    } finally {
      forget(client);
      forget(server);
    }
  }

  private static void copyRequests(Socket client, Socket server) {
    try {
      client.getInputStream().transferTo(server.getOutputStream());
      server.shutdownOutput();
    } catch (IOException ended) {
      closed(server);
    }
  }

  private void copyAnswers(InputStream from, OutputStream to, Mode chosen) throws IOException {
    long left =
        switch (chosen) {
          case Mode.CutAfter(long bytes) -> bytes;
          case Mode.StallAfter(long bytes) -> bytes;
          case Mode.Pass _, Mode.Reset _ -> Long.MAX_VALUE;
        };
    CountDownLatch goesOn = stall;
    byte[] buffer = new byte[BUFFER];
    while (true) {
      if (left == 0) {
        if (chosen instanceof Mode.CutAfter) {
          return;
        }
        awaited(goesOn);
        left = Long.MAX_VALUE;
      }
      int count = from.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        return;
      }
      to.write(buffer, 0, count);
      left -= count;
    }
  }

  private static void awaited(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IOException("stopped while stalling", stopped);
    }
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
