package org.backlinks.majestic.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.snapshot.SnapshotBuilder;

/** The formats of an answer. The path of the request selects one. */
public enum ResponseFormat {
  JSON {
    @Override
    public AnswerEnvelope read(
        InputStream body, SnapshotBuilder snapshot, Map<String, String> globals)
        throws IOException {
      return JsonAnswerReader.read(body, snapshot, globals);
    }
  },
  XML {
    @Override
    public AnswerEnvelope read(
        InputStream body, SnapshotBuilder snapshot, Map<String, String> globals)
        throws IOException {
      return XmlAnswerReader.read(body, snapshot, globals);
    }
  };

  /** Returns the last segment of the path of a request. */
  public String pathSegment() {
    return this == JSON ? "json" : "xml";
  }

  /**
   * Reads a whole answer.
   *
   * @param globals gets the global variables; they are valid even if the rest is unreadable
   * @throws UnreadableException when the body does not have the shape that upstream uses
   * @throws IOException when the body can't be received, or chunks can't be stored
   */
  public abstract AnswerEnvelope read(
      InputStream body, SnapshotBuilder snapshot, Map<String, String> globals) throws IOException;
}
