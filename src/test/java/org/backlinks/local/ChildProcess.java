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

/**
 * A child process with a minimal environment that writes its output to a file. It ends when this
 * JVM ends.
 */
final class ChildProcess implements AutoCloseable {
  private static final int MAX_TAIL_LINES = 40;

  private final Process process;
  private final Path logFile;
  private final Thread shutdownHook;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.logFile = log;
    this.shutdownHook = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(shutdownHook);
    OrphanReaper.INSTANCE.watch(process);
  }

  static ChildProcess start(String name, List<String> command, Map<String, String> environment) {
    return start(name, command, environment, false);
  }

  /**
   * As {@link #start}, but this JVM reads the standard output, and the file receives only the
   * standard error.
   */
  static ChildProcess startWithPipedOutput(
      String name, List<String> command, Map<String, String> environment) {
    return start(name, command, environment, true);
  }

  private static ChildProcess start(
      String name, List<String> command, Map<String, String> environment, boolean isOutputPiped) {
    Path log = ProjectFolders.newOutputFile(name);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(ProjectFolders.rootFolder().toFile());
    builder.environment().keySet().retainAll(List.of("PATH", "HOME", "TZ", "SYSTEMROOT"));
    builder.environment().putAll(environment);
    if (isOutputPiped) {
      builder.redirectError(log.toFile());
    } else {
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
    }
    try {
      return new ChildProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the port that the process writes when it has started. Otherwise ends the process. */
  int readPort() {
    try {
      return Integer.parseInt(readLine());
    } catch (RuntimeException e) {
      close();
      throw new IllegalStateException("the server did not start", e);
    }
  }

  /**
   * Returns the next line of the standard output. The process must have been started with piped
   * output.
   */
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

  Path logFile() {
    return logFile;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** Returns the last lines that the process wrote. */
  String tail() {
    try (var lines = Files.newBufferedReader(logFile, StandardCharsets.ISO_8859_1)) {
      List<String> all = lines.lines().toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - MAX_TAIL_LINES), all.size()));
    } catch (IOException e) {
      return "(its output cannot be read: " + e.getMessage() + ")";
    }
  }

  void kill() {
    process.destroyForcibly();
  }

  /** Stops all threads of the process. Does nothing when it has ended. */
  void suspend() {
    signal(ProcessSignal.STOP);
  }

  /** Lets the threads of the process run again. Does nothing when it has ended. */
  void resume() {
    signal(ProcessSignal.CONTINUE);
  }

  private void signal(ProcessSignal signal) {
    if (process.isAlive()) {
      signal.sendTo(process.pid());
    }
  }

  /** Kills the process and waits until it has ended. */
  @Override
  public void close() {
    kill();
    process.onExit().join();
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      // the JVM is shutting down: the hook runs and finds that the process has ended
    }
  }
}
