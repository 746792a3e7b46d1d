package org.backlinks.local;

import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Starts DynamoDB Local. Its own launcher listens on every interface and rejects port 0. Therefore
 * this class creates the server, moves it to a free port of the loopback interface and writes the
 * port to the standard output. It uses reflection because DynamoDB Local is never on the class path
 * of this build.
 */
public final class LocalDynamoDbMain {
  private static final String PACKAGE_PREFIX = "software.amazon.dynamodb.services.local.";

  private LocalDynamoDbMain() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream standardOutput = System.out;
    System.setOut(System.err);
    ParentWatchdog.exitWithParent();
    Object proxy =
        Class.forName(PACKAGE_PREFIX + "main.ServerRunner")
            .getMethod("createServerFromCommandLineArgs", String[].class)
            .invoke(null, (Object) arguments);
    Field field = proxy.getClass().getDeclaredField("server");
    field.setAccessible(true);
    Object server = field.get(proxy);
    Object connector = ((Object[]) invoke(server, "getConnectors"))[0];
    findMethod(connector, "setHost", String.class).invoke(connector, "127.0.0.1");
    findMethod(connector, "setPort", int.class).invoke(connector, 0);
    invoke(proxy, "safeStart");
    standardOutput.println(invoke(connector, "getLocalPort"));
    standardOutput.flush();
  }

  private static Object invoke(Object receiver, String name) throws ReflectiveOperationException {
    return findMethod(receiver, name).invoke(receiver);
  }

  private static Method findMethod(Object receiver, String name, Class<?>... types)
      throws NoSuchMethodException {
    return receiver.getClass().getMethod(name, types);
  }
}
