package org.backlinks.days;

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
 * Counts the requests of one way, and lets one of them fail: its first try, or it and every later
 * one of its kind.
 */
final class Steps implements TableProxy.Rule {
  private final @Nullable Step failing;
  private final @Nullable TableFault fault;
  private final boolean lasting;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<String> invocations = new HashSet<>();
  private final List<Step> steps = new ArrayList<>();
  private boolean struck;

  private Steps(@Nullable Step failing, @Nullable TableFault fault, boolean lasting) {
    this.failing = failing;
    this.fault = fault;
    this.lasting = lasting;
  }

  static Steps undisturbed() {
    return new Steps(null, null, false);
  }

  static Steps failing(Step step, TableFault fault, boolean lasting) {
    return new Steps(step, fault, lasting);
  }

  @Override
  public synchronized Optional<TableFault> fault(TableProxy.Request request) {
    if (request.isRenewal()) {
      return Optional.empty();
    }
    boolean isNew = invocations.add(request.invocation());
    if (isNew) {
      steps.add(new Step(request.kind(), counts.merge(request.kind(), 1, Integer::sum)));
    }
    if (failing == null || fault == null || !failing.kind().equals(request.kind())) {
      return Optional.empty();
    }
    int number = counts.getOrDefault(request.kind(), 0);
    boolean first = isNew && number == failing.number();
    struck |= first;
    return first || (lasting && struck) ? Optional.of(fault) : Optional.empty();
  }

  synchronized List<Step> seen() {
    return List.copyOf(steps);
  }

  synchronized boolean struck() {
    return struck;
  }
}
