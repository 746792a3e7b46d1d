package org.backlinks.local.majestic;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.eclipse.jetty.server.HttpConnection;

/** A body that sends its first bytes for certain, and then does something to its connection. */
final class Broken extends InputStream {
  private final byte[] body;
  private final int breakAt;
  private final Fault fault;
  private int at;
  private boolean done;

  /** What happens at the break, on the server's own thread. */
  interface Fault {
    void strike(HttpConnection connection) throws IOException;
  }

  Broken(byte[] body, int percent, Fault fault) {
    this.body = body;
    this.breakAt = (int) ((long) body.length * percent / 100);
    this.fault = fault;
  }

  /** Closes the socket, so that neither length nor last chunk come out right. */
  static void cut(HttpConnection connection) throws IOException {
    connection.getEndPoint().close();
    throw new IOException("cut on purpose");
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (at == breakAt && !done) {
      done = true;
      HttpConnection connection = HttpConnection.getCurrentConnection();
      connection.getHttpChannel().getResponse().getHttpOutput().flush();
      fault.strike(connection);
    }
    int count = Math.min(length, (done ? body.length : breakAt) - at);
    System.arraycopy(body, at, into, from, count);
    at += count;
    return count == 0 ? -1 : count;
  }
}
