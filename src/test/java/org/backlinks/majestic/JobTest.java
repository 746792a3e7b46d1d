package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.backlinks.snapshot.Globals;
import org.junit.jupiter.api.Test;

class JobTest {
  @Test
  void jobKeepsEveryTokenFromUpstream() {
    Globals globals =
        new Globals(
            Map.of(
                "JobID", "1",
                "DownloadJobID", "2",
                "JobToken", "3",
                "AnalysisJobToken", "4",
                "ServerName", "x"));
    assertThat(Job.from(globals).tokens())
        .isEqualTo(
            Map.of("JobID", "1", "DownloadJobID", "2", "JobToken", "3", "AnalysisJobToken", "4"));
  }

  @Test
  void tokensAreFoundInAnyCase() {
    assertThat(Job.from(new Globals(Map.of("jobid", "1"))).tokens())
        .isEqualTo(Map.of("JobID", "1"));
  }

  @Test
  void jobHasNoTokensWhenUpstreamGivesNone() {
    assertThat(Job.from(Globals.NONE).tokens()).isEmpty();
    assertThat(Job.from(Globals.NONE).downloadId()).isNull();
  }

  @Test
  void downloadIdPrefersDownloadJobId() {
    assertThat(new Job(Map.of("JobID", "1", "DownloadJobID", "2")).downloadId()).isEqualTo("2");
    assertThat(new Job(Map.of("JobID", "1")).downloadId()).isEqualTo("1");
    assertThat(new Job(Map.of("JobToken", "3")).downloadId()).isNull();
  }
}
