package org.backlinks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parts of a report that several upstream calls give.
 *
 * @param completed the stored parts by name, each with the lease version under which it was written
 * @param missing the parts that upstream will never return
 * @param settledCalls the number of paid calls with a known outcome
 * @param warnings sentences for the reader of the answer
 */
public record Progress(
    Map<String, Integer> completed, Set<String> missing, int settledCalls, List<String> warnings) {

  /** The progress of a report without parts. */
  public static final Progress NONE = new Progress(Map.of(), Set.of(), 0, List.of());

  public Progress {
    completed = Map.copyOf(completed);
    missing = Set.copyOf(missing);
    warnings = List.copyOf(warnings);
  }

  /** Returns whether a part is stored, or is missing for good. */
  public boolean isResolved(String part) {
    return completed.containsKey(part) || missing.contains(part);
  }

  /** Returns the progress with one more warning. */
  public Progress withWarning(String warning) {
    List<String> allWarnings = new ArrayList<>(warnings);
    allWarnings.add(warning);
    return new Progress(completed, missing, settledCalls, allWarnings);
  }

  /** Returns the progress with a part that was written under a lease version. */
  public Progress withPart(String part, int version) {
    Map<String, Integer> allCompleted = new LinkedHashMap<>(completed);
    allCompleted.put(part, version);
    return new Progress(allCompleted, missing, settledCalls, warnings);
  }

  /** Returns the progress with a part that is missing for good, and a warning about it. */
  public Progress withoutPart(String part, String warning) {
    Set<String> allMissing = new LinkedHashSet<>(missing);
    allMissing.add(part);
    return new Progress(completed, allMissing, settledCalls, warnings).withWarning(warning);
  }

  /** Returns the progress with another number of calls with a known outcome. */
  Progress withSettledCalls(int calls) {
    return new Progress(completed, missing, calls, warnings);
  }
}
