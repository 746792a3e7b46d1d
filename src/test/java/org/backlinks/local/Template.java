package org.backlinks.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;

/** What the deployed stack and the local one must agree on, read from {@code template.yaml}. */
final class Template {
  private final JsonNode root;
  private final JsonNode table;

  private Template(JsonNode root) {
    this.root = root;
    this.table =
        root.path("Resources")
            .valueStream()
            .filter(resource -> resource.path("Type").asText().equals("AWS::DynamoDB::Table"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("template.yaml has no table"))
            .path("Properties");
  }

  static Template ofProject() {
    return read(Project.root().resolve("template.yaml"));
  }

  static Template read(Path file) {
    try {
      return new Template(new YAMLMapper().readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CreateTableRequest createTable(String name) {
    var indexes = list(table, "GlobalSecondaryIndexes").stream().map(Template::index).toList();
    var request =
        CreateTableRequest.builder()
            .tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(keys(table))
            .attributeDefinitions(
                list(table, "AttributeDefinitions").stream().map(Template::attribute).toList());
    if (!indexes.isEmpty()) {
      request.globalSecondaryIndexes(indexes);
    }
    text(table.at("/StreamSpecification/StreamViewType"))
        .ifPresent(
            view -> request.streamSpecification(s -> s.streamEnabled(true).streamViewType(view)));
    return request.build();
  }

  Optional<String> timeToLiveAttribute() {
    return text(table.at("/TimeToLiveSpecification/AttributeName"));
  }

  /** The patterns that let a stream record through; none: all pass. */
  List<JsonNode> streamFilters() {
    JsonNode criteria = root.findValue("FilterCriteria");
    return criteria == null
        ? List.of()
        : list(criteria, "Filters").stream().map(Template::pattern).toList();
  }

  private static JsonNode pattern(JsonNode filter) {
    try {
      return new JsonMapper().readTree(filter.path("Pattern").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AttributeDefinition attribute(JsonNode node) {
    return AttributeDefinition.builder()
        .attributeName(node.path("AttributeName").asText())
        .attributeType(node.path("AttributeType").asText())
        .build();
  }

  private static List<KeySchemaElement> keys(JsonNode owner) {
    return list(owner, "KeySchema").stream()
        .map(key ->
            KeySchemaElement.builder()
                .attributeName(key.path("AttributeName").asText())
                .keyType(key.path("KeyType").asText())
                .build())
        .toList();
  }

  private static GlobalSecondaryIndex index(JsonNode node) {
    JsonNode projection = node.path("Projection");
    var projected = Projection.builder().projectionType(projection.path("ProjectionType").asText());
    List<JsonNode> others = list(projection, "NonKeyAttributes");
    if (!others.isEmpty()) {
      projected.nonKeyAttributes(others.stream().map(JsonNode::asText).toList());
    }
    return GlobalSecondaryIndex.builder()
        .indexName(node.path("IndexName").asText())
        .keySchema(keys(node))
        .projection(projected.build())
        .build();
  }

  private static List<JsonNode> list(JsonNode owner, String field) {
    return owner.path(field).valueStream().toList();
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }
}
