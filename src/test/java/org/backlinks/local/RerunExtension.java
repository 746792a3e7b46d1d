package org.backlinks.local;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs with every test, without an annotation. When the tests of a class that failed run again, it
 * empties the databases that are still open. Otherwise their requests would find the reports of the
 * first run.
 */
public final class RerunExtension implements BeforeAllCallback {
  private static final Set<Class<?>> STARTED = ConcurrentHashMap.newKeySet();

  @Override
  public void beforeAll(ExtensionContext context) {
    if (!STARTED.add(context.getRequiredTestClass())) {
      LocalDynamoDb.deleteAllItems();
    }
  }
}
