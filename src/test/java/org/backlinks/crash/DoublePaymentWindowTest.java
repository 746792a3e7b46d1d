package org.backlinks.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.backlinks.crash.CrashPoint.Side;
import org.backlinks.crash.CrashPoint.Step;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoublePaymentWindowTest {
  private static final List<Step> LIST_BY_LIST =
      List.of(
          new Step(Step.CLAIM, 1),
          new Step(Step.TAKE_OVER, 1),
          new Step(Step.ASK, 1),
          new Step(Step.CHUNK, 1),
          new Step(Step.PART, 1),
          new Step(Step.RELEASE, 1),
          new Step(Step.ASK, 2),
          new Step(Step.MANIFEST, 1),
          new Step(Step.FLIP, 1));

  @ParameterizedTest
  @CsvSource({
    "take-over, 1, AFTER, DEATH, false",
    "take-over, 1, AFTER, LONG_STOP, true",
    "take-over, 1, BEFORE, LONG_STOP, false",
    "ask, 1, BEFORE, DEATH, false",
    "ask, 1, BEFORE, LONG_STOP, true",
    "ask, 1, HALFWAY, DEATH, true",
    "ask, 1, AFTER, DEATH, true",
    "ask, 1, AFTER, ENDLESS_STOP, true",
    "ask, 1, AFTER, SHORT_STOP, false",
    "chunk, 1, AFTER, DEATH, true",
    "part, 1, BEFORE, DEATH, true",
    "part, 1, AFTER, DEATH, false",
    "release, 1, BEFORE, LONG_STOP, false",
    "release, 1, AFTER, LONG_STOP, true",
    "release, 1, AFTER, DEATH, false",
    "manifest, 1, BEFORE, LONG_STOP, true",
    "manifest, 1, AFTER, LONG_STOP, false",
    "flip, 1, BEFORE, DEATH, false"
  })
  void callCanBePaidTwiceOnlyBetweenRequestAndStoredAnswer(
      String kind, int number, Side side, Interruption interruption, boolean paysAgain) {
    CrashPoint crashPoint = new CrashPoint(new Step(kind, number), side);
    CrashRun run =
        new CrashRun(1, CrashScenario.CALL_PER_LIST, crashPoint, interruption, List.of());
    assertThat(new DoublePaymentWindow(LIST_BY_LIST).canPayTwice(run)).isEqualTo(paysAgain);
  }
}
