package org.backlinks.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** How the function's process is started: the native executable, or the JVM build. */
public record Launch(String name, List<String> command) {
  private static final String NATIVE = "native";
  private static final String JVM = "jvm";

  /**
   * The native executable where one was built of these classes, else the JVM build; the system
   * property {@code function} ({@code native} or {@code jvm}) decides otherwise.
   */
  public static Launch found() {
    return switch (System.getProperty("function", "")) {
      case NATIVE -> nativeExecutable();
      case JVM -> jvm();
      default -> executable().filter(Launch::upToDate).map(Launch::of).orElseGet(Launch::jvm);
    };
  }

  /** The native executable in {@code target/}. */
  public static Launch nativeExecutable() {
    return executable()
        .map(Launch::of)
        .orElseThrow(() -> new IllegalStateException("no native executable was built"));
  }

  /** The JVM build in {@code target/}. */
  public static Launch jvm() {
    Path jar =
        built(name -> name.endsWith("-runner.jar"))
            .orElseThrow(() -> new IllegalStateException("package the function first"));
    String classPath =
        String.join(
            File.pathSeparator,
            jar.toString(),
            Project.target().resolve("lib") + File.separator + "*",
            Project.testClasses().toString());
    return new Launch(
        JVM,
        List.of(
            Project.java().toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp",
            classPath,
            JvmFunction.class.getName()));
  }

  /** Whether it is our function, and not one of a test's own. */
  boolean isOurs() {
    return name.equals(NATIVE) || name.equals(JVM);
  }

  private static Launch of(Path executable) {
    return new Launch(NATIVE, List.of(executable.toString()));
  }

  private static Optional<Path> executable() {
    return built(name -> name.endsWith("-runner") || name.endsWith("-runner.exe"))
        .filter(Files::isExecutable);
  }

  /** A later JVM build leaves an old executable lying beside it. */
  private static boolean upToDate(Path executable) {
    long made = executable.toFile().lastModified();
    try (var classes = Files.walk(Project.target().resolve("classes"))) {
      return classes
          .map(Path::toFile)
          .filter(File::isFile)
          .noneMatch(file -> file.lastModified() > made);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> built(Predicate<String> name) {
    try (var files = Files.list(Project.target())) {
      return files
          .filter(file -> Files.isRegularFile(file) && name.test(file.toFile().getName()))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
