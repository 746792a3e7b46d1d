package org.backlinks.local.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The document {@code openapi.json}: its routes, its direct calls and its schemas. */
public final class OpenApiDocument {
  private static final String DOCUMENT_URI = "https://backlinks.test/openapi.json";
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final JsonNode root;
  private final SchemaValidator schemas;

  private OpenApiDocument(String text) throws IOException {
    // absolute references: each schema can be compiled on its own
    String absolute = text.replace("\"#/", "\"" + DOCUMENT_URI + "#/");
    this.root = new JsonMapper().readTree(absolute);
    this.schemas = new SchemaValidator(DOCUMENT_URI, absolute);
  }

  /** Reads a document. */
  public static OpenApiDocument read(Path file) {
    try {
      return new OpenApiDocument(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the path templates of the document. */
  public Set<String> paths() {
    Set<String> paths = new TreeSet<>();
    root.path("paths").fieldNames().forEachRemaining(paths::add);
    return paths;
  }

  /** Returns the methods of a path template in upper case. */
  public Set<String> methods(String path) {
    Set<String> methods = new TreeSet<>();
    root.path("paths").path(path).fieldNames().forEachRemaining(methods::add);
    methods.retainAll(METHODS);
    return new TreeSet<>(methods.stream().map(method -> method.toUpperCase(Locale.ROOT)).toList());
  }

  /** Returns a schema of the components. */
  public JsonNode schema(String name) {
    JsonNode schema = root.at("/components/schemas").path(name);
    if (schema.isMissingNode()) {
      throw new IllegalArgumentException("no schema " + name);
    }
    return schema;
  }

  /** Returns the node at the JSON pointer. Follows a reference at that node. */
  public JsonNode at(String pointer) {
    return resolve(root.at(pointer));
  }

  /** Returns the errors in the value, each with its position. */
  public List<String> errors(JsonNode schema, JsonNode value) {
    return schemas.errors(schema, value);
  }

  /** Returns the target of a reference, or the node itself when it is none. */
  JsonNode resolve(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : root.at(reference.substring(DOCUMENT_URI.length() + 1));
  }

  /** Returns the description of the route of this path, or a missing node. */
  JsonNode pathItem(String path) {
    return findTemplate(path)
        .map(template -> root.path("paths").path(template))
        .orElse(MissingNode.getInstance());
  }

  /** Returns the methods of the route of this path in upper case. */
  Set<String> allowedMethods(String path) {
    return findTemplate(path).map(this::methods).orElse(Set.of());
  }

  /** Returns the template of the route of this path. The longest of several is the exact one. */
  private Optional<String> findTemplate(String path) {
    return paths().stream()
        .filter(template -> pathPattern(template).matcher(path).matches())
        .max(Comparator.comparingInt(String::length));
  }

  /** Returns the pattern of a path template. Its parameters match any number of segments. */
  private static Pattern pathPattern(String template) {
    return Pattern.compile(template.replace(".", "\\.").replaceAll("\\{.*}", ".*"));
  }
}
