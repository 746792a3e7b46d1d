package org.backlinks.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class CloudFormationTemplateTest {
  @TempDir Path folder;

  @Test
  void tableIsReadWhenTemplateHasCloudFormationTags() throws Exception {
    CloudFormationTemplate template =
        template(
            """
            Resources:
              Function:
                Type: AWS::Serverless::Function
                Properties:
                  Environment:
                    Variables: {TABLE: !Ref Table, KEY: !GetAtt Table.Arn, NAME: !Sub "${X}/y"}
                  Policies: [!If [A, !Ref B, !Ref C]]
                  Events:
                    Woken:
                      Type: DynamoDB
                      Properties:
                        FilterCriteria:
                          Filters:
                            - Pattern: '{"eventName": ["INSERT"]}'
              Table:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: !Sub "${AWS::StackName}-reports"
                  AttributeDefinitions:
                    - {AttributeName: pk, AttributeType: S}
                    - {AttributeName: at, AttributeType: N}
                  KeySchema: [{AttributeName: pk, KeyType: HASH}]
                  GlobalSecondaryIndexes:
                    - IndexName: due
                      KeySchema: [{AttributeName: at, KeyType: HASH}]
                      Projection: {ProjectionType: INCLUDE, NonKeyAttributes: [state]}
                  TimeToLiveSpecification: {AttributeName: gone, Enabled: true}
            """);
    var table = template.toCreateTableRequest("t");
    assertThat(table.tableName()).isEqualTo("t");
    assertThat(table.keySchema()).extracting(key -> key.attributeName()).containsExactly("pk");
    assertThat(table.attributeDefinitions())
        .extracting(attribute -> attribute.attributeType())
        .containsExactly(ScalarAttributeType.S, ScalarAttributeType.N);
    assertThat(table.streamSpecification()).isNull();
    var index = table.globalSecondaryIndexes().getFirst();
    assertThat(index.indexName()).isEqualTo("due");
    assertThat(index.projection().projectionType()).isEqualTo(ProjectionType.INCLUDE);
    assertThat(index.projection().nonKeyAttributes()).containsExactly("state");
    assertThat(template.timeToLiveAttribute()).hasValue("gone");
    assertThat(template.streamFilters())
        .extracting(Object::toString)
        .containsExactly("{\"eventName\":[\"INSERT\"]}");
  }

  @Test
  void tableIsReadWhenItHasNoIndexOrExpiry() throws Exception {
    CloudFormationTemplate template =
        template(
            """
            Resources:
              Table:
                Type: AWS::DynamoDB::Table
                Properties:
                  AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
                  KeySchema: [{AttributeName: pk, KeyType: HASH}]
                  StreamSpecification: {StreamViewType: KEYS_ONLY}
            """);
    assertThat(template.toCreateTableRequest("t").globalSecondaryIndexes()).isEmpty();
    assertThat(template.toCreateTableRequest("t").streamSpecification().streamEnabled()).isTrue();
    assertThat(template.timeToLiveAttribute()).isEmpty();
    assertThat(template.streamFilters()).isEmpty();
  }

  private CloudFormationTemplate template(String yaml) throws Exception {
    return CloudFormationTemplate.read(Files.writeString(folder.resolve("template.yaml"), yaml));
  }
}
