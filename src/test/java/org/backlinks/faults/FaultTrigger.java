package org.backlinks.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.backlinks.local.TableFault;
import org.backlinks.local.TableProxy;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests of one scenario and lets one of them fail: only its first attempt, or also
 * every later request of the same kind.
 */
final class FaultTrigger implements TableProxy.FaultRule {
  private final @Nullable NumberedRequest targetRequest;
  private final @Nullable TableFault fault;
  private final boolean isLasting;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<String> seenInvocations = new HashSet<>();
  private final List<NumberedRequest> requests = new ArrayList<>();
  private boolean isTriggered;

  private FaultTrigger(
      @Nullable NumberedRequest targetRequest, @Nullable TableFault fault, boolean isLasting) {
    this.targetRequest = targetRequest;
    this.fault = fault;
    this.isLasting = isLasting;
  }

  static FaultTrigger never() {
    return new FaultTrigger(null, null, false);
  }

  static FaultTrigger atRequest(NumberedRequest request, TableFault fault, boolean isLasting) {
    return new FaultTrigger(request, fault, isLasting);
  }

  @Override
  public synchronized Optional<TableFault> faultFor(TableProxy.Request request) {
    if (request.isLeaseRenewal()) {
      return Optional.empty();
    }
    boolean isNew = seenInvocations.add(request.invocationId());
    if (isNew) {
      requests.add(
          new NumberedRequest(request.kind(), counts.merge(request.kind(), 1, Integer::sum)));
    }
    if (targetRequest == null || fault == null || !targetRequest.kind().equals(request.kind())) {
      return Optional.empty();
    }
    int number = counts.getOrDefault(request.kind(), 0);
    boolean isTarget = isNew && number == targetRequest.number();
    isTriggered |= isTarget;
    return isTarget || (isLasting && isTriggered) ? Optional.of(fault) : Optional.empty();
  }

  synchronized List<NumberedRequest> requests() {
    return List.copyOf(requests);
  }

  synchronized boolean isTriggered() {
    return isTriggered;
  }
}
