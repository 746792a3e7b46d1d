package org.backlinks.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The list of rules that are left out one by one names the source as it is. */
class RuleListTest {
  private static final Path RULES = Path.of("src/test/resources/org/backlinks/changes/rules.txt");
  private static final Path SOURCES = Path.of("src/main/java/org/backlinks/changes");

  static Stream<String> rules() throws IOException {
    return Files.readAllLines(RULES).stream().filter(line -> !line.startsWith("#"));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void sourceContainsRuleOnce(String rule) throws IOException {
    String[] parts = rule.split(" \\| ", 3);
    String text = parts[2].substring(0, parts[2].lastIndexOf(" =>"));
    String original = text.replace("\\n", "\n").replace("\\|", "|");
    assertThat(Files.readString(SOURCES.resolve(parts[1] + ".java"))).containsOnlyOnce(original);
  }
}
