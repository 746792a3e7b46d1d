package org.backlinks.local.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Validates values against the schemas of the document. Compiles each schema once. */
final class SchemaValidator {
  private static final int MAX_ERRORS = 8;

  private static final SchemaValidatorsConfig STRICT =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private final JsonSchemaFactory factory;
  private final Map<JsonNode, JsonSchema> compiledSchemas = new IdentityHashMap<>();

  /**
   * Creates a validator for the schemas of a document.
   *
   * @param address the address with which the references of the document begin
   */
  SchemaValidator(String address, String document) {
    this.factory =
        JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder -> builder.schemaLoaders(load -> load.schemas(Map.of(address, document))));
  }

  /** Returns the errors in the value, each with its position. */
  List<String> errors(JsonNode schema, JsonNode value) {
    return compile(schema).validate(value).stream()
        .map(error -> error.getMessage())
        .distinct()
        .limit(MAX_ERRORS)
        .toList();
  }

  private synchronized JsonSchema compile(JsonNode schema) {
    return compiledSchemas.computeIfAbsent(schema, key -> factory.getSchema(key, STRICT));
  }
}
