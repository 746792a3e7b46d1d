package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.TooWideException;

/** Any bytes as the list of downloads. */
class DownloadsListFuzzTest {
  @FuzzTest
  void aJobIsFoundByItsNameOrNotAtAll(byte[] bytes) throws IOException {
    DownloadsList list = new DownloadsList();
    SnapshotBuilder into = list.into();
    Envelope envelope;
    try {
      envelope =
          JsonAnswerReader.read(new ByteArrayInputStream(bytes), into, new LinkedHashMap<>());
    } catch (UnreadableException | TooWideException told) {
      return;
    }
    list.of("J1", new Manifest("", envelope.globals(), into.tables(), into.warnings().lines()))
        .ifPresent(entry -> {
          assertThat(entry.jobId()).isEqualToIgnoringCase("J1");
          assertThat(entry.status()).isBetween(-1, 999);
        });
  }
}
