package org.backlinks.local;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A participant that requests events in a sandbox: the runtime, or an extension. */
final class SandboxParticipant {
  /** Whether this participant receives every event. */
  private final boolean isInvoked;

  /** The request for the next event, or null when there is none. */
  private @Nullable CompletableFuture<EventDelivery> pendingRequest;

  SandboxParticipant(boolean isInvoked) {
    this.isInvoked = isInvoked;
  }

  boolean isWaiting() {
    return pendingRequest != null;
  }

  CompletableFuture<EventDelivery> requestNextEvent() throws SandboxException {
    if (pendingRequest != null) {
      throw new SandboxException(
          "Extension.InvalidExtensionState", "the previous request for an event is still waiting");
    }
    pendingRequest = new CompletableFuture<>();
    return pendingRequest;
  }

  void deliver(EventDelivery delivery) {
    if (isInvoked && pendingRequest != null) {
      pendingRequest.complete(delivery);
      pendingRequest = null;
    }
  }
}
