package org.backlinks.local;

import java.io.PrintStream;
import java.net.InetSocketAddress;

/**
 * Starts ElasticMQ, a server that speaks as SQS does, on a free port of the loopback interface.
 * Writes the port to the standard output. It uses reflection because ElasticMQ is never on the
 * class path of this build.
 */
public final class LocalSqsMain {
  private LocalSqsMain() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream standardOutput = System.out;
    System.setOut(System.err);
    ParentWatchdog.exitWithParent();
    Object builder =
        Class.forName("org.elasticmq.rest.sqs.SQSRestServerBuilder")
            .getMethod("withInterface", String.class)
            .invoke(null, "127.0.0.1");
    builder = builder.getClass().getMethod("withPort", int.class).invoke(builder, 0);
    Object server = builder.getClass().getMethod("start").invoke(builder);
    Object binding = server.getClass().getMethod("waitUntilStarted").invoke(server);
    InetSocketAddress address =
        (InetSocketAddress) binding.getClass().getMethod("localAddress").invoke(binding);
    standardOutput.println(address.getPort());
    standardOutput.flush();
  }
}
