package org.backlinks.local;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Starts a function, writes the process id of its frozen process, and waits until it is killed. */
public final class AbandonedFunctionMain {
  private AbandonedFunctionMain() {}

  public static void main(String[] arguments) throws Exception {
    ParentWatchdog.exitWithParent();
    LaunchCommand launch =
        new LaunchCommand(
            "abandoned",
            List.of(
                ProjectFolders.javaExecutable().toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HeldFunctionMain.class.getName()));
    FunctionProcess function = FunctionProcess.start(launch, Map.of());
    function.invoke("0".getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(60));
    function.whenIdle().join();
    System.out.println(function.pid());
    new CountDownLatch(1).await();
  }
}
