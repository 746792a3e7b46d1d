package org.backlinks.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Kills the child processes of this JVM after this JVM itself was killed. A frozen process cannot
 * notice the end of its parent. Therefore a shell waits until the pipe from this JVM is closed.
 */
final class OrphanReaper {
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      pids=
      while read -r operation pid; do
        case $operation in
          +) pids="$pids $pid" ;;
          -)
            remaining=
            for child in $pids; do
              [ "$child" = "$pid" ] || remaining="$remaining $child"
            done
            pids=$remaining
            ;;
        esac
      done
      [ -z "$pids" ] || kill -9 $pids
      """;

  /** The instance of this JVM. */
  static final OrphanReaper INSTANCE = new OrphanReaper(start());

  private final @Nullable OutputStream pipe;

  private OrphanReaper(@Nullable OutputStream pipe) {
    this.pipe = pipe;
  }

  private static @Nullable OutputStream start() {
    try {
      return new ProcessBuilder("/bin/sh", "-c", SCRIPT)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .getOutputStream();
    } catch (IOException e) {
      return null; // without a shell, a frozen process outlives this JVM
    }
  }

  /** Kills the process after the end of this JVM, unless the process has ended before. */
  void watch(Process process) {
    sendLine("+ " + process.pid());
    process.onExit().thenAccept(endedProcess -> sendLine("- " + endedProcess.pid()));
  }

  private synchronized void sendLine(String line) {
    if (pipe == null) {
      return;
    }
    try {
      pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      pipe.flush();
    } catch (IOException e) {
      System.err.println("child processes are no longer watched: " + e);
    }
  }
}
