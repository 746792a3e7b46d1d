package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostileAnswerTest {
  @Test
  void noAnswerFillsTheMemory() throws IOException {
    Process reader =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Hostile.class.getName())
            .redirectErrorStream(true)
            .start();
    String told;
    try (var out = reader.inputReader(StandardCharsets.UTF_8)) {
      told = out.readAllAsString();
    } finally {
      reader.destroyForcibly();
    }
    List<String> lines = told.lines().filter(line -> !line.startsWith("WARNING")).toList();
    assertThat(lines).as(told).hasSameSizeAs(Hostile.values());
    for (Hostile hostile : Hostile.values()) {
      assertThat(lines.get(hostile.ordinal())).startsWith(hostile + " " + hostile.outcome);
    }
  }
}
