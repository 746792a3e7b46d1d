package org.backlinks.load;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.backlinks.local.Launch;
import org.backlinks.local.Project;

/** Load from the command line: as many minutes as {@code -Dload.minutes} says. */
public final class Main {
  private static final String USUAL_MINUTES = "10";
  private static final long USUAL_SEED = 20_261_124;
  private static final double SECONDS = 60;

  private Main() {}

  /** Ends the JVM: with 0 when nothing was wrong, else with 1. */
  public static void main(String[] arguments) {
    int code = 1;
    try {
      code = run();
    } catch (Throwable e) { // left alone, it would hang the build that runs us
      e.printStackTrace();
    }
    System.out.flush();
    System.err.flush();
    System.exit(code);
  }

  private static int run() throws IOException, InterruptedException {
    double minutes = Double.parseDouble(System.getProperty("load.minutes", USUAL_MINUTES));
    long seed = Long.getLong("load.seed", USUAL_SEED);
    String launch = Launch.found().name();
    System.out.printf("load: %.1f minutes, seed %d, %s%n", minutes, seed, launch);
    LoadRun run = new LoadRun(Duration.ofSeconds(Math.round(minutes * SECONDS)), seed, launch);
    LoadRun.Result result = run.run();
    byte[] json =
        new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(result.figures());
    System.out.write(json);
    System.out.println();
    Files.write(Project.target().resolve("load.json"), json);
    result.violations().forEach(violation -> System.out.println("WRONG: " + violation));
    return result.violations().isEmpty() ? 0 : 1;
  }
}
