package org.backlinks.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folders of this build, relative to the folder of its test classes. */
public final class ProjectFolders {
  private ProjectFolders() {}

  static Path testClassesFolder() {
    try {
      return Path.of(
          ProjectFolders.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the folder of the build output. */
  public static Path targetFolder() {
    return testClassesFolder().resolveSibling("");
  }

  static Path rootFolder() {
    return targetFolder().resolveSibling("");
  }

  /** Returns the class path of the servers that run beside the function, each as a process. */
  static String localServersClassPath() {
    Path file = targetFolder().resolve("local-servers.classpath");
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "this file is missing, the build writes it before the tests: " + file, e);
    }
  }

  static Path javaExecutable() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /**
   * Creates a new empty file for the output of a child process. Its name begins with the given
   * name.
   */
  static Path newOutputFile(String name) {
    try {
      Path folder = Files.createDirectories(targetFolder().resolve("local"));
      return Files.createTempFile(folder, name + "-", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
