package org.backlinks.majestic.read;

import java.util.List;
import org.backlinks.snapshot.ByteArrays;

/**
 * Divides an XML document into pieces for a parser. A piece ends after a tag. The opening
 * characters of a comment, a CDATA section or a processing instruction are a piece, and so is its
 * rest.
 */
final class XmlMarkupScanner {
  /** The kinds of markup; {@code TEXT} is everything outside the others. */
  private enum Markup {
    TEXT("", ""),
    TAG("<", ">"),
    COMMENT("<!--", "-->"),
    CDATA("<![CDATA[", "]]>"),
    PROCESSING_INSTRUCTION("<?", "?>");

    private final String opening;
    private final String closing;

    Markup(String opening, String closing) {
      this.opening = opening;
      this.closing = closing;
    }
  }

  private final InputBuffer buffer;

  /** The markup in which the current position is. */
  private Markup markup = Markup.TEXT;

  /** The quote that ends the attribute value at the current position; 0 outside of values. */
  private byte quote;

  XmlMarkupScanner(InputBuffer buffer) {
    this.buffer = buffer;
  }

  /** Returns whether the current position is outside of tags, comments and sections. */
  boolean isInText() {
    return markup == Markup.TEXT;
  }

  /** Returns whether an ampersand at the current position starts a reference. */
  boolean hasReferences() {
    return markup == Markup.TEXT || markup == Markup.TAG;
  }

  /**
   * Returns the index after the piece that starts at the current position, at most {@code limit}.
   * The buffer must be at its end or contain the longest opening characters. The caller must skip
   * the piece before the next call.
   */
  int pieceEnd(int limit) {
    return switch (markup) {
      case TEXT -> textEnd(limit);
      case TAG -> tagEnd(buffer.position(), limit);
      case COMMENT, CDATA, PROCESSING_INSTRUCTION -> markupEnd(limit);
    };
  }

  /** Returns the end of a text with the tag after it, or of the opening of other markup. */
  private int textEnd(int limit) {
    byte[] bytes = buffer.bytes();
    int position = buffer.position();
    int tag = ByteArrays.indexOf(bytes, position, limit, '<');
    boolean mayBeOther = tag + 1 >= limit || bytes[tag + 1] == '!' || bytes[tag + 1] == '?';
    if (tag > position && mayBeOther) {
      return tag;
    }
    markup = tag == position ? markupAtPosition() : Markup.TAG;
    return markup == Markup.TAG ? tagEnd(tag, limit) : buffer.position() + markup.opening.length();
  }

  private Markup markupAtPosition() {
    int available = buffer.limit() - buffer.position();
    for (Markup other : List.of(Markup.COMMENT, Markup.CDATA, Markup.PROCESSING_INSTRUCTION)) {
      if (available >= other.opening.length() && buffer.matches(buffer.position(), other.opening)) {
        return other;
      }
    }
    return Markup.TAG;
  }

  private int tagEnd(int from, int limit) {
    byte[] bytes = buffer.bytes();
    for (int i = from; i < limit; i++) {
      byte next = bytes[i];
      if (quote != 0) {
        quote = next == quote ? 0 : quote;
      } else if (next == '"' || next == '\'') {
        quote = next;
      } else if (next == '>') {
        markup = Markup.TEXT;
        return i + 1;
      }
    }
    return limit;
  }

  private int markupEnd(int limit) {
    String closing = markup.closing;
    int last = limit - closing.length();
    for (int i = buffer.position(); i <= last; i++) {
      if (buffer.matches(i, closing)) {
        markup = Markup.TEXT;
        return i + closing.length();
      }
    }
    // the last bytes can be the start of the closing characters, so they stay for the next piece
    return buffer.isAtEnd() ? limit : last + 1;
  }
}
