package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.IndexState;
import org.backlinks.snapshot.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IndexCheckerTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final String CURRENT_ID = "20260904134254-HISTORICAL";
  private static final String OTHER_ID = "20260804134254-HISTORICAL";

  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  @Test
  void reportOfOneAnswerIsComparedByItsManifest() throws IOException {
    assertThat(checkOneAnswer(Map.of(IndexState.ID, CURRENT_ID)))
        .isEqualTo(new IndexVerdict.Same(null));
    assertThat(checkOneAnswer(Map.of(IndexState.BUILT_AT, "2026-09-04 13:42:54")))
        .isEqualTo(new IndexVerdict.Same(null));
    assertThat(checkOneAnswer(Map.of(IndexState.ID, OTHER_ID)))
        .isEqualTo(new IndexVerdict.Moved(null));
  }

  @Test
  void indexOfReportIsUnknownWhenItsAnswerNamedNone() throws IOException {
    assertThat(checkOneAnswer(Map.of())).isInstanceOf(IndexVerdict.Unknown.class);
  }

  @Test
  void indexOfReportIsUnknownWhenItsManifestIsLost() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      assertThat(service.indexChecker.check(ready(SampleReports.claimed()), TIMEOUT))
          .isInstanceOf(IndexVerdict.Unknown.class);
    }
  }

  @Test
  void reportWithListsOfSeveralStatesHasNoIndex() throws IOException {
    assertThat(checkTwoAnswers(CURRENT_ID, CURRENT_ID)).isEqualTo(new IndexVerdict.Same(null));
    assertThat(checkTwoAnswers(CURRENT_ID, OTHER_ID)).isEqualTo(new IndexVerdict.Moved(null));
    assertThat(checkTwoAnswers(OTHER_ID, CURRENT_ID)).isEqualTo(new IndexVerdict.Moved(null));
  }

  private static IndexVerdict checkOneAnswer(Map<String, String> globals) throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report report = ready(SampleReports.claimed());
      service.chunkStore.putManifest(report.id(), 1, manifest(globals), SampleReports.NOW);
      return service.indexChecker.check(report, TIMEOUT);
    }
  }

  private static IndexVerdict checkTwoAnswers(String firstId, String secondId) throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report report =
          ready(SampleReports.claimed())
              .withProgress(progress -> progress.withPart("url", 1).withPart("rootDomain", 2));
      Manifest first = manifest(Map.of(IndexState.ID, firstId));
      Manifest second = manifest(Map.of(IndexState.ID, secondId));
      service.chunkStore.putPart(report.id(), 1, "url", first, SampleReports.NOW);
      service.chunkStore.putPart(report.id(), 2, "rootDomain", second, SampleReports.NOW);
      return service.indexChecker.check(report, TIMEOUT);
    }
  }

  private static Report ready(Report report) {
    return report.markReady(SampleReports.NOW, Duration.ofDays(30), Globals.NONE);
  }

  private static Manifest manifest(Map<String, String> globals) {
    return new Manifest("GetBackLinkData", new Globals(globals), List.of(), List.of());
  }
}
