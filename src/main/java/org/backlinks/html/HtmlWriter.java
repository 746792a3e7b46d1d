package org.backlinks.html;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.backlinks.render.ResponseBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes HTML and the SVG in it. Texts and the values of attributes are always escaped. Names of
 * elements and attributes must be constants of the program.
 */
final class HtmlWriter {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> openElements = new ArrayDeque<>();

  /**
   * Begins an element.
   *
   * @param attributes names and values in turn. An attribute with an empty value is left out
   */
  HtmlWriter begin(String name, String... attributes) {
    writeTag(name, attributes);
    openElements.push(name);
    return this;
  }

  /** Ends the element that began last. */
  HtmlWriter end() {
    out.append("</").append(openElements.pop()).append('>');
    return this;
  }

  /** Writes an element without content that needs no end. */
  HtmlWriter empty(String name, String... attributes) {
    writeTag(name, attributes);
    return this;
  }

  /** Writes an SVG shape. */
  HtmlWriter shape(String name, String... attributes) {
    writeTag(name, attributes);
    out.insert(out.length() - 1, '/');
    return this;
  }

  /** Writes an element that contains only text. */
  HtmlWriter element(String name, String text, String... attributes) {
    return begin(name, attributes).text(text).end();
  }

  /** Writes text. */
  HtmlWriter text(String text) {
    escape(text);
    return this;
  }

  /**
   * Writes a text of upstream. Its direction neither depends on the text around it nor changes it.
   */
  HtmlWriter foreignText(String text) {
    return begin("bdi").text(text).end();
  }

  /** Writes a text of upstream, or the word "unknown" when there is none. */
  HtmlWriter foreignTextOrUnknown(@Nullable String text) {
    return text == null ? element("span", Numbers.UNKNOWN, "class", "note") : foreignText(text);
  }

  /** Writes the content of a style element. It must be a constant of the program. */
  HtmlWriter style(String css) {
    out.append("<style>").append(css).append("</style>");
    return this;
  }

  /** Writes the declaration of the document's type. */
  HtmlWriter doctype() {
    out.append("<!doctype html>\n");
    return this;
  }

  /** Adds a finished part that another writer wrote. */
  HtmlWriter part(String html) {
    out.append(html);
    return this;
  }

  private void writeTag(String name, String... attributes) {
    out.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      if (!attributes[i + 1].isEmpty()) {
        out.append(' ').append(attributes[i]).append("=\"");
        escape(attributes[i + 1]);
        out.append('"');
      }
    }
    out.append('>');
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      switch (character) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(character);
      }
    }
  }

  /** Returns the HTML. All elements must have ended. */
  @Override
  public String toString() {
    if (!openElements.isEmpty()) {
      throw new IllegalStateException("open elements: " + openElements);
    }
    return out.toString();
  }

  /** Returns the HTML as the body of a response. */
  ResponseBuffer toBody() {
    byte[] utf8 = toString().getBytes(StandardCharsets.UTF_8);
    ResponseBuffer body = new ResponseBuffer();
    body.write(utf8, 0, utf8.length);
    return body;
  }
}
