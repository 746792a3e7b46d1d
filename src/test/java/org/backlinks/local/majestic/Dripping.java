package org.backlinks.local.majestic;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.eclipse.jetty.server.HttpConnection;

/** A body that comes piece by piece, with a pause before each. */
final class Dripping extends InputStream {
  private final byte[] body;
  private final int piece;
  private final Pause pause;
  private int at;

  /** How a piece is waited for, on the server's own thread. */
  interface Pause {
    void take() throws IOException;
  }

  Dripping(byte[] body, int pieces, Pause pause) {
    this.body = body;
    this.piece = Math.max(1, Math.ceilDiv(body.length, pieces));
    this.pause = pause;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, into.length);
    if (length == 0 || at == body.length) {
      return length == 0 ? 0 : -1;
    }
    if (at % piece == 0) {
      HttpConnection.getCurrentConnection().getHttpChannel().getResponse().getHttpOutput().flush();
      pause.take();
    }
    int count = Math.min(length, Math.min(piece - at % piece, body.length - at));
    System.arraycopy(body, at, into, from, count);
    at += count;
    return count;
  }
}
