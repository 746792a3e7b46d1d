package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.MajesticCall;
import org.backlinks.question.Index;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.IndexState;
import org.backlinks.snapshot.SnapshotBuilder;
import org.junit.jupiter.api.Test;

class IndexInfoReaderTest {
  private static final String HISTORIC_ID = "20170904134254-HISTORICAL";

  @Test
  void globalsNameTheirIndexAndTableNamesTheOther() throws Exception {
    assertThat(
            read(
                "\"UniqueIndexID\": \"%s\", \"IndexBuildDate\": \"2017-09-04 13:42:54\","
                    .formatted(HISTORIC_ID),
                """
                {"Index": "Fresh", "IndexBuildDate": "2017-10-01 01:02:03"},
                {"Index": "Historic", "IndexBuildDate": "2016-01-01 00:00:00"}
                """))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Index.HISTORIC, new IndexState(HISTORIC_ID, "2017-09-04T13:42:54"),
                Index.FRESH, new IndexState(null, "2017-10-01T01:02:03")));
  }

  @Test
  void tableCompletesGlobalsWithoutTime() throws Exception {
    assertThat(
            read(
                "\"UniqueIndexID\": \"20171001010203-FRESH\",",
                "{\"IndexName\": \"FRESH\", \"IndexBuildDate\": \"2017-10-01 01:02:03\"}"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Index.HISTORIC,
                IndexState.UNKNOWN,
                Index.FRESH,
                new IndexState("20171001010203-FRESH", "2017-10-01T01:02:03")));
  }

  @Test
  void indexIsUnknownWhenNothingNamesIt() throws Exception {
    assertThat(
            read("\"UniqueIndexID\": \"7\",", "{\"Index\": \"Fresh\", \"IndexBuildDate\": \"\"}"))
        .containsOnly(
            Map.entry(Index.HISTORIC, IndexState.UNKNOWN),
            Map.entry(Index.FRESH, IndexState.UNKNOWN));
  }

  @Test
  void suffixOfIdNamesIndex() {
    assertThat(IndexInfoReader.indexOfId(HISTORIC_ID)).contains(Index.HISTORIC);
    assertThat(IndexInfoReader.indexOfId("20171001010203-fresh")).contains(Index.FRESH);
    assertThat(IndexInfoReader.indexOfId("20171001010203")).isEmpty();
    assertThat(IndexInfoReader.indexOfId("1-HISTORICAL-2")).isEmpty();
  }

  private static Map<Index, IndexState> read(String globals, String rows) throws Exception {
    IndexInfoReader reader = new IndexInfoReader();
    String body =
        """
        {"Code": "OK", %s "DataTables": {"IndexInfo": {"Headers": {}, "Data": [%s]}}}
        """
            .formatted(globals, rows);
    Answer answer =
        new ScriptedUpstream(body)
            .newMajesticClient()
            .ask(MajesticCall.getSubscriptionInfo(), SnapshotBuilder.forConsumer(reader));
    Globals read = answer.globals();
    return Map.of(
        Index.HISTORIC, reader.stateOf(Index.HISTORIC, read),
        Index.FRESH, reader.stateOf(Index.FRESH, read));
  }
}
