package org.backlinks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far a report is that takes several upstream calls, each for a part of it.
 *
 * @param done the parts that are kept, by name, each with the version that it was written under
 * @param lacking the parts that will never come
 * @param settled how many paid calls have a known outcome
 * @param warnings what a reader should know of how it came about
 */
public record Progress(
    Map<String, Integer> done, Set<String> lacking, int settled, List<String> warnings) {

  /** Nothing yet. */
  public static final Progress NONE = new Progress(Map.of(), Set.of(), 0, List.of());

  public Progress {
    done = Map.copyOf(done);
    lacking = Set.copyOf(lacking);
    warnings = List.copyOf(warnings);
  }

  /** Whether nothing more comes of this part. */
  public boolean isOver(String part) {
    return done.containsKey(part) || lacking.contains(part);
  }

  /** With one more warning. */
  public Progress warning(String warning) {
    List<String> more = new ArrayList<>(warnings);
    more.add(warning);
    return new Progress(done, lacking, settled, more);
  }

  Progress with(String part, int version) {
    Map<String, Integer> more = new LinkedHashMap<>(done);
    more.put(part, version);
    return new Progress(more, lacking, settled, warnings);
  }

  Progress without(String part, String warning) {
    Set<String> more = new LinkedHashSet<>(lacking);
    more.add(part);
    return new Progress(done, more, settled, warnings).warning(warning);
  }

  Progress settled(int calls) {
    return new Progress(done, lacking, calls, warnings);
  }
}
