package org.backlinks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Describes the machine of a measurement. */
final class MachineInfo {
  private MachineInfo() {}

  static String describe() {
    return "%s, %d cores, %s GB, %s, JDK %s"
        .formatted(
            readKernelValue("/proc/cpuinfo", "model name", System.getProperty("os.arch")),
            Runtime.getRuntime().availableProcessors(),
            Math.round(memoryKib() / 1024.0 / 1024.0),
            System.getProperty("os.name"),
            Runtime.version().feature());
  }

  private static double memoryKib() {
    return Double.parseDouble(readKernelValue("/proc/meminfo", "MemTotal", "0 kB").split(" ")[0]);
  }

  /** Returns the value of the first line {@code name: value} in a file of the kernel. */
  static String readKernelValue(String file, String name, String defaultValue) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(defaultValue);
    } catch (IOException e) {
      return defaultValue;
    }
  }
}
