package org.backlinks.load;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.backlinks.local.LaunchCommand;
import org.backlinks.local.ProjectFolders;

/** Runs the load test from the command line, for {@code -Dload.minutes} minutes. */
public final class LoadMain {
  private static final String DEFAULT_MINUTES = "10";
  private static final long DEFAULT_SEED = 20_261_124;
  private static final double SECONDS_PER_MINUTE = 60;

  private LoadMain() {}

  /** Ends the JVM with code 0 when there was no violation, else with code 1. */
  public static void main(String[] arguments) {
    int code = 1;
    try {
      code = run();
    } catch (Throwable e) { // an uncaught error would block the build that runs this class
      e.printStackTrace();
    }
    System.out.flush();
    System.err.flush();
    System.exit(code);
  }

  private static int run() throws IOException, InterruptedException {
    double minutes = Double.parseDouble(System.getProperty("load.minutes", DEFAULT_MINUTES));
    long seed = Long.getLong("load.seed", DEFAULT_SEED);
    String functionKind = LaunchCommand.detect().name();
    System.out.printf("load: %.1f minutes, seed %d, %s%n", minutes, seed, functionKind);
    LoadRun run =
        new LoadRun(
            Duration.ofSeconds(Math.round(minutes * SECONDS_PER_MINUTE)), seed, functionKind);
    LoadRun.Result result = run.run();
    byte[] json =
        new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(result.statistics());
    System.out.write(json);
    System.out.println();
    Files.write(ProjectFolders.targetFolder().resolve("load.json"), json);
    result.violations().forEach(violation -> System.out.println("VIOLATION: " + violation));
    return result.violations().isEmpty() ? 0 : 1;
  }
}
