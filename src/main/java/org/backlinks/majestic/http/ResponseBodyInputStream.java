package org.backlinks.majestic.http;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;

/**
 * A body that HttpCore delimits. It fails only with {@link IOException}. Closing it does nothing,
 * because HttpCore would read the body to its end.
 */
final class ResponseBodyInputStream extends InputStream {
  private final InputStream delimited;

  ResponseBodyInputStream(InputStream delimited) {
    this.delimited = delimited;
  }

  @Override
  public int read() throws IOException {
    byte[] singleByte = new byte[1];
    return read(singleByte, 0, 1) < 0 ? -1 : singleByte[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return delimited.read(bytes, offset, length);
    } catch (MalformedChunkCodingException e) {
      if (e.getCause() instanceof HttpException) {
        // the whole body was read, and only its trailer is invalid
        return -1;
      }
      throw e;
    } catch (RuntimeException e) {
      throw new IOException("the body can't be read", e);
    }
  }
}
