package org.backlinks.question;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.backlinks.local.contract.OpenApiDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesQueryTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final OpenApiDocument DOCUMENT =
      OpenApiDocument.read(Path.of("src/main/resources/openapi.json"));

  private static ChangesQuery fromJson(String fields) throws JsonProcessingException {
    return ChangesQuery.fromJson(json(fields));
  }

  private static JsonNode json(String fields) throws JsonProcessingException {
    return new JsonMapper().readTree(fields.replace('\'', '"'));
  }

  @Test
  void absentFieldsHaveDefaults() throws JsonProcessingException {
    ChangesQuery expected =
        new ChangesQuery(
            ID,
            new EarlierReport.Previous(),
            EnumSet.allOf(ChangeKind.class),
            ChangeSubject.LINK,
            null,
            null,
            List.of());
    assertThat(fromJson("{'id': '" + ID + "'}")).isEqualTo(expected);
    assertThat(
            fromJson(
                "{'id': '%s', 'since': null, 'kinds': null, 'by': null, 'cursor': null, 'limit': null}"
                    .formatted(ID)))
        .isEqualTo(expected);
    assertThat(ChangesQuery.fromQuery(Map.of()).since()).isEqualTo(expected.since());
  }

  @Test
  void changesOfDomainsNeverHaveKindsOfLinks() throws JsonProcessingException {
    assertThat(fromJson("{'id': 'x', 'by': 'domain'}").kinds())
        .containsExactlyInAnyOrder(
            ChangeKind.NEW, ChangeKind.APPEARED, ChangeKind.LOST, ChangeKind.UNLISTED);
  }

  @Test
  void parametersAndFieldsHaveSameMeaning() throws JsonProcessingException {
    ChangesQuery direct =
        fromJson(
            "{'id': '', 'since': '%s', 'kinds': ['lost', 'new'], 'by': 'domain', 'cursor': 'c', 'limit': 7}"
                .formatted(ID));
    ChangesQuery http =
        ChangesQuery.fromQuery(
            Map.of(
                "since", List.of(ID),
                "kinds", List.of("lost,new"),
                "by", List.of("domain"),
                "cursor", List.of("c"),
                "limit", List.of("7")));
    assertThat(direct.errors()).extracting(FieldError::field).containsExactly("id");
    assertThat(http.errors()).isEmpty();
    assertThat(http)
        .isEqualTo(
            new ChangesQuery(
                "",
                new EarlierReport.Named(ID),
                EnumSet.of(ChangeKind.NEW, ChangeKind.LOST),
                ChangeSubject.DOMAIN,
                "c",
                7,
                List.of()))
        .usingRecursiveComparison()
        .ignoringFields("errors")
        .isEqualTo(direct);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {}                                          | id
          {'id': 7}                                   | id
          {'id': 'x', 'since': 1}                     | since
          {'id': 'x', 'kinds': 'new'}                 | kinds
          {'id': 'x', 'kinds': []}                    | kinds
          {'id': 'x', 'kinds': ['new', 'gone']}       | kinds
          {'id': 'x', 'kinds': ['NEW']}               | kinds
          {'id': 'x', 'kinds': [null]}                | kinds
          {'id': 'x', 'kinds': {'new': true}}         | kinds
          {'id': 'x', 'by': 'domain', 'kinds': ['changed']} | kinds
          {'id': 'x', 'by': 'domain', 'kinds': ['new', 'moved']} | kinds
          {'id': 'x', 'by': 'page'}                   | by
          {'id': 'x', 'by': 1}                        | by
          {'id': 'x', 'cursor': 1}                    | cursor
          {'id': 'x', 'limit': 0}                     | limit
          {'id': 'x', 'limit': 5001}                  | limit
          {'id': 'x', 'limit': '5'}                   | limit
          {'id': 'x', 'target': 'example.com'}        | target
          {'id': 'x', 'compareWith': 'previous'}      | compareWith
          """)
  void invalidFieldIsNamed(String fields, String field) throws JsonProcessingException {
    assertThat(fromJson(fields).errors()).extracting(FieldError::field).containsExactly(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'since': 1",
        "'kinds': 'new'",
        "'kinds': []",
        "'kinds': ['gone']",
        "'kinds': [null]",
        "'by': 'page'",
        "'cursor': 1",
        "'limit': 0",
        "'limit': 5001",
        "'target': 'example.com'"
      })
  void schemaRefusesWhatReaderRefuses(String field) throws JsonProcessingException {
    String valid = "{'id': '" + ID + "', ";
    assertThat(fromJson(valid + field + "}").errors()).hasSize(1);
    JsonNode schema = DOCUMENT.schema("DirectChanges");
    assertThat(DOCUMENT.errors(schema, json(valid + "'action': 'changes', " + field + "}")))
        .isNotEmpty();
    assertThat(DOCUMENT.errors(schema, json(valid + "'action': 'changes'}"))).isEmpty();
  }

  @Test
  void repeatedParameterIsRefused() {
    assertThat(ChangesQuery.fromQuery(Map.of("kinds", List.of("new", "lost"))).errors())
        .containsExactly(new FieldError("kinds", "must be given once"));
    assertThat(ChangesQuery.fromQuery(Map.of("kinds", List.of(""))).errors())
        .extracting(FieldError::field)
        .containsExactly("kinds");
    assertThat(ChangesQuery.fromQuery(Map.of("id", List.of(ID))).errors())
        .extracting(FieldError::field)
        .containsExactly("id");
  }
}
