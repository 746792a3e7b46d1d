package org.backlinks.question;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes and reads a question as JSON: the {@code request} of payloads and of stored reports. */
public final class QuestionJson {
  private static final JsonFactory JSON = new JsonFactory();

  private QuestionJson() {}

  /**
   * Writes the question as one JSON object. Leaves out {@code maxPerDomain} when it is absent, and
   * {@code includeDeleted} when it is false.
   */
  public static void write(Question question, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("target", question.target().text());
    out.writeArrayFieldStart("scopes");
    for (Scope scope : question.scopes()) {
      out.writeString(scope.wireName());
    }
    out.writeEndArray();
    out.writeStringField("index", question.index().wireName());
    out.writeNumberField("maxBacklinks", question.maxBacklinks());
    if (question.maxPerDomain() != null) {
      out.writeNumberField("maxPerDomain", question.maxPerDomain());
    }
    out.writeBooleanField("includeDomains", question.includeDomains());
    out.writeStringField("command", question.command().wireName());
    if (question.includeDeleted()) {
      out.writeBooleanField("includeDeleted", true);
    }
    out.writeEndObject();
  }

  /** Returns the question as the text of a JSON object. */
  public static String toJson(Question question) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      write(question, out);
    } catch (IOException e) {
      throw new UncheckedIOException("a question could not be written", e);
    }
    return text.toString();
  }

  /**
   * Reads a question that {@link #write} wrote. Skips unknown members.
   *
   * @throws IllegalArgumentException when the text is not such a question
   */
  public static Question parse(String json) {
    try (JsonParser in = JSON.createParser(json)) {
      expect(in, in.nextToken(), JsonToken.START_OBJECT);
      Question question = readQuestion(in);
      if (in.nextToken() != null) {
        throw new JsonParseException(in, "more than one object");
      }
      return question;
    } catch (IOException e) {
      throw new IllegalArgumentException("not a stored question", e);
    }
  }

  private static Question readQuestion(JsonParser in) throws IOException {
    Target target = null;
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    Index index = null;
    int maxBacklinks = 0;
    Integer maxPerDomain = null;
    Boolean includeDomains = null;
    Command command = null;
    boolean includeDeleted = false;
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String member = in.currentName();
      in.nextToken();
      switch (member) {
        case "target" -> target = new Target(text(in));
        case "scopes" -> {
          expect(in, in.currentToken(), JsonToken.START_ARRAY);
          while (in.nextToken() != JsonToken.END_ARRAY) {
            scopes.add(readConstant(in, Scope.class));
          }
        }
        case "index" -> index = readConstant(in, Index.class);
        case "maxBacklinks" -> maxBacklinks = in.getIntValue();
        case "maxPerDomain" -> maxPerDomain = in.getIntValue();
        case "includeDomains" -> includeDomains = in.getBooleanValue();
        case "command" -> command = readConstant(in, Command.class);
        case "includeDeleted" -> includeDeleted = in.getBooleanValue();
        default -> in.skipChildren();
      }
    }
    return new Question(
        requirePresent(in, target, "target"),
        scopes,
        requirePresent(in, index, "index"),
        maxBacklinks,
        maxPerDomain,
        requirePresent(in, includeDomains, "includeDomains"),
        requirePresent(in, command, "command"),
        includeDeleted);
  }

  private static String text(JsonParser in) throws IOException {
    expect(in, in.currentToken(), JsonToken.VALUE_STRING);
    return in.getText();
  }

  private static <E extends Enum<E> & WireNamed> E readConstant(JsonParser in, Class<E> type)
      throws IOException {
    return WireNamed.parse(type, text(in))
        .orElseThrow(() -> new JsonParseException(in, "an unknown word"));
  }

  private static <T> T requirePresent(JsonParser in, @Nullable T value, String member)
      throws IOException {
    if (value == null) {
      throw new JsonParseException(in, "no " + member);
    }
    return value;
  }

  private static void expect(JsonParser in, @Nullable JsonToken token, JsonToken expected)
      throws IOException {
    if (token != expected) {
      throw new JsonParseException(in, "not " + expected + " but " + token);
    }
  }
}
