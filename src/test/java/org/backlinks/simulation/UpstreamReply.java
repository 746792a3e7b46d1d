package org.backlinks.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.backlinks.local.majestic.FakeAnswer;
import org.backlinks.local.majestic.FakeFormat;
import org.backlinks.local.majestic.FakeTable;
import org.backlinks.simulation.UpstreamLedger.PaidCall;
import org.jspecify.annotations.Nullable;

/**
 * A reply of the simulated upstream.
 *
 * @param charge the charge of the rows in it, or null when it has none
 */
record UpstreamReply(int status, FakeAnswer answer, @Nullable PaidCall charge) {
  static UpstreamReply notFound() {
    return new UpstreamReply(404, FakeAnswer.refused("NotFound", ""), null);
  }

  static UpstreamReply refusal(String code) {
    return new UpstreamReply(200, FakeAnswer.refused(code, code), null);
  }

  /**
   * Returns an answer.
   *
   * @param tables null when the answer has no tables
   */
  static UpstreamReply of(
      String code, Map<String, Object> globals, @Nullable List<FakeTable> tables) {
    // sorted, so that the same seed gives the same bytes
    SequencedMap<String, Object> all = new TreeMap<>(globals);
    all.put("IndexType", 0);
    return new UpstreamReply(200, FakeAnswer.ofCode(code, all, tables), null);
  }

  /** Returns whether the reply says that all is well, but has no lists. */
  boolean isOkWithoutLists() {
    return answer.code().equals("OK") && answer.tables() != null && answer.tables().isEmpty();
  }

  /** Returns the same answer with another charge. */
  UpstreamReply withCharge(@Nullable PaidCall newCharge) {
    return new UpstreamReply(status, answer, newCharge);
  }

  byte[] body(FakeFormat format) {
    if (status != 200) {
      return "not found".getBytes(StandardCharsets.UTF_8);
    }
    try (InputStream body = format.stream(answer)) {
      return body.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
