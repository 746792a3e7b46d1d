package org.backlinks.majestic;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.backlinks.snapshot.SnapshotBuilder;

/** The two forms of an answer; upstream tells them apart by the path. */
enum Format {
  JSON {
    @Override
    Envelope read(InputStream body, SnapshotBuilder into, Map<String, String> globals)
        throws IOException {
      return JsonAnswerReader.read(body, into, globals);
    }
  },
  XML {
    @Override
    Envelope read(InputStream body, SnapshotBuilder into, Map<String, String> globals)
        throws IOException {
      return XmlAnswerReader.read(body, into, globals);
    }
  };

  /** The last part of the address. */
  String path() {
    return this == JSON ? "json" : "xml";
  }

  /**
   * Reads a whole answer.
   *
   * @param globals where the global variables go; they count even when the rest can't be read
   * @throws UnreadableException when the body is not upstream's
   * @throws IOException when the body can't be had, or chunks can't be stored
   */
  abstract Envelope read(InputStream body, SnapshotBuilder into, Map<String, String> globals)
      throws IOException;
}
