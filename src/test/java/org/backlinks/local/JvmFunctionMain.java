package org.backlinks.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import org.backlinks.entry.EarlyStart;
import org.backlinks.entry.StartupSettings;
import org.backlinks.entry.SystemProducers;

/** Runs the JVM build as a Lambda process. */
public final class JvmFunctionMain {
  private JvmFunctionMain() {}

  public static void main(String[] arguments) throws IOException {
    ParentWatchdog.exitWithParent();
    // as in the executable: a log line before the start of Quarkus must not select another manager
    System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    if (StartupSettings.read(System.getenv(), System.err).isEmpty()) {
      System.exit(1);
    }
    EarlyStart.startExtension(System.getenv(), SystemProducers.clock());
    RequestStreamHandler handler = new QuarkusStreamHandler();
    try {
      Quarkus.manualStart();
    } catch (Throwable e) { // as in the executable: a failed start ends the process
      e.printStackTrace();
      System.exit(1);
    }
    RuntimePollLoop.run(handler);
  }
}
