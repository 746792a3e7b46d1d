package org.backlinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.backlinks.callback.SampleEvents;
import org.backlinks.local.EventFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compiles the Java programs in {@code src/examples}, checks the syntax of the scripts, and
 * compares the rule with events of the program.
 */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("src/examples");
  private static final String PARSE_PYTHON =
      "import ast, sys; ast.parse(open(sys.argv[1], encoding='utf-8').read())";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"Links.java", "DurableLinks.java"})
  void javaExampleCompiles(String name) throws IOException {
    assertThat(new JavaExample(EXAMPLES.resolve("java").resolve(name), folder).compile()).isEmpty();
  }

  @Test
  void javaErrorIsFound() throws IOException {
    Path bad = Files.writeString(folder.resolve("Bad.java"), "class Bad { int a = b; }");
    assertThat(new JavaExample(bad, folder).compile()).contains("cannot find symbol");
  }

  @Test
  void nodeExampleHasValidSyntax() throws Exception {
    assumeThat(isInstalled("node")).isTrue();
    assertThat(exitCode("node", "--check", EXAMPLES.resolve("node/links.mjs"))).isZero();
    assertThat(exitCode("node", "--check", badScript("bad.mjs"))).isNotZero();
  }

  @Test
  void pythonExampleHasValidSyntax() throws Exception {
    assumeThat(isInstalled("python3")).isTrue();
    assertThat(exitCode("python3", "-c", PARSE_PYTHON, EXAMPLES.resolve("python/links.py")))
        .isZero();
    assertThat(exitCode("python3", "-c", PARSE_PYTHON, badScript("bad.py"))).isNotZero();
  }

  @Test
  void ruleMatchesOnlyReportsWithLostLinks() throws IOException {
    JsonNode pattern = resource("LostLinks").at("/Properties/EventPattern");
    assertThat(EventFilter.matches(pattern, SampleEvents.withLostLinks(1))).isTrue();
    assertThat(EventFilter.matches(pattern, SampleEvents.withLostLinks(50_000))).isTrue();
    assertThat(
            List.of(
                SampleEvents.withLostLinks(0),
                SampleEvents.withoutComparison(),
                SampleEvents.ofFirstReport(),
                SampleEvents.ofFailedReport(),
                SampleEvents.ofRefusedRequest()))
        .noneMatch(event -> EventFilter.matches(pattern, event));
  }

  @Test
  void alertShowsMembersOfEvent() throws IOException {
    JsonNode transformer = resource("LostLinks").at("/Properties/Targets/0/InputTransformer");
    JsonNode event = SampleEvents.withLostLinks(7);
    String alert = transformer.path("InputTemplate").asText();
    for (var input : transformer.path("InputPathsMap").properties()) {
      JsonNode value = event.at(input.getValue().asText().substring(1).replace('.', '/'));
      assertThat(value.isMissingNode()).as(input.getKey()).isFalse();
      alert = alert.replace("<" + input.getKey() + ">", value.asText());
    }
    assertThat(new ObjectMapper().readTree(alert).asText())
        .startsWith("7 links to http://h")
        .doesNotContain("<", ">");
  }

  /** Returns a resource of the template with the rule. */
  private static JsonNode resource(String name) throws IOException {
    return new YAMLMapper()
        .readTree(EXAMPLES.resolve("eventbridge/lost-links.yaml").toFile())
        .path("Resources")
        .path(name);
  }

  private Path badScript(String name) throws IOException {
    return Files.writeString(folder.resolve(name), "a = (\n");
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }

  private static int exitCode(Object... command) throws IOException, InterruptedException {
    return new ProcessBuilder(Stream.of(command).map(Object::toString).toList())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
