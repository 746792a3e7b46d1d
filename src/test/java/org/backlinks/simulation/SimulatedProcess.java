package org.backlinks.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.backlinks.config.Settings;
import org.backlinks.majestic.FakeUpstreamClient;
import org.backlinks.service.ServiceAssembly;
import org.backlinks.telemetry.SimulatedInvocation;

/** One process of the function: the real service over a simulated table and upstream. */
final class SimulatedProcess {
  private final SimulatedWorld world;
  private final SimulatedSandbox sandbox;
  private final ServiceAssembly service;
  private boolean isBusy;
  private int invocationCount;

  /** What an invocation does. */
  interface Invocation {
    /** Runs until the process answers. */
    void run(ServiceAssembly service, Instant deadline);
  }

  SimulatedProcess(
      SimulatedWorld world, SimulatedSandbox sandbox, Settings settings, SplittableRandom random) {
    this.world = world;
    this.sandbox = sandbox;
    TableNetwork network = new FaultyTableNetwork(world, sandbox, random.split());
    this.service =
        new ServiceAssembly(
            settings,
            new SimulatedDynamoDbClient(world.table(), world.index(), network),
            FakeUpstreamClient.of(
                settings,
                new SimulatedTransport(
                    world, sandbox, settings.majestic().timeout(), random.split()),
                random.split(),
                sandbox.clock(),
                sandbox.scheduler()),
            sandbox.clock(),
            sandbox.scheduler(),
            random.split(),
            new SimulatedRecipients(world, sandbox, random.split()));
  }

  SimulatedSandbox sandbox() {
    return sandbox;
  }

  /** Returns the time that its clock shows. */
  Instant now() {
    return sandbox.clock().instant();
  }

  /** Returns whether the platform may send the next event to this process. */
  boolean isIdle() {
    return !isBusy && !sandbox.isDead();
  }

  /**
   * Sends an event to the process. The process stays busy until every upstream call is recorded. It
   * is killed when that takes longer than the function may run.
   *
   * @param timeout how long the function may run
   */
  void invoke(String name, Duration timeout, Invocation invocation) {
    isBusy = true;
    sandbox.beginInvocation();
    Instant deadline = sandbox.clock().instant().plus(timeout);
    int number = ++invocationCount;
    world.event(sandbox, () -> "is invoked: " + name);
    world.loop().start(sandbox, () -> handle(name, invocation, deadline));
    world.start(() -> killAtTimeout(number, timeout));
  }

  private void handle(String name, Invocation invocation, Instant deadline) {
    SimulatedInvocation.begin(name);
    try {
      invocation.run(service, deadline);
    } catch (RuntimeException e) {
      world.event(sandbox, () -> name + " failed: " + e);
      world.checkFailure(e);
    }
    service.callTracker.awaitIdle(Duration.between(sandbox.clock().instant(), deadline));
    isBusy = !service.callTracker.isIdle();
    if (!isBusy) {
      world.becameIdle(this);
    }
  }

  private void killAtTimeout(int invocation, Duration timeout) {
    Instant begun = world.loop().now();
    world.sleep(timeout);
    if (isBusy && invocation == invocationCount && !sandbox.isDead()) {
      world.event(sandbox, () -> "is killed at its time limit");
      world.invariants().checkTimeLimit(sandbox, begun);
      sandbox.kill();
    }
  }
}
