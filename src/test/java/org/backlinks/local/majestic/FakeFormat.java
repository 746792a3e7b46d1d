package org.backlinks.local.majestic;

import java.io.InputStream;
import java.util.Iterator;

/** The two formats of an answer. The path of the request selects one. */
public enum FakeFormat {
  JSON("application/json; charset=utf-8") {
    @Override
    Iterator<String> pieces(FakeAnswer answer) {
      return JsonAnswerWriter.pieces(answer);
    }
  },
  XML("text/xml; charset=utf-8") {
    @Override
    Iterator<String> pieces(FakeAnswer answer) {
      return XmlAnswerWriter.pieces(answer);
    }
  };

  final String contentType;

  FakeFormat(String contentType) {
    this.contentType = contentType;
  }

  /** Returns the text of the answer, one row at a time. */
  abstract Iterator<String> pieces(FakeAnswer answer);

  /** Returns the bytes of the answer. They are generated while they are read. */
  public InputStream stream(FakeAnswer answer) {
    return new PieceInputStream(pieces(answer));
  }
}
