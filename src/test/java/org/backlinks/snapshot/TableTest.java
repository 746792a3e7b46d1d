package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
  @ParameterizedTest
  @CsvSource({"LINKS", "DOMAINS", "OTHER"})
  void storedNameOfKindNeverChanges(String name) {
    Table.Kind kind = Table.Kind.fromStoredName(name).orElseThrow();
    assertThat(kind.storedName()).isEqualTo(name);
    assertThat(Table.Kind.values()).hasSize(3);
    assertThat(Table.Kind.fromStoredName(name + "S")).isEmpty();
  }

  @Test
  void tableCopiesItsArguments() {
    Map<String, String> attributes = new LinkedHashMap<>(Map.of("A", "1"));
    List<ChunkRef> chunks = new ArrayList<>(List.of(new ChunkRef(0, 1, 3, 17, -1, -1)));
    Table table = new Table("T", Table.Kind.OTHER, null, attributes, 3, chunks);
    attributes.clear();
    chunks.clear();
    assertThat(table.attributes()).containsExactly(Map.entry("A", "1"));
    assertThat(table.chunks()).hasSize(1);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> table.attributes().put("B", "2"));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> table.chunks().clear());
  }

  @Test
  void attributesKeepUpstreamOrder() {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 20; i > 0; i--) {
      attributes.put("A" + i, "x");
    }
    Table table = new Table("T", Table.Kind.OTHER, null, attributes, 0, List.of());
    assertThat(List.copyOf(table.asLinks("url").attributes().keySet()))
        .isEqualTo(List.copyOf(attributes.keySet()));
  }

  @Test
  void longColumnNamesAreLeftOut() {
    Table table =
        new Table(
            "T", Table.Kind.OTHER, null, Map.of(), List.of("A", "x".repeat(101)), 0, List.of(), 0);
    assertThat(table.columns()).containsExactly("A");
  }
}
