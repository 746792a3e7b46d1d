package org.backlinks.local.majestic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was ordered for the next calls, and for targets; every method holds the lock. */
final class Scripts {
  private static final Pattern QUEUED = Pattern.compile("queued-(\\d{1,4})(-file)?");

  private final Map<String, Deque<Behaviour>> next = new HashMap<>();
  private final List<TargetScript> targets = new ArrayList<>();

  private record TargetScript(String part, Deque<Behaviour> behaviours) {}

  synchronized void next(String command, List<Behaviour> behaviours) {
    next.computeIfAbsent(command, _ -> new ArrayDeque<>()).addAll(behaviours);
  }

  synchronized void on(String part, List<Behaviour> behaviours) {
    targets.removeIf(script -> script.part.equals(part));
    targets.addFirst(new TargetScript(part, new ArrayDeque<>(behaviours)));
  }

  synchronized void clear() {
    next.clear();
    targets.clear();
  }

  /** What was ordered for the next call of that command, used up by being asked. */
  synchronized Optional<Behaviour> takeNext(String command) {
    Deque<Behaviour> ordered = next.get(command);
    return ordered == null ? Optional.empty() : Optional.ofNullable(ordered.poll());
  }

  /** What was ordered for that target: one after the other, the last one from then on. */
  synchronized Behaviour forTarget(String target) {
    for (TargetScript script : targets) {
      if (target.contains(script.part)) {
        Deque<Behaviour> left = script.behaviours;
        return left.size() > 1 ? left.remove() : left.element();
      }
    }
    return spelled(target);
  }

  /** Targets can order by their spelling: {@code queued-3}, {@code queued-3-file}. */
  private static Behaviour spelled(String target) {
    Matcher queued = QUEUED.matcher(target);
    if (!queued.find()) {
      return new Behaviour.Rows();
    }
    int times = Integer.parseInt(queued.group(1));
    return queued.group(2) == null
        ? new Behaviour.Queued(times)
        : new Behaviour.Queued(times, new Behaviour.JobDone(0, 1, 2, 3, 4));
  }
}
