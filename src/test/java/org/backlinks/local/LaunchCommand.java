package org.backlinks.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The command that starts a process of the function: the native executable, or the JVM build. */
public record LaunchCommand(String name, List<String> command) {
  private static final String NATIVE = "native";
  private static final String JVM = "jvm";

  /**
   * Returns the native executable when it was built from the current classes, else the JVM build.
   * The system property {@code function} ({@code native} or {@code jvm}) overrides this choice.
   */
  public static LaunchCommand detect() {
    return switch (System.getProperty("function", "")) {
      case NATIVE -> nativeExecutable();
      case JVM -> jvm();
      default ->
          findExecutable()
              .filter(LaunchCommand::isUpToDate)
              .map(LaunchCommand::ofExecutable)
              .orElseGet(LaunchCommand::jvm);
    };
  }

  /** Returns the native executable in {@code target/}. */
  public static LaunchCommand nativeExecutable() {
    return findExecutable()
        .map(LaunchCommand::ofExecutable)
        .orElseThrow(
            () -> new IllegalStateException("the native executable is missing: build it first"));
  }

  /** Returns the JVM build in {@code target/}. */
  public static LaunchCommand jvm() {
    Path jar =
        findBuilt(name -> name.endsWith("-runner.jar"))
            .orElseThrow(() ->
                new IllegalStateException("the JVM build is missing: run ./mvnw package first"));
    String classPath =
        String.join(
            File.pathSeparator,
            jar.toString(),
            ProjectFolders.targetFolder().resolve("lib") + File.separator + "*",
            ProjectFolders.testClassesFolder().toString());
    return new LaunchCommand(
        JVM,
        List.of(
            ProjectFolders.javaExecutable().toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp",
            classPath,
            JvmFunctionMain.class.getName()));
  }

  boolean isNative() {
    return name.equals(NATIVE);
  }

  /** Returns whether this is the function of this project, and not the function of a test. */
  boolean isOwnFunction() {
    return name.equals(NATIVE) || name.equals(JVM);
  }

  private static LaunchCommand ofExecutable(Path executable) {
    return new LaunchCommand(NATIVE, List.of(executable.toString()));
  }

  private static Optional<Path> findExecutable() {
    return findBuilt(name -> name.endsWith("-runner") || name.endsWith("-runner.exe"))
        .filter(Files::isExecutable);
  }

  /**
   * Returns whether the executable is newer than all classes. A later JVM build does not delete an
   * old executable.
   */
  private static boolean isUpToDate(Path executable) {
    long executableMillis = executable.toFile().lastModified();
    try (var classes = Files.walk(ProjectFolders.targetFolder().resolve("classes"))) {
      return classes
          .map(Path::toFile)
          .filter(File::isFile)
          .noneMatch(file -> file.lastModified() > executableMillis);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> findBuilt(Predicate<String> name) {
    try (var files = Files.list(ProjectFolders.targetFolder())) {
      return files
          .filter(file -> Files.isRegularFile(file) && name.test(file.toFile().getName()))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
