package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.backlinks.local.TableFault;
import org.backlinks.majestic.Answer;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.service.LeaseRenewer.HeldLease;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.store.ChunkWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AnswerRecorderTest {
  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  private static final Duration TTL = Duration.ofDays(30);

  @Test
  void manifestOfReadyReportIsStored() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-2.example.com/");
      Manifest rows = manifest("GetTopBackLinks");
      Transition stored = store(service, ready(service, held, rows), new byte[] {1});
      assertThat(stored.next().state()).isInstanceOf(State.Ready.class);
      assertThat(service.chunkStore.findLeftoverManifest(held.id(), held.lease().version(), null))
          .map(Manifest.Part::manifest)
          .hasValue(rows);
    }
  }

  @Test
  void reportFailsWithoutRetryWhenTableRejectsRows() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-2.example.com/");
      ENVIRONMENT
          .proxy()
          .setRule(request ->
              request.itemKind().equals("chunk")
                  ? Optional.of(TableFault.REJECTED)
                  : Optional.empty());
      Transition answered = ready(service, held, manifest("GetTopBackLinks"));
      Transition stored = store(service, answered, new byte[] {1});
      assertThat(stored.next().problem().kind()).isEqualTo(Problem.Kind.INTERNAL);
      assertThat(stored.next().problem().retryable()).isFalse();
      assertThat(stored.rowsToStore()).isEmpty();
      assertThat(service.chunkStore.findLeftoverManifest(held.id(), held.lease().version(), null))
          .isEmpty();
    }
  }

  @Test
  void partsAreMergedIntoManifestOfReadyReport() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = askForTwoLists(service);
      Manifest rows = manifest("GetBackLinkData");
      Transition first = store(service, transition(service, held, rows), new byte[] {1});
      Report second = first.next().withCallCounted(service.clock.instant(), Duration.ofSeconds(60));
      Transition last = store(service, transition(service, second, rows), new byte[] {2});
      assertThat(last.next().state()).isInstanceOf(State.Ready.class);
      int version = held.lease().version();
      assertThat(service.chunkStore.readPart(held.id(), version, "url")).isEqualTo(rows);
      assertThat(service.chunkStore.readPart(held.id(), version, "rootDomain")).isEqualTo(rows);
      assertThat(service.chunkStore.findLeftoverManifest(held.id(), version, null)).isPresent();
    }
  }

  @Test
  void partsAreReadAgainAfterTableFailed() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = askForTwoLists(service);
      Manifest rows = manifest("GetBackLinkData");
      Transition first = store(service, transition(service, held, rows), new byte[] {1});
      Report second = first.next().withCallCounted(service.clock.instant(), Duration.ofSeconds(60));
      AtomicInteger failures = new AtomicInteger();
      ENVIRONMENT
          .proxy()
          .setRule(request ->
              request.kind().equals("BatchGetItem part") && failures.incrementAndGet() <= 5
                  ? Optional.of(TableFault.SERVER_ERROR)
                  : Optional.empty());
      Transition last = store(service, transition(service, second, rows), new byte[] {2});
      assertThat(last.next().state()).isInstanceOf(State.Ready.class);
      assertThat(failures.get()).isGreaterThan(5);
    }
  }

  @Test
  void reportFailsWhenStoredPartIsMissing() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = askForTwoLists(service);
      Report ready =
          held.withProgress(progress -> progress.withPart("url", 1).withPart("rootDomain", 1))
              .markReady(service.clock.instant(), TTL, Globals.NONE);
      try (HeldLease lease = service.leaseRenewer.start(held)) {
        Report failed =
            service.answerRecorder.storeManifestIfReady(held, ready, Optional.empty(), lease);
        assertThat(failed.problem().kind()).isEqualTo(Problem.Kind.INTERNAL);
      }
    }
  }

  @Test
  void nothingIsStoredForReportThatIsNotReady() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report held = service.askAndTakeOver("http://rows-2.example.com/");
      try (HeldLease lease = service.leaseRenewer.start(held)) {
        assertThat(service.answerRecorder.storeManifestIfReady(held, held, Optional.empty(), lease))
            .isEqualTo(held);
      }
      assertThat(service.chunkStore.findLeftoverManifest(held.id(), held.lease().version(), null))
          .isEmpty();
    }
  }

  private static Report askForTwoLists(ServiceFixture service) {
    return service.askAndTakeOver(
        "http://www.rows-2.example.com/", "scopes", "url,rootDomain", "command", "GetBackLinkData");
  }

  private static Transition ready(ServiceFixture service, Report held, Manifest rows) {
    Answer answer = new Answer.Rows(Globals.NONE, rows, List.of());
    return new Transition(held, answer, held.markReady(service.clock.instant(), TTL, Globals.NONE));
  }

  private static Transition transition(ServiceFixture service, Report held, Manifest rows) {
    Answer answer = new Answer.Rows(Globals.NONE, rows, List.of());
    return new Transition(
        held, answer, service.transitionPolicy.nextReport(held, answer, service.clock.instant()));
  }

  private static Transition store(ServiceFixture service, Transition transition, byte[] piece)
      throws IOException {
    Report held = transition.held();
    try (HeldLease lease = service.leaseRenewer.start(held);
        ChunkWriter chunks = service.answerRecorder.openChunks(held, lease)) {
      chunks.put(0, piece);
      return service.answerRecorder.store(transition, Optional.empty(), chunks, lease);
    }
  }

  private static Manifest manifest(String command) {
    return new Manifest(command, new Globals(Map.of("UniqueIndexID", "7")), List.of(), List.of());
  }
}
