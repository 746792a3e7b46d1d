package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.backlinks.snapshot.KnownColumn.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Also tests {@link DomainColumn}, because both follow the same rules. */
class LinkColumnTest {
  static Stream<List<KnownColumn>> columnEnums() {
    return Stream.of(List.of(LinkColumn.values()), List.of(DomainColumn.values()));
  }

  @ParameterizedTest
  @MethodSource("columnEnums")
  void upstreamNamesDifferInAnyCase(List<KnownColumn> columns) {
    assertThat(columns.stream().map(column -> column.upstreamName().toLowerCase(Locale.ROOT)))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("columnEnums")
  void pathsDiffer(List<KnownColumn> columns) {
    assertThat(columns.stream().map(KnownColumn::path)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("columnEnums")
  void fieldsOfObjectAreConsecutive(List<KnownColumn> columns) {
    List<String> startedObjects = new ArrayList<>();
    String currentObject = "";
    for (KnownColumn column : columns) {
      String object = column.path().substring(0, column.path().lastIndexOf('.') + 1);
      if (!currentObject.startsWith(object)) {
        assertThat(startedObjects).doesNotContain(object);
        startedObjects.add(object);
      }
      currentObject = object;
    }
  }

  @ParameterizedTest
  @MethodSource("columnEnums")
  void oneColumnIsDomainId(List<KnownColumn> columns) {
    assertThat(columns)
        .filteredOn(column -> column.role() == Role.DOMAIN_ID)
        .extracting(KnownColumn::upstreamName)
        .containsExactly("DomainID");
  }

  @ParameterizedTest
  @MethodSource("columnEnums")
  void columnTypeIsFoundByName(List<KnownColumn> columns) {
    assertThat(columns)
        .filteredOn(column -> column.role() != Role.TOPICS)
        .allSatisfy(column ->
            assertThat(ColumnTypes.typeOf(column.upstreamName())).isEqualTo(column.type()));
  }
}
