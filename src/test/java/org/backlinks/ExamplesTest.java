package org.backlinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles the Java client program in {@code src/examples} and checks the syntax of the scripts.
 */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("src/examples");
  private static final String PARSE_PYTHON =
      "import ast, sys; ast.parse(open(sys.argv[1], encoding='utf-8').read())";

  @TempDir Path folder;

  @Test
  void javaExampleCompiles() throws IOException {
    assertThat(javaErrors(EXAMPLES.resolve("java/Links.java"))).isEmpty();
  }

  @Test
  void javaErrorIsFound() throws IOException {
    assertThat(
            javaErrors(Files.writeString(folder.resolve("Bad.java"), "class Bad { int a = b; }")))
        .contains("cannot find symbol");
  }

  /**
   * Returns the messages of the compiler about a source file. The text is empty when it compiles
   * without a warning.
   */
  private String javaErrors(Path source) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of("-proc:none", "-Xlint:all,-path,-classfile", "-d", folder.toString());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      compiler
          .getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
          .call();
    }
    return messages.toString();
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
