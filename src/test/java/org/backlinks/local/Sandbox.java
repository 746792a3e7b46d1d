package org.backlinks.local;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The lifecycle that Lambda gives to one process. The process takes one event at a time. An
 * invocation is completed when the runtime has answered and the runtime and every extension have
 * requested the next event. Then Lambda freezes the process until the next event arrives. Lambda
 * kills a process that has not completed the event at the timeout of the function, even when its
 * answer was posted before.
 */
final class Sandbox {
  /**
   * Maximum time until the first event is delivered. Lambda allows 10 s, but a JVM on a busy
   * machine needs longer.
   */
  private static final Duration INIT_TIMEOUT = Duration.ofSeconds(90);

  private static final int MAX_EXTENSIONS = 10;

  private final boolean isFreezing;
  private final List<String> requestIds = new ArrayList<>();
  private final SandboxParticipant runtime = new SandboxParticipant(true);
  private final Map<String, SandboxParticipant> extensions = new LinkedHashMap<>();
  private final Set<String> extensionNames = new HashSet<>();

  private SandboxProcess process = SandboxProcess.NONE;
  private boolean isRuntimeReady;
  private boolean isFrozen;
  private boolean isSuspended;

  /** The event that was submitted but not delivered to the process. */
  private @Nullable PendingInvocation queued;

  /** The event that was delivered to the process but is not completed. */
  private @Nullable PendingInvocation current;

  private @Nullable FunctionErrorException failure;

  Sandbox(SandboxOptions options) {
    this.isFreezing = options.isFreezing();
  }

  /** Sets the process. From now on, the sandbox freezes and kills it as Lambda does. */
  synchronized void attach(SandboxProcess started) {
    process = started;
    advance();
  }

  /** Returns the ids of all events that were submitted. */
  synchronized List<String> requestIds() {
    return List.copyOf(requestIds);
  }

  synchronized boolean isFrozen() {
    return isFrozen;
  }

  /** Returns whether the sandbox accepts events. */
  synchronized boolean isUsable() {
    return failure == null;
  }

  /**
   * Returns a future that completes when the sandbox can take another event, or when it has failed.
   */
  synchronized CompletableFuture<Void> whenIdle() {
    PendingInvocation latest = queued != null ? queued : current;
    return latest == null ? CompletableFuture.completedFuture(null) : latest.completed;
  }

  /**
   * Submits an event. The event waits until the previous one is completed.
   *
   * @throws IllegalStateException when another event is waiting or has no answer yet
   */
  synchronized PendingInvocation submit(PendingInvocation invocation) {
    if (failure != null) {
      throw new FunctionErrorException(failure.errorType(), failure.details());
    }
    if (queued != null || (current != null && !current.isAnswered())) {
      throw new IllegalStateException("the function already has an event");
    }
    queued = invocation;
    requestIds.add(invocation.id);
    advance();
    Thread.ofVirtual().name("deadline").start(() -> enforceTimeout(invocation));
    return invocation;
  }

  /** Returns the current invocation when it has this id and no answer, else null. */
  synchronized @Nullable PendingInvocation findUnanswered(String id) {
    return current != null && current.id.equals(id) && !current.isAnswered() ? current : null;
  }

  /** Completes the invocation with the answer of the runtime. */
  synchronized void complete(PendingInvocation invocation, byte[] answer) {
    invocation.answer.complete(answer);
    advance();
  }

  /**
   * Completes the invocation with an error of the runtime, or with an error because of its answer.
   */
  synchronized void complete(PendingInvocation invocation, FunctionErrorException error) {
    invocation.answer.completeExceptionally(error);
    advance();
  }

  /** Requests the next event for the runtime. No extension can register after this call. */
  synchronized CompletableFuture<EventDelivery> nextForRuntime() throws SandboxException {
    isRuntimeReady = true;
    return next(runtime);
  }

  /** Requests the next event for an extension. */
  synchronized CompletableFuture<EventDelivery> nextForExtension(String id)
      throws SandboxException {
    return next(extension(id));
  }

  private CompletableFuture<EventDelivery> next(SandboxParticipant participant)
      throws SandboxException {
    CompletableFuture<EventDelivery> delivery = participant.requestNextEvent();
    advance();
    return delivery;
  }

  /**
   * Registers an internal extension.
   *
   * @param isInvoked whether it receives every event
   * @return the identifier of the extension
   */
  synchronized String register(String name, boolean isInvoked) throws SandboxException {
    if (isRuntimeReady) {
      throw new SandboxException("Extension.RegistrationClosed", "the init phase has ended");
    }
    if (extensions.size() == MAX_EXTENSIONS) {
      throw new SandboxException(
          "Extension.TooManyExtensions", "the process has too many extensions");
    }
    if (!extensionNames.add(name)) {
      throw new SandboxException(
          "Extension.InvalidExtensionState", "the extension is already registered: " + name);
    }
    String id = UUID.randomUUID().toString();
    extensions.put(id, new SandboxParticipant(isInvoked));
    return id;
  }

  /** Throws an exception when the process has no extension with this id. */
  synchronized void requireExtension(String id) throws SandboxException {
    extension(id);
  }

  private SandboxParticipant extension(String id) throws SandboxException {
    SandboxParticipant extension = extensions.get(id);
    if (extension == null) {
      throw new SandboxException(
          "Extension.UnknownExtensionIdentifier", "the extension is unknown: " + id);
    }
    return extension;
  }

  /** Stops the process at any point, as on a machine that hangs. */
  synchronized void suspend() {
    isSuspended = true;
    process.suspend();
  }

  /** Lets a suspended process continue, unless it is frozen. */
  synchronized void resume() {
    isSuspended = false;
    if (!isFrozen) {
      process.resume();
    }
  }

  /** Fails the current event and every later one with this error. */
  void fail(FunctionErrorException error) {
    List<PendingInvocation> endedInvocations = new ArrayList<>();
    synchronized (this) {
      if (failure == null) {
        failure = error;
      }
      if (current != null) {
        endedInvocations.add(current);
      }
      if (queued != null) {
        endedInvocations.add(queued);
      }
      current = null;
      queued = null;
    }
    endedInvocations.forEach(invocation -> invocation.fail(error));
  }

  private void advance() {
    boolean areAllWaiting =
        runtime.isWaiting() && extensions.values().stream().allMatch(SandboxParticipant::isWaiting);
    if (!areAllWaiting || (current != null && !current.isAnswered())) {
      return;
    }
    PendingInvocation previous = current;
    current = null;
    if (queued != null) {
      deliver(queued);
    } else if (isFreezing && failure == null) {
      isFrozen = true;
      process.suspend();
    }
    if (previous != null) {
      previous.completed.complete(null);
    }
  }

  private void deliver(PendingInvocation invocation) {
    current = invocation;
    queued = null;
    if (isFrozen) {
      isFrozen = false;
      if (!isSuspended) {
        process.resume();
      }
    }
    EventDelivery delivery = new EventDelivery(invocation, Instant.now().plus(invocation.timeout));
    invocation.started.complete(delivery.deadline());
    runtime.deliver(delivery);
    extensions.values().forEach(extension -> extension.deliver(delivery));
  }

  /** Kills the process when the event is not completed in time. */
  private void enforceTimeout(PendingInvocation invocation) {
    if (!hasCompletedWithin(invocation.started, INIT_TIMEOUT)) {
      handleTimeout(INIT_TIMEOUT);
    } else if (!hasCompletedWithin(invocation.completed, invocation.timeout)) {
      handleTimeout(invocation.timeout);
    }
  }

  private void handleTimeout(Duration limit) {
    fail(FunctionErrorException.ofTimeout(limit));
    synchronized (this) {
      process.kill();
    }
  }

  private static boolean hasCompletedWithin(CompletableFuture<?> future, Duration limit) {
    try {
      future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException e) {
      return true; // the invocation failed: the timeout is over
    } catch (TimeoutException | InterruptedException e) {
      return false;
    }
  }
}
