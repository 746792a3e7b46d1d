package org.backlinks.local;

import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * DynamoDB Local's own process: its launcher listens on every interface and refuses port 0, so its
 * server is made here, moved to a free port of the loopback interface, and that port written to
 * standard output. By reflection, because DynamoDB Local is never on this build's class path.
 */
public final class DynamoDbMain {
  private static final String LOCAL = "software.amazon.dynamodb.services.local.";

  private DynamoDbMain() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream parent = System.out;
    System.setOut(System.err);
    Parent.endWith();
    Object proxy =
        Class.forName(LOCAL + "main.ServerRunner")
            .getMethod("createServerFromCommandLineArgs", String[].class)
            .invoke(null, (Object) arguments);
    Field field = proxy.getClass().getDeclaredField("server");
    field.setAccessible(true);
    Object server = field.get(proxy);
    Object connector = ((Object[]) call(server, "getConnectors"))[0];
    method(connector, "setHost", String.class).invoke(connector, "127.0.0.1");
    method(connector, "setPort", int.class).invoke(connector, 0);
    call(proxy, "safeStart");
    parent.println(call(connector, "getLocalPort"));
    parent.flush();
  }

  private static Object call(Object on, String name) throws ReflectiveOperationException {
    return method(on, name).invoke(on);
  }

  private static Method method(Object on, String name, Class<?>... types)
      throws NoSuchMethodException {
    return on.getClass().getMethod(name, types);
  }
}
