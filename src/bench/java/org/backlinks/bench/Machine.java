package org.backlinks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Says on what the figures were measured. */
final class Machine {
  private Machine() {}

  static String here() {
    return "%s, %d cores, %s GB, %s, JDK %s"
        .formatted(
            first("/proc/cpuinfo", "model name", System.getProperty("os.arch")),
            Runtime.getRuntime().availableProcessors(),
            Math.round(memoryKib() / 1024.0 / 1024.0),
            System.getProperty("os.name"),
            Runtime.version().feature());
  }

  private static double memoryKib() {
    return Double.parseDouble(first("/proc/meminfo", "MemTotal", "0 kB").split(" ")[0]);
  }

  /** The value of the first line {@code name: value} of a file of the kernel. */
  static String first(String file, String name, String otherwise) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(otherwise);
    } catch (IOException e) {
      return otherwise;
    }
  }
}
