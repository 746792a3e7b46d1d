package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargeEventDecoderTest {
  @Test
  void oversizedEventsAreDecodedInLittleMemory() throws IOException {
    Process reader =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                OversizedEvent.class.getName())
            .redirectErrorStream(true)
            .start();
    String output;
    try (var out = reader.inputReader(StandardCharsets.UTF_8)) {
      output = out.readAllAsString();
    } finally {
      reader.destroyForcibly();
    }
    List<String> lines = output.lines().filter(line -> !line.startsWith("WARNING")).toList();
    assertThat(lines).as(output).hasSameSizeAs(OversizedEvent.values());
    for (OversizedEvent hostile : OversizedEvent.values()) {
      assertThat(lines.get(hostile.ordinal())).isEqualTo(hostile + " " + hostile.expectedEvent);
    }
  }
}
