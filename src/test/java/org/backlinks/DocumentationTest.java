package org.backlinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backlinks.local.contract.OpenApiDocument;
import org.backlinks.question.RequestReader;
import org.backlinks.report.Problem;
import org.backlinks.telemetry.Metrics.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the README and the pages of {@code src/docs} with the program and checks their links.
 */
class DocumentationTest {
  private static final Path DOCS = Path.of("src/docs");
  private static final Path MAIN_PACKAGES = Path.of("src/main/java/org/backlinks");
  private static final Path TESTS = Path.of("src/test/java");
  private static final int MAX_README_LINES = 200;
  private static final Pattern TEST_NAME = Pattern.compile("\\b[A-Z][A-Za-z]+(?:Test|IT)\\b");
  private static final Pattern ACTION = Pattern.compile("\"action\": \"(\\w+)\"");

  private static final MarkdownPage README = MarkdownPage.read(Path.of("README.md"));
  private static final OpenApiDocument INTERFACE =
      OpenApiDocument.read(Path.of("src/main/resources/openapi.json"));
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  static List<MarkdownPage> pages() throws IOException {
    List<MarkdownPage> pages = new ArrayList<>(List.of(README));
    try (Stream<Path> files = Files.list(DOCS)) {
      files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(MarkdownPage::read)
          .forEach(pages::add);
    }
    return pages;
  }

  private static MarkdownPage docsPage(String name) {
    return MarkdownPage.read(DOCS.resolve(name));
  }

  @Test
  void readmeIsShort() {
    assertThat(README.lines()).hasSizeLessThanOrEqualTo(MAX_README_LINES);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksHaveExistingTargets(MarkdownPage page) {
    assertThat(page.brokenLinks()).isEmpty();
  }

  @Test
  void everyPageIsLinkedFromReadingOrder() throws IOException {
    Set<String> linked =
        docsPage("README.md").links().stream()
            .map(link -> link.replaceFirst("#.*", ""))
            .collect(Collectors.toSet());
    assertThat(pages().stream().skip(1).map(page -> page.file().getFileName().toString()))
        .filteredOn(name -> !name.equals("README.md"))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(linked).contains(name));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void namedTestsExist(MarkdownPage page) throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      Set<String> tests =
          files
              .map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
              .collect(Collectors.toSet());
      assertThat(tests).contains("DocumentationTest").containsAll(page.findAll(TEST_NAME));
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void jsonCodeBlocksAreValid(MarkdownPage page) {
    assertThat(page.codeBlocks("json"))
        .allSatisfy(json -> assertThatCode(() -> JSON.readTree(json)).doesNotThrowAnyException());
  }

  @Test
  void fieldTableMatchesRequestReader() {
    assertThat(README.codeInColumn("field", 0))
        .containsExactlyInAnyOrderElementsOf(RequestReader.fieldNames());
  }

  @Test
  void detailedFieldsExist() {
    assertThat(RequestReader.fieldNames())
        .containsAll(docsPage("http-api.md").codeInColumn("field", 0));
  }

  @Test
  void routeTableMatchesOpenApiRoutes() {
    Set<String> expectedRoutes = new TreeSet<>();
    for (String path : INTERFACE.paths()) {
      INTERFACE.methods(path).stream()
          .filter(method -> !method.equals("HEAD"))
          .forEach(method -> expectedRoutes.add(method + " " + path));
    }
    assertThat(README.tableRows("route").stream().flatMap(row -> routes(row.getFirst()).stream()))
        .containsExactlyInAnyOrderElementsOf(expectedRoutes);
  }

  /** Returns {@code GET /a} and {@code POST /a} for the cell {@code `GET`, `POST /a`}. */
  private static List<String> routes(String cell) {
    List<String> code = MarkdownPage.code(cell);
    return code.stream()
        .map(text -> text.split(" ")[0] + code.getLast().replaceFirst("^\\S+", ""))
        .toList();
  }

  @Test
  void routeTableMatchesDirectActions() throws IOException {
    JsonNode document = JSON.readTree(Path.of("src/main/resources/openapi.json").toFile());
    assertThat(
            README.tableRows("route").stream()
                .flatMap(row -> ACTION.matcher(row.get(1)).results())
                .map(action -> action.group(1)))
        .containsExactlyInAnyOrderElementsOf(() -> document.path("x-direct-calls").fieldNames());
  }

  @Test
  void problemTableMatchesProblemKinds() {
    assertThat(
            docsPage("http-api.md").tableRows("type").stream()
                .map(row -> MarkdownPage.code(row.get(0)).getFirst() + " " + row.get(1)))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Problem.Kind.values())
                .map(kind -> kind.wireName() + " " + kind.status())
                .toList());
  }

  @Test
  void settingTableMatchesSettings() {
    assertThat(docsPage("deploy.md").codeInColumn("name", 0))
        .filteredOn(name -> !name.startsWith("AWS_"))
        .containsExactlyInAnyOrderElementsOf(ProgramFactsTest.settingNames());
  }

  @Test
  void metricTableMatchesMetrics() {
    assertThat(docsPage("operate.md").codeInColumn("metric", 0))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Metric.values()).map(Metric::wireName).toList());
  }

  @Test
  void packageTableMatchesSourcePackages() throws IOException {
    assertThat(README.codeInColumn("package", 0))
        .containsExactlyInAnyOrderElementsOf(packagesOfSource());
  }

  private static Set<String> packagesOfSource() throws IOException {
    try (Stream<Path> files = Files.walk(MAIN_PACKAGES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> MAIN_PACKAGES.relativize(file.getParent()).toString().replace('/', '.'))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void dependencyTableMatchesAllowedDependencies() {
    assertThat(
            docsPage("architecture.md").tableRows("package").stream()
                .flatMap(row ->
                    MarkdownPage.code(row.get(1)).stream()
                        .map(dependency ->
                            MarkdownPage.code(row.get(0)).getFirst() + " -> " + dependency)))
        .containsExactlyInAnyOrderElementsOf(ArchitectureTest.ALLOWED_DEPENDENCIES);
  }

  @Test
  void parameterTableMatchesTemplate() {
    assertThat(docsPage("deploy.md").codeInColumn("parameter", 0))
        .containsExactlyInAnyOrderElementsOf(() -> template().path("Parameters").fieldNames());
  }

  @Test
  void alarmTableMatchesTemplate() {
    assertThat(docsPage("operate.md").codeInColumn("alarm", 0))
        .containsExactlyInAnyOrderElementsOf(
            template().path("Resources").properties().stream()
                .filter(resource -> !resource.getValue().at("/Properties/AlarmActions").isEmpty())
                .map(Map.Entry::getKey)
                .toList());
  }

  private static JsonNode template() {
    try {
      return new YAMLMapper().readTree(Path.of("template.yaml").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
