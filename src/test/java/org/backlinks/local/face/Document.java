package org.backlinks.local.face;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** {@code openapi.json}: its routes, its direct calls, and its schemas. */
public final class Document {
  private static final String ADDRESS = "https://backlinks.test/openapi.json";
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final JsonNode root;
  private final Schemas schemas;

  private Document(String text) throws IOException {
    // so that a part of it can be compiled by itself
    String absolute = text.replace("\"#/", "\"" + ADDRESS + "#/");
    this.root = new JsonMapper().readTree(absolute);
    this.schemas = new Schemas(ADDRESS, absolute);
  }

  /** Reads a document. */
  public static Document read(Path file) {
    try {
      return new Document(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its paths, as they are written there. */
  public Set<String> paths() {
    Set<String> paths = new TreeSet<>();
    root.path("paths").fieldNames().forEachRemaining(paths::add);
    return paths;
  }

  /** The methods of a path, in upper case. */
  public Set<String> methods(String path) {
    Set<String> methods = new TreeSet<>();
    root.path("paths").path(path).fieldNames().forEachRemaining(methods::add);
    methods.retainAll(METHODS);
    return new TreeSet<>(methods.stream().map(method -> method.toUpperCase(Locale.ROOT)).toList());
  }

  /** A schema of the components. */
  public JsonNode schema(String name) {
    JsonNode schema = root.at("/components/schemas").path(name);
    if (schema.isMissingNode()) {
      throw new IllegalArgumentException("no schema " + name);
    }
    return schema;
  }

  /** What a pointer leads to; a reference there is followed. */
  public JsonNode at(String pointer) {
    return followed(root.at(pointer));
  }

  /** What is wrong with a value, each with the place where. */
  public List<String> errors(JsonNode schema, JsonNode value) {
    return schemas.errors(schema, value);
  }

  /** Where a reference leads; anything else is itself. */
  JsonNode followed(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : root.at(reference.substring(ADDRESS.length() + 1));
  }

  /** What is said of the route that an address belongs to, or a missing node. */
  JsonNode route(String path) {
    return paths().stream()
        .filter(template -> pattern(template).matcher(path).matches())
        .findFirst()
        .map(template -> root.path("paths").path(template))
        .orElse(MissingNode.getInstance());
  }

  /** The methods of a route, in upper case. */
  Set<String> methodsOf(String path) {
    return paths().stream()
        .filter(template -> pattern(template).matcher(path).matches())
        .findFirst()
        .map(this::methods)
        .orElse(Set.of());
  }

  /** All that stands beneath a route is its own: the function says what becomes of it. */
  private static Pattern pattern(String template) {
    return Pattern.compile(template.replace(".", "\\.").replaceAll("\\{.*", ".*"));
  }
}
