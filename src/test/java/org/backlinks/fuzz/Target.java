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
 * One fuzz test, run as a fuzzer.
 *
 * @param test the class's name
 * @param seconds how long new inputs are made
 */
record Target(String test, int seconds) implements Callable<Run> {
  private static final Path CLASSES = Path.of("target/test-classes").toAbsolutePath();
  private static final Path RUNS = Path.of("target/fuzz").toAbsolutePath();

  /** All fuzz tests whose name has one of these in it; none given: all. */
  static List<Target> all(int seconds, List<String> only) {
    try (Stream<Path> classes = Files.walk(CLASSES)) {
      return classes
          .map(file -> CLASSES.relativize(file).toString())
          .filter(file -> file.endsWith("FuzzTest.class"))
          .map(file -> file.replace('/', '.').replaceFirst("\\.class$", ""))
          .filter(name -> only.isEmpty() || only.stream().anyMatch(name::contains))
          .sorted()
          .map(name -> new Target(name, seconds))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return test.substring(test.lastIndexOf('.') + 1).replaceFirst("FuzzTest$", "");
  }

  /** Runs it in its own folder, where the corpus of earlier runs lies and findings go. */
  @Override
  public Run call() throws IOException, InterruptedException {
    Path folder = Files.createDirectories(RUNS.resolve(name()));
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
                "--target_class=" + test,
                "--instrumentation_includes=org.backlinks.**",
                "-max_total_time=" + seconds,
                // one input: at most so many seconds, also on a busy machine; and megabytes of the
                // process
                "-timeout=25",
                "-rss_limit_mb=1500",
                "-max_len=8192",
                "-print_final_stats=1")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return Run.of(name(), fuzzer.waitFor(), Files.readString(log, StandardCharsets.ISO_8859_1));
  }
}
