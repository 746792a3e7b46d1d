package org.backlinks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.backlinks.faults.OutageMatrix.Cell;
import org.backlinks.faults.OutageMatrix.CellResult;
import org.junit.jupiter.api.Test;

/**
 * Lets the table fail for some time after Majestic's answer. Nothing may be paid twice.
 *
 * <p>{@code ./mvnw verify -DskipUnitTests=true -Dit.test=OutageMatrixIT -Dreal.times=true} uses the
 * program's own lease of a minute and outages of 1, 5, 20 and 60 s with every fault.
 */
class OutageMatrixIT {
  /** Number of stacks at the same time. They mostly wait. */
  private static final int PARALLEL_STACKS = 10;

  private static final OutagePlan PLAN =
      Boolean.getBoolean("real.times")
          ? OutagePlan.forDefaultLease()
          : OutagePlan.scaledToLease(Duration.ofSeconds(10));

  @Test
  void answerIsPaidOnceAndStoredWhenTableFailsAfterIt() throws Exception {
    List<CellResult> results = new ArrayList<>();
    List<String> bookkeepingErrors;
    try (OutageMatrix matrix = new OutageMatrix(PLAN);
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL_STACKS)) {
      matrix.enumerateCells();
      for (Future<List<CellResult>> task :
          threads.invokeAll(Collections.nCopies(PARALLEL_STACKS, matrix.cellRunner()))) {
        results.addAll(task.get());
      }
      bookkeepingErrors = matrix.bookkeepingErrors();
    }
    publish(results);
    assertThat(results).isNotEmpty();
    assertThat(results).filteredOn(result -> !result.errors().isEmpty()).isEmpty();
    assertThat(bookkeepingErrors).isEmpty();
  }

  private static void publish(List<CellResult> results) {
    MarkdownReport report =
        new MarkdownReport("days-outages")
            .addParagraph("# Outages of the table after Majestic's answer");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("scenario", "first write", "fault", "ms", "answer", "paid calls", "errors"));
    for (CellResult result : results) {
      Cell cell = result.cell();
      rows.add(
          List.of(
              label(cell.scenario()),
              cell.firstWrite().toString(),
              label(cell.fault()),
              Long.toString(cell.duration().toMillis()),
              result.answer(),
              Integer.toString(result.paidCalls()),
              String.join("; ", result.errors())));
    }
    long passed = results.stream().filter(result -> result.errors().isEmpty()).count();
    report
        .addTable(rows)
        .addParagraph(results.size() + " outages, " + passed + " without errors.")
        .publish();
  }

  private static String label(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
