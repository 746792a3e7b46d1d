package org.backlinks.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.backlinks.crash.CrashPoint.Side;
import org.backlinks.crash.CrashPoint.Step;

/** For each scenario, what a run without an interruption does and what rows it gives. */
final class UndisturbedRuns {
  private final Map<CrashScenario, UndisturbedRun> byScenario = new EnumMap<>(CrashScenario.class);

  private record UndisturbedRun(List<Step> steps, List<JsonNode> rows) {}

  void put(CrashScenario scenario, List<Step> steps, List<JsonNode> rows) {
    byScenario.put(scenario, new UndisturbedRun(steps, rows));
  }

  private UndisturbedRun get(CrashScenario scenario) {
    return Objects.requireNonNull(byScenario.get(scenario));
  }

  List<Step> steps(CrashScenario scenario) {
    return get(scenario).steps;
  }

  List<JsonNode> rows(CrashScenario scenario) {
    return get(scenario).rows;
  }

  /** Returns every point of a scenario at which a process can be interrupted. */
  List<CrashPoint> crashPoints(CrashScenario scenario) {
    List<CrashPoint> points = new ArrayList<>();
    for (Step step : steps(scenario)) {
      if (scenario == CrashScenario.NOTIFIED && step.isOfAnswer()) {
        // other scenarios are interrupted there
        continue;
      }
      points.add(new CrashPoint(step, Side.BEFORE));
      if (step.kind().equals(Step.ASK) || step.kind().equals(Step.FILE)) {
        points.add(new CrashPoint(step, Side.HALFWAY));
      }
      points.add(new CrashPoint(step, Side.AFTER));
    }
    return points;
  }
}
