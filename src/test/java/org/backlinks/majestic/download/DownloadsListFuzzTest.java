package org.backlinks.majestic.download;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.majestic.read.AnswerEnvelope;
import org.backlinks.majestic.read.JsonAnswerReader;
import org.backlinks.snapshot.AnswerLimitException;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.SnapshotBuilder;

/** Reads any bytes as a list of downloads. */
class DownloadsListFuzzTest {
  @FuzzTest
  void entryHasTheRequestedJobIdOrIsAbsent(byte[] bytes) throws IOException {
    DownloadsList list = new DownloadsList();
    SnapshotBuilder snapshot = list.newBuilder();
    AnswerEnvelope envelope;
    try {
      envelope =
          JsonAnswerReader.read(new ByteArrayInputStream(bytes), snapshot, new LinkedHashMap<>());
    } catch (UnreadableException | AnswerLimitException e) {
      return;
    }
    list.findEntry(
            "J1",
            new Manifest("", envelope.globals(), snapshot.tables(), snapshot.warnings().lines()))
        .ifPresent(entry -> {
          assertThat(entry.jobId()).isEqualToIgnoringCase("J1");
          assertThat(entry.state()).isNotNull();
        });
  }
}
