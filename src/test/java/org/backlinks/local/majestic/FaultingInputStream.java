package org.backlinks.local.majestic;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.eclipse.jetty.server.HttpConnection;

/** A body that sends its first bytes and then causes a fault of its connection. */
final class FaultingInputStream extends InputStream {
  private final byte[] body;
  private final int faultPosition;
  private final ConnectionFault fault;
  private int position;
  private boolean isTriggered;

  /** The fault, on the thread of the server. */
  interface ConnectionFault {
    void apply(HttpConnection connection) throws IOException;
  }

  FaultingInputStream(byte[] body, int percent, ConnectionFault fault) {
    this.body = body;
    this.faultPosition = (int) ((long) body.length * percent / 100);
    this.fault = fault;
  }

  /** Closes the socket before the announced length or the last chunk is sent. */
  static void closeConnection(HttpConnection connection) throws IOException {
    connection.getEndPoint().close();
    throw new IOException("cut on purpose");
  }

  @Override
  public int read() throws IOException {
    byte[] buffer = new byte[1];
    return read(buffer, 0, 1) < 0 ? -1 : buffer[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length == 0) {
      return 0;
    }
    if (position == faultPosition && !isTriggered) {
      isTriggered = true;
      HttpConnection connection = HttpConnection.getCurrentConnection();
      connection.getHttpChannel().getResponse().getHttpOutput().flush();
      fault.apply(connection);
    }
    int count = Math.min(length, (isTriggered ? body.length : faultPosition) - position);
    System.arraycopy(body, position, buffer, offset, count);
    position += count;
    return count == 0 ? -1 : count;
  }
}
