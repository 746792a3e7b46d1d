package org.backlinks.local.majestic;

import java.io.InputStream;
import java.util.Iterator;

/** The two ways in which an answer is written; the request's path chooses. */
enum Format {
  JSON("application/json; charset=utf-8") {
    @Override
    Iterator<String> pieces(Answer answer) {
      return JsonWriter.pieces(answer);
    }
  },
  XML("text/xml; charset=utf-8") {
    @Override
    Iterator<String> pieces(Answer answer) {
      return XmlWriter.pieces(answer);
    }
  };

  final String contentType;

  Format(String contentType) {
    this.contentType = contentType;
  }

  /** The answer's text, a row at a time. */
  abstract Iterator<String> pieces(Answer answer);

  /** The answer's bytes, made while they are read. */
  InputStream stream(Answer answer) {
    return new PieceStream(pieces(answer));
  }
}
