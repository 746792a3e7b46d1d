package org.backlinks.majestic.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.snapshot.FakeChunkStore;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.TableFixture;

class JsonAnswerReaderPropertyTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Property(tries = 500)
  void anyRowsAreReadUnchanged(@ForAll("rows") List<Map<String, Object>> rows) throws IOException {
    byte[] body = JSON.writeValueAsBytes(Map.of("DataTables", Map.of("T", Map.of("Data", rows))));
    FakeChunkStore chunks = new FakeChunkStore();
    SnapshotBuilder snapshot = new SnapshotBuilder(chunks);
    JsonAnswerReader.read(new ByteArrayInputStream(body), snapshot, new HashMap<>());
    List<Map<String, String>> expected = new ArrayList<>();
    for (Map<String, Object> row : rows) {
      Map<String, String> cells = new TreeMap<>();
      row.forEach((name, value) -> {
        if (!value.equals("") && !value.equals(" ")) {
          cells.put(name, value.toString());
        }
      });
      expected.add(cells);
    }
    assertThat(TableFixture.readRows(chunks, snapshot.tables().getFirst())).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<Map<String, Object>>> rows() {
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            Arbitraries.longs().map(number -> number),
            Arbitraries.of(true, false).map(flag -> flag),
            Arbitraries.of("", " ", "\ud83d\ude00").map(text -> text),
            Arbitraries.strings().withCharRange('\0', '\ud7ff').ofMaxLength(30).map(text -> text));
    return Arbitraries.maps(Arbitraries.of("A", "B", "C", "D|", "ä"), values).list().ofMaxSize(20);
  }

  @Property(tries = 3_000)
  void anyBytesAreReadOrUnreadable(@ForAll byte[] bytes) throws IOException {
    assertReadOrUnreadable(bytes);
  }

  @Property(tries = 3_000)
  void anyJsonLikeTextIsReadOrUnreadable(@ForAll("tokens") List<String> tokens) throws IOException {
    assertReadOrUnreadable(String.join("", tokens).getBytes(StandardCharsets.UTF_8));
    String rows = "{\"DataTables\":{\"T\":{\"Data\":[" + String.join("", tokens);
    assertReadOrUnreadable(rows.getBytes(StandardCharsets.UTF_8));
  }

  @Provide
  Arbitrary<List<String>> tokens() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"Code\"",
            "\"Code\":\"OK\"",
            "\"DataTables\":",
            "\"Headers\":",
            "\"Data\":",
            "\"GlobalVars\":",
            "\"FullError\":",
            "{\"A\":1}",
            "\"T\":{",
            "null",
            "true",
            "1",
            "-",
            "\"",
            "\\",
            "\\ud800",
            "\u0000",
            "\ufeff",
            " ")
        .list()
        .ofMaxSize(14);
  }

  private static void assertReadOrUnreadable(byte[] body) throws IOException {
    try {
      SnapshotBuilder snapshot = new SnapshotBuilder(new FakeChunkStore());
      AnswerEnvelope envelope =
          JsonAnswerReader.read(new ByteArrayInputStream(body), snapshot, new HashMap<>());
      assertThat(JSON.readTree(body).isObject()).isTrue();
      assertThat(envelope.code()).isNotNull();
    } catch (UnreadableException expected) {
      assertThat(expected.getMessage()).isNotBlank();
    }
  }
}
