package org.backlinks.majestic.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class TrackingInputStreamTest {
  private static TrackingInputStream failingWith(Exception failure) {
    return new TrackingInputStream(
        new InputStream() {
          @Override
          public int read() throws IOException {
            if (failure instanceof IOException network) {
              throw network;
            }
            throw (RuntimeException) failure;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
          }
        });
  }

  @Test
  void streamCountsBytesRead() throws IOException {
    TrackingInputStream body = new TrackingInputStream(new ByteArrayInputStream(new byte[300]));
    assertThat(body.read()).isZero();
    assertThat(body.readAllBytes()).hasSize(299);
    assertThat(body.read()).isEqualTo(-1);
    assertThat(body.bytesRead()).isEqualTo(300);
    assertThat(body.failure()).isNull();
  }

  @Test
  void streamRemembersItsFailure() {
    IOException network = new IOException("reset");
    TrackingInputStream body = failingWith(network);
    assertThatThrownBy(body::read).isSameAs(network);
    assertThat(body.failure()).isSameAs(network);
  }

  @Test
  void runtimeExceptionBecomesIoException() {
    RuntimeException bug = new IllegalStateException("a bug of a library");
    TrackingInputStream body = failingWith(bug);
    assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasCause(bug);
    assertThat(body.failure()).hasCause(bug);
  }

  @Test
  void streamFailsBeyondMaximumLength() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            return length;
          }
        };
    TrackingInputStream body = new TrackingInputStream(endless);
    byte[] buffer = new byte[1 << 20];
    assertThatThrownBy(
            () -> {
              while (true) {
                assertThat(body.read(buffer)).isPositive();
              }
            })
        .isInstanceOf(UnreadableException.class);
    assertThat(body.bytesRead()).isEqualTo((1L << 30) + buffer.length);
  }
}
