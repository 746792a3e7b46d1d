package org.backlinks.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backlinks.changes.ComparisonTimes;
import org.backlinks.local.majestic.FakeIndex;
import org.backlinks.local.majestic.FakeMajestic;
import org.backlinks.majestic.UpstreamSnapshot;

/**
 * Measures how long it takes to compare two lists of 50,000 links and to render the first page, as
 * a native executable without a network. The baseline unpacks both lists.
 */
final class ComparisonBenchmark implements BenchmarkMain.Benchmark {
  static final int ROWS = 50_000;
  static final String TARGET = "http://series-50000.bench.example/";

  private static final Path EXECUTABLE = BenchmarkFiles.BENCH_FOLDER.resolve("comparison");

  /** The libraries that the measured code uses. */
  private static final Pattern LIBRARIES =
      Pattern.compile("/(jackson-(core|databind|annotations)|guava|failureaccess|jspecify)-[^/]*$");

  @Override
  public List<BenchmarkResult> run() throws Exception {
    Files.createDirectories(BenchmarkFiles.BENCH_FOLDER);
    buildExecutable();
    List<BenchmarkResult> results = new ArrayList<>();
    for (String format : List.of("json", "xml")) {
      double[] millis = measure(format);
      results.add(
          BenchmarkResult.withBaseline(
              "changes of 50,000 rows from %s, first page, beside unpacking both (native CPU)"
                  .formatted(format.toUpperCase(Locale.ROOT)),
              millis[0],
              "ms",
              millis[1],
              3,
              2));
    }
    return results;
  }

  private static void buildExecutable() throws IOException, InterruptedException {
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith("classes") || LIBRARIES.matcher(entry).find())
            .collect(Collectors.joining(File.pathSeparator));
    execute(
        List.of(
            System.getenv("GRAALVM_HOME") + "/bin/native-image",
            "-O3",
            "--gc=serial",
            "-R:MaxHeapSize=64m",
            "-cp",
            classPath,
            "-o",
            EXECUTABLE.toString(),
            ComparisonTimes.class.getName()));
  }

  /** Returns the times of comparing and of unpacking. */
  private static double[] measure(String format) throws IOException, InterruptedException {
    Path before = BenchmarkFiles.BENCH_FOLDER.resolve("before-" + format);
    Path after = BenchmarkFiles.BENCH_FOLDER.resolve("after-" + format);
    try (FakeMajestic majestic = FakeMajestic.start()) {
      write(majestic, format, before);
      majestic.rebuild(FakeIndex.HISTORIC);
      write(majestic, format, after);
    }
    String output =
        execute(
            List.of(EXECUTABLE.toAbsolutePath().toString(), before.toString(), after.toString()));
    return Stream.of(output.strip().split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static void write(FakeMajestic majestic, String format, Path file) throws IOException {
    byte[] answer = UpstreamAnswers.fetch(majestic, format, TARGET, ROWS);
    UpstreamSnapshot stored =
        format.equals("xml") ? UpstreamSnapshot.ofXml(answer) : UpstreamSnapshot.ofJson(answer);
    ComparisonTimes.write(stored.snapshot().manifest(), stored.pieces(), file);
  }

  /** Returns the output of a command that must succeed. */
  private static String execute(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + " failed: " + output);
    }
    return output;
  }
}
