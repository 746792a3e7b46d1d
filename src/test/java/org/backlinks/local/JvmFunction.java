package org.backlinks.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;

/** The JVM build as a Lambda process. */
public final class JvmFunction {
  private JvmFunction() {}

  public static void main(String[] arguments) throws IOException {
    Parent.endWith();
    // as the executable's main does
    String level = System.getenv("BACKLINKS_LOG_LEVEL");
    System.setProperty("quarkus.log.level", level == null || level.isBlank() ? "INFO" : level);
    RequestStreamHandler handler = new QuarkusStreamHandler();
    try {
      Quarkus.manualStart();
    } catch (Throwable e) { // as the executable: a start that fails ends the process
      e.printStackTrace();
      System.exit(1);
    }
    PollLoop.run(handler);
  }
}
