package org.backlinks.local.face;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Schemas of the document, each compiled once. */
final class Schemas {
  private static final int MOST_ERRORS = 8;

  private static final SchemaValidatorsConfig STRICT =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private final JsonSchemaFactory factory;
  private final Map<JsonNode, JsonSchema> compiled = new IdentityHashMap<>();

  /**
   * @param address what its references begin with
   */
  Schemas(String address, String document) {
    this.factory =
        JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder -> builder.schemaLoaders(load -> load.schemas(Map.of(address, document))));
  }

  /** What is wrong with a value, each with the place where. */
  List<String> errors(JsonNode schema, JsonNode value) {
    return compiled(schema).validate(value).stream()
        .map(error -> error.getMessage())
        .distinct()
        .limit(MOST_ERRORS)
        .toList();
  }

  private synchronized JsonSchema compiled(JsonNode schema) {
    return compiled.computeIfAbsent(schema, one -> factory.getSchema(one, STRICT));
  }
}
