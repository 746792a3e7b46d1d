package org.backlinks.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A child process with a clean environment, its output in a file; it does not outlive this JVM. */
final class Child implements AutoCloseable {
  private static final int LAST_LINES = 40;

  private final Process process;
  private final Path log;
  private final Thread atShutdown;

  private Child(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.atShutdown = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atShutdown);
  }

  static Child start(String name, List<String> command, Map<String, String> environment) {
    return start(name, command, environment, false);
  }

  /**
   * As {@link #start}, but standard output is read by us, and only standard error goes to the file.
   */
  static Child startTalking(String name, List<String> command, Map<String, String> environment) {
    return start(name, command, environment, true);
  }

  private static Child start(
      String name, List<String> command, Map<String, String> environment, boolean talking) {
    Path log = Project.output(name);
    ProcessBuilder builder = new ProcessBuilder(command).directory(Project.root().toFile());
    builder.environment().keySet().retainAll(List.of("PATH", "HOME", "TZ", "SYSTEMROOT"));
    builder.environment().putAll(environment);
    if (talking) {
      builder.redirectError(log.toFile());
    } else {
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
    }
    try {
      return new Child(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line that a talking child writes. */
  String readLine() {
    try {
      @SuppressWarnings("resource") // ends with the process
      var lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line = lines.readLine();
      if (line == null) {
        throw new IllegalStateException("the process ended while starting: " + tail());
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  Path log() {
    return log;
  }

  boolean alive() {
    return process.isAlive();
  }

  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** The last lines that it wrote. */
  String tail() {
    try (var lines = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
      List<String> all = lines.lines().toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - LAST_LINES), all.size()));
    } catch (IOException e) {
      return "(its output can't be read: " + e.getMessage() + ")";
    }
  }

  void kill() {
    process.destroyForcibly();
  }

  /** Kills it and waits until it is gone. */
  @Override
  public void close() {
    kill();
    process.onExit().join();
    try {
      Runtime.getRuntime().removeShutdownHook(atShutdown);
    } catch (IllegalStateException e) {
      // the JVM is going down: the hook runs, and finds nothing left to do
    }
  }
}
