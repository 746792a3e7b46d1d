package org.backlinks.majestic.http;

import java.io.InputStream;
import java.util.List;
import java.util.Set;

/** Decodes a body from the codings that its head names. */
final class ContentCodings {
  /** Each coding needs buffers of its own. No server applies more than two codings. */
  private static final int MAX_CODINGS = 4;

  /** Maximum length of a decoded body, in bytes. */
  private static final long MAX_LENGTH = 1L << 30;

  private static final String DEFLATE = "deflate";
  private static final Set<String> SUPPORTED = Set.of("gzip", "x-gzip", DEFLATE);

  private ContentCodings() {}

  /**
   * Decodes a body. Ignores an unknown coding, because some servers name one that they did not
   * apply. A body that really has an unknown coding can't be read as an answer.
   *
   * @param codings names in lower case, in the order in which the codings were applied
   * @param canDetectTruncation whether reading the body fails when the network truncates it
   * @throws UnreadableException when too many codings were applied
   */
  static InputStream decode(InputStream body, List<String> codings, boolean canDetectTruncation)
      throws UnreadableException {
    List<String> applied = codings.reversed().stream().filter(SUPPORTED::contains).toList();
    if (applied.size() > MAX_CODINGS) {
      throw new UnreadableException("the body is compressed more than " + MAX_CODINGS + " times");
    }
    InputStream decoded = body;
    for (String coding : applied) {
      InputStream uncompressed =
          coding.equals(DEFLATE)
              ? new DeflateCodingInputStream(decoded)
              : new MultiMemberGzipInputStream(decoded, canDetectTruncation);
      decoded = new BoundedInputStream(uncompressed, MAX_LENGTH, "the decompressed body");
    }
    return decoded;
  }
}
