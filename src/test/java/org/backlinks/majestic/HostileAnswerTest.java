package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostileAnswerTest {
  @Test
  void hostileAnswerDoesNotExhaustMemory() throws IOException {
    Process reader =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                HostileAnswer.class.getName())
            .redirectErrorStream(true)
            .start();
    String output;
    try (var out = reader.inputReader(StandardCharsets.UTF_8)) {
      output = out.readAllAsString();
    } finally {
      reader.destroyForcibly();
    }
    List<String> lines = output.lines().filter(line -> !line.startsWith("WARNING")).toList();
    assertThat(lines).as(output).hasSameSizeAs(HostileAnswer.values());
    for (HostileAnswer hostile : HostileAnswer.values()) {
      assertThat(lines.get(hostile.ordinal())).startsWith(hostile + " " + hostile.outcome);
    }
  }
}
