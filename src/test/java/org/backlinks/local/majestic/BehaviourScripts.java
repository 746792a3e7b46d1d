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

/**
 * The behaviours that a test requested for the next calls and for targets. Every method holds the
 * lock.
 */
final class BehaviourScripts {
  private static final Pattern QUEUED_IN_NAME = Pattern.compile("queued-(\\d{1,4})(-file)?");

  private final Map<String, Deque<Behaviour>> nextByCommand = new HashMap<>();
  private final List<TargetScript> targetScripts = new ArrayList<>();

  private record TargetScript(String part, Deque<Behaviour> behaviours) {}

  synchronized void addNext(String command, List<Behaviour> behaviours) {
    nextByCommand.computeIfAbsent(command, _ -> new ArrayDeque<>()).addAll(behaviours);
  }

  synchronized void addForTarget(String part, List<Behaviour> behaviours) {
    targetScripts.removeIf(script -> script.part.equals(part));
    targetScripts.addFirst(new TargetScript(part, new ArrayDeque<>(behaviours)));
  }

  synchronized void clear() {
    nextByCommand.clear();
    targetScripts.clear();
  }

  /** Removes and returns the behaviour for the next call of this command, or empty. */
  synchronized Optional<Behaviour> takeNext(String command) {
    Deque<Behaviour> behaviours = nextByCommand.get(command);
    return behaviours == null ? Optional.empty() : Optional.ofNullable(behaviours.poll());
  }

  /** Returns the behaviour for this target: each one once, and the last one from then on. */
  synchronized Behaviour takeForTarget(String target) {
    for (TargetScript script : targetScripts) {
      if (target.contains(script.part)) {
        Deque<Behaviour> remaining = script.behaviours;
        return remaining.size() > 1 ? remaining.remove() : remaining.element();
      }
    }
    return parseTargetName(target);
  }

  /**
   * Returns the behaviour that the name of the target requests: {@code queued-3}, {@code
   * queued-3-file}.
   */
  private static Behaviour parseTargetName(String target) {
    Matcher matcher = QUEUED_IN_NAME.matcher(target);
    if (!matcher.find()) {
      return new Behaviour.Rows();
    }
    int queuedAnswers = Integer.parseInt(matcher.group(1));
    return matcher.group(2) == null
        ? new Behaviour.Queued(queuedAnswers)
        : new Behaviour.Queued(queuedAnswers, new Behaviour.JobDone(0, 1, 2, 3, 4));
  }
}
