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

/** The properties of {@code template.yaml} that the local stack uses. */
final class CloudFormationTemplate {
  private final JsonNode root;
  private final JsonNode table;

  private CloudFormationTemplate(JsonNode root) {
    this.root = root;
    this.table =
        root.path("Resources")
            .valueStream()
            .filter(resource -> resource.path("Type").asText().equals("AWS::DynamoDB::Table"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("template.yaml has no table"))
            .path("Properties");
  }

  static CloudFormationTemplate readProjectTemplate() {
    return read(ProjectFolders.rootFolder().resolve("template.yaml"));
  }

  static CloudFormationTemplate read(Path file) {
    try {
      return new CloudFormationTemplate(new YAMLMapper().readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CreateTableRequest toCreateTableRequest(String name) {
    var indexes =
        list(table, "GlobalSecondaryIndexes").stream()
            .map(CloudFormationTemplate::toIndex)
            .toList();
    var request =
        CreateTableRequest.builder()
            .tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(toKeySchema(table))
            .attributeDefinitions(
                list(table, "AttributeDefinitions").stream()
                    .map(CloudFormationTemplate::toAttribute)
                    .toList());
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

  /** Returns the filter patterns of the stream. When there are none, every record passes. */
  List<JsonNode> streamFilters() {
    JsonNode criteria = root.findValue("FilterCriteria");
    return criteria == null
        ? List.of()
        : list(criteria, "Filters").stream().map(CloudFormationTemplate::toPattern).toList();
  }

  private static JsonNode toPattern(JsonNode filter) {
    try {
      return new JsonMapper().readTree(filter.path("Pattern").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AttributeDefinition toAttribute(JsonNode node) {
    return AttributeDefinition.builder()
        .attributeName(node.path("AttributeName").asText())
        .attributeType(node.path("AttributeType").asText())
        .build();
  }

  private static List<KeySchemaElement> toKeySchema(JsonNode owner) {
    return list(owner, "KeySchema").stream()
        .map(key ->
            KeySchemaElement.builder()
                .attributeName(key.path("AttributeName").asText())
                .keyType(key.path("KeyType").asText())
                .build())
        .toList();
  }

  private static GlobalSecondaryIndex toIndex(JsonNode node) {
    JsonNode projection = node.path("Projection");
    var projected = Projection.builder().projectionType(projection.path("ProjectionType").asText());
    List<JsonNode> nonKeyAttributes = list(projection, "NonKeyAttributes");
    if (!nonKeyAttributes.isEmpty()) {
      projected.nonKeyAttributes(nonKeyAttributes.stream().map(JsonNode::asText).toList());
    }
    return GlobalSecondaryIndex.builder()
        .indexName(node.path("IndexName").asText())
        .keySchema(toKeySchema(node))
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
