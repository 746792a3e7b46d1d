package org.backlinks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the rules about source files. A planted violation proves each rule. */
class SourceRulesTest {
  @TempDir private Path folder;

  @Test
  void simpleNamesAreUnique() throws IOException {
    assertThat(
            SourceRules.repeatedNames(
                SourceRules.javaFiles("src/main/java", "src/test/java", "src/bench/java")))
        .isEmpty();
  }

  @Test
  void repeatedNameIsFound() {
    assertThat(
            SourceRules.repeatedNames(
                List.of(Path.of("a/One.java"), Path.of("b/One.java"), Path.of("b/Two.java"))))
        .containsExactly("One");
  }

  @Test
  void longClassesHaveTests() throws IOException {
    assertThat(
            SourceRules.untestedClasses(
                SourceRules.javaFiles("src/main/java"), SourceRules.javaFiles("src/test/java")))
        .isEmpty();
  }

  @Test
  void longClassWithoutTestIsFound() throws IOException {
    Path file = plant("Long", "\n".repeat(SourceRules.MAX_UNTESTED_LINES));
    assertThat(SourceRules.untestedClasses(List.of(file), List.of())).containsExactly("Long");
    assertThat(SourceRules.untestedClasses(List.of(file), List.of(Path.of("LongIT.java"))))
        .isEmpty();
  }

  @Test
  void filesAreShort() throws IOException {
    assertThat(SourceRules.longFiles(SourceRules.javaFiles("src/main/java"))).isEmpty();
  }

  @Test
  void longFileIsFound() throws IOException {
    Path file = plant("Long", "\n".repeat(SourceRules.MAX_FILE_LINES));
    assertThat(SourceRules.longFiles(List.of(file)))
        .isEqualTo(Map.of("Long", SourceRules.MAX_FILE_LINES + 1L));
  }

  @Test
  void classesFollowRules() throws IOException {
    assertThat(SourceRules.violationsInClasses(SourceRules.javaFiles("src/main/java"))).isEmpty();
  }

  @Test
  void longMethodIsFound() throws IOException {
    assertThat(violations("class Bad { void run() {" + "\n".repeat(40) + "} }"))
        .containsExactly("Bad: run: 41 lines");
    assertThat(violations("class Bad { void run() {" + "\n".repeat(39) + "} }")).isEmpty();
  }

  @Test
  void constructorWithManyParametersIsFoundUnlessInRecord() throws IOException {
    String parameters = "int a, int b, int c, int d, int e, int f, int g, int h";
    assertThat(violations("class Bad { Bad(" + parameters + ") {} }"))
        .containsExactly("Bad: constructor: 8 parameters");
    assertThat(violations("record Bad(" + parameters + ") { Bad {} }")).isEmpty();
  }

  @Test
  void defaultOverOurEnumIsFound() throws IOException {
    assertThat(
            violations(
                "class Bad { enum E { A, B } int of(E e) {\n"
                    + "return switch (e) { case A -> 1; default -> 2; }; } }"))
        .containsExactly("Bad: line 2: default over org.backlinks.Bad.E");
  }

  @Test
  void defaultOverOurSealedTypeIsFound() throws IOException {
    assertThat(
            violations(
                "class Bad { sealed interface S {} record A() implements S {}\n"
                    + "void of(S s) { switch (s) { case A a -> {} case null, default -> {} } } }"))
        .containsExactly("Bad: line 2: default over org.backlinks.Bad.S");
  }

  @Test
  void defaultOverAnotherTypeIsAllowed() throws IOException {
    assertThat(
            violations(
                "class Bad { int of(String s) { return switch (s) { case \"a\" -> 1; default -> 2; }; } }"))
        .isEmpty();
  }

  private List<String> violations(String source) throws IOException {
    return SourceRules.violationsInClasses(List.of(plant("Bad", source)));
  }

  private Path plant(String name, String source) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".java"), "package org.backlinks; " + source + "\n");
  }
}
