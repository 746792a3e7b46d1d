package org.backlinks.majestic.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/**
 * A response whose body is still arriving. Any thread may close it, which ends the connection at
 * once.
 */
public final class IncomingResponse implements AutoCloseable {
  private static final Http1Config CHUNKED_CONFIG =
      Http1Config.custom().setMaxHeaderCount(1_000).build();

  private final ResponseHead head;
  private final Connection connection;
  private final InputStream body;

  /** The connection on which a response arrives. */
  public interface Connection extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Makes a response whose head has been read.
   *
   * @param body the body with its codings. It ends where the body ends
   */
  public IncomingResponse(ResponseHead head, Connection connection, InputStream body) {
    this.head = head;
    this.connection = connection;
    this.body = new ResponseBodyInputStream(body);
  }

  /**
   * Makes a response whose head has been read.
   *
   * @param buffer contains the first bytes of the body, if they were read with the head
   * @param in the stream with the other bytes of the body
   */
  static IncomingResponse of(
      ResponseHead head, PollingSocket connection, SessionInputBuffer buffer, InputStream in) {
    long length = head.bodyLength();
    InputStream body =
        length == ResponseHead.CHUNKED
            ? new ChunkedInputStream(buffer, in, CHUNKED_CONFIG)
            : length == ResponseHead.UNTIL_CLOSED
                ? new IdentityInputStream(buffer, in)
                : new ContentLengthInputStream(buffer, in, length);
    return new IncomingResponse(head, connection::close, body);
  }

  public ResponseHead head() {
    return head;
  }

  /** Returns whether reading the body fails when the network truncates it. */
  public boolean canDetectTruncation() {
    return head.bodyLength() != ResponseHead.UNTIL_CLOSED;
  }

  /** Returns the body without any coding. Closing the stream ends the connection. */
  public InputStream decodedBody() throws UnreadableException {
    return closingConnection(ContentCodings.decode(body, head.codings(), canDetectTruncation()));
  }

  /** Returns the body with its content codings. Closing the stream ends the connection. */
  public InputStream encodedBody() throws UnreadableException {
    return closingConnection(
        ContentCodings.decode(body, head.transferCodings(), canDetectTruncation()));
  }

  private InputStream closingConnection(InputStream decoded) {
    return new FilterInputStream(decoded) {
      @Override
      public void close() throws IOException {
        try (connection) {
          super.close();
        }
      }
    };
  }

  @Override
  public void close() {
    connection.close();
  }
}
