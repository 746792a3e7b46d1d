package org.backlinks.service;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.local.TableProxy;
import org.backlinks.local.majestic.FakeMajestic;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The environment of the service in a test class: the fake upstream, and a table for each test. */
public final class ServiceEnvironment
    implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
  private LocalDynamoDb dynamo;
  private FakeMajestic majestic;
  private TableProxy proxy;
  private String table;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    dynamo = LocalDynamoDb.inMemory();
    majestic = FakeMajestic.start();
    proxy = TableProxy.startFor(dynamo);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    table = "service-" + Integer.toHexString(context.getUniqueId().hashCode());
    dynamo.createTable(table);
    majestic.resetCalls();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    removeTableFaults();
    majestic.clearBehaviours();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    proxy.close();
    majestic.close();
    dynamo.close();
  }

  LocalDynamoDb dynamo() {
    return dynamo;
  }

  FakeMajestic majestic() {
    return majestic;
  }

  /** Returns the name of the running test's table. */
  String table() {
    return table;
  }

  /** Returns the proxy between the service and the database. */
  public TableProxy proxy() {
    return proxy;
  }

  /** Lets the proxy pass every request. */
  void removeTableFaults() {
    proxy.setRule(request -> Optional.empty());
  }

  /**
   * Returns a new service on the table of the running test.
   *
   * @param settings additional settings, in pairs of a name and a value
   */
  public ServiceFixture newService(String... settings) {
    return newService(proxy, settings);
  }

  /** As {@link #newService(String...)}, with a way to the database of its own. */
  ServiceFixture newService(TableProxy toDatabase, String... settings) {
    Map<String, String> changes = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      changes.put(settings[i], settings[i + 1]);
    }
    return new ServiceFixture(toDatabase.uri(), table, majestic, changes);
  }
}
