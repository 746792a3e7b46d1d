package org.backlinks.local.majestic;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConnection;
import org.eclipse.jetty.util.FutureCallback;

/**
 * A body that is never sent. Its first read writes other bytes to the connection, without the
 * server, and closes it.
 */
final class RawResponseInputStream extends InputStream {
  private final byte[] answer;

  RawResponseInputStream(byte[] answer) {
    this.answer = answer;
  }

  @Override
  public int read() throws IOException {
    EndPoint connection = HttpConnection.getCurrentConnection().getEndPoint();
    try {
      FutureCallback sent = new FutureCallback();
      connection.write(sent, ByteBuffer.wrap(answer));
      sent.get();
    } catch (ExecutionException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      connection.close();
    }
    throw new IOException("closed on purpose");
  }
}
