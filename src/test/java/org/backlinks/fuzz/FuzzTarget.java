package org.backlinks.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * One fuzz test that runs as a fuzzer.
 *
 * @param testClass the name of the class
 * @param seconds the time in which the fuzzer generates inputs
 */
record FuzzTarget(String testClass, int seconds) implements Callable<FuzzResult> {
  private static final Path TEST_CLASSES = Path.of("target/test-classes").toAbsolutePath();
  private static final Path WORK_FOLDERS = Path.of("target/fuzz").toAbsolutePath();

  /**
   * Returns the fuzz tests whose name contains one of the parts. Returns all of them when there are
   * no parts.
   */
  static List<FuzzTarget> findAll(int seconds, List<String> nameParts) {
    try (Stream<Path> classes = Files.walk(TEST_CLASSES)) {
      return classes
          .map(file -> TEST_CLASSES.relativize(file).toString())
          .filter(file -> file.endsWith("FuzzTest.class"))
          .map(file -> file.replace('/', '.').replaceFirst("\\.class$", ""))
          .filter(name -> nameParts.isEmpty() || nameParts.stream().anyMatch(name::contains))
          .sorted()
          .map(name -> new FuzzTarget(name, seconds))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return testClass.substring(testClass.lastIndexOf('.') + 1).replaceFirst("FuzzTest$", "");
  }

  /**
   * Runs the fuzzer in its own folder, which contains the corpus of earlier runs and the findings.
   */
  @Override
  public FuzzResult call() throws IOException, InterruptedException {
    Path folder = Files.createDirectories(WORK_FOLDERS.resolve(name()));
    Path log = folder.resolve("log");
    Process fuzzer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + testClass,
                "--instrumentation_includes=org.backlinks.**",
                "-max_total_time=" + seconds,
                // maximum seconds for one input, also on a busy machine
                "-timeout=25",
                // maximum memory of the process
                "-rss_limit_mb=1500",
                "-max_len=8192",
                "-print_final_stats=1")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return FuzzResult.parse(
        name(), fuzzer.waitFor(), Files.readString(log, StandardCharsets.ISO_8859_1));
  }
}
