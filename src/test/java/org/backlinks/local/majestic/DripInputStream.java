package org.backlinks.local.majestic;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.eclipse.jetty.server.HttpConnection;

/** A body that arrives in pieces with a pause before each piece. */
final class DripInputStream extends InputStream {
  private final byte[] body;
  private final int pieceLength;
  private final Pause pause;
  private int position;

  /** Waits before a piece, on the thread of the server. */
  interface Pause {
    void await() throws IOException;
  }

  DripInputStream(byte[] body, int pieces, Pause pause) {
    this.body = body;
    this.pieceLength = Math.max(1, Math.ceilDiv(body.length, pieces));
    this.pause = pause;
  }

  @Override
  public int read() throws IOException {
    byte[] buffer = new byte[1];
    return read(buffer, 0, 1) < 0 ? -1 : buffer[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length == 0 || position == body.length) {
      return length == 0 ? 0 : -1;
    }
    if (position % pieceLength == 0) {
      HttpConnection.getCurrentConnection().getHttpChannel().getResponse().getHttpOutput().flush();
      pause.await();
    }
    int count =
        Math.min(length, Math.min(pieceLength - position % pieceLength, body.length - position));
    System.arraycopy(body, position, buffer, offset, count);
    position += count;
    return count;
  }
}
