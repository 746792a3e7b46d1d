package org.backlinks.majestic.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHeadReaderTest {
  private static ResponseHead read(String head) throws IOException {
    InputStream in = new ByteArrayInputStream(head.getBytes(ISO_8859_1));
    SessionInputBufferImpl buffer =
        new SessionInputBufferImpl(8 * 1024, ResponseHeadReader.MAX_HEAD_LENGTH);
    return new ResponseHeadReader(buffer, in).read();
  }

  @Test
  void headHasItsStatusAndFields() throws IOException {
    assertThat(read("HTTP/1.1 200 OK\r\nA: 1\r\nb:2\r\nA:  3 \r\n\r\nbody"))
        .isEqualTo(new ResponseHead(200, Map.of("a", List.of("1", "3"), "b", List.of("2"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 429\r\n\r\n",
        "HTTP/1.1 429 Too Many\n\n",
        "\r\n\r\n  http/9 429x\r\n\r\n",
        "HTTP/1.1 100 Continue\r\nX: 1\r\n\r\nHTTP/1.1 103 Hints\r\n\r\nHTTP/1.1 429 \r\n\r\n"
      })
  void finalStatusIsFoundInEverySpelling(String head) throws IOException {
    assertThat(read(head)).isEqualTo(new ResponseHead(429, Map.of()));
  }

  @Test
  void lineThatContinuesAFieldIsJoinedAndOtherLinesAreIgnored() throws IOException {
    assertThat(read("HTTP/1.1 200 OK\r\nA: 1\r\n  2\r\n\t3\r\nno header\r\n: none\r\n\r\n"))
        .isEqualTo(new ResponseHead(200, Map.of("a", List.of("1 2 3"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello\r\n\r\n", "HTTP/1.1\r\n\r\n", "HTTP/1.1 99 No\r\n\r\n"})
  void headWithoutStatusIsUnreadable(String head) {
    assertThatThrownBy(() -> read(head))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("the head of the answer has no status");
  }

  @Test
  void headIsUnreadableWhenItIsTooLong() {
    String interim = "HTTP/1.1 100 Continue\r\nX: " + "x".repeat(1_000) + "\r\n\r\n";

    assertThatThrownBy(() -> read(interim.repeat(64) + "HTTP/1.1 200 OK\r\n\r\n"))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("the head of the answer has more than 65536 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\nA: 1\r\n", "HTTP/1.1 100 C\r\n\r\n"})
  void readFailsWhenTheConnectionIsClosedWithinTheHead(String head) {
    assertThatThrownBy(() -> read(head))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("the connection was closed within the head");
  }
}
