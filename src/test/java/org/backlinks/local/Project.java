package org.backlinks.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folders of this build, found from where its test classes lie. */
public final class Project {
  private Project() {}

  static Path testClasses() {
    try {
      return Path.of(Project.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where the build puts what it makes. */
  public static Path target() {
    return testClasses().resolveSibling("");
  }

  static Path root() {
    return target().resolveSibling("");
  }

  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** A new, empty file for a child's output; its name starts with the child's. */
  static Path output(String name) {
    try {
      Path folder = Files.createDirectories(target().resolve("local"));
      return Files.createTempFile(folder, name + "-", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
