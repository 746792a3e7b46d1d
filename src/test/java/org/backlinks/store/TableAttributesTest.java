package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class TableAttributesTest {
  @Test
  void namesMatchRecordedItems() throws Exception {
    assertThat(constants()).isEqualTo(recordedNames());
  }

  @Test
  void recordedReadyReportEqualsReportItem() throws IOException {
    List<Map<String, AttributeValue>> items = RecordedTable.read("report-ready");
    Map<String, AttributeValue> report =
        items.stream()
            .filter(item -> item.get(TableAttributes.KEY).s().startsWith("report#"))
            .findFirst()
            .orElseThrow();
    assertThat(items)
        .filteredOn(item -> item.containsKey(TableAttributes.READY_REPORT))
        .singleElement()
        .satisfies(
            slots -> assertThat(slots.get(TableAttributes.READY_REPORT).m()).isEqualTo(report));
  }

  private static Set<String> constants() throws IllegalAccessException {
    Set<String> names = new TreeSet<>();
    for (Field field : TableAttributes.class.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
        names.add((String) field.get(null));
      }
    }
    return names;
  }

  private static Set<String> recordedNames() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Objects.requireNonNull(TableAttributesTest.class.getResource("/recorded")).toURI());
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replace(".json", "");
        RecordedTable.read(name).forEach(item -> names.addAll(item.keySet()));
      }
    }
    return names;
  }
}
