package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestCodecTest {
  private static final String LONE = "a\ud83d";
  private static final Manifest USUAL =
      new Manifest(
          "GetTopBackLinks",
          new Globals(Map.of("ServerName", "Ä", "ChargedAnalysisResUnits", "5000")),
          List.of(
              new Table(
                  "URL",
                  Table.Kind.LINKS,
                  "url",
                  Map.of("TotalBackLinks", "2812912800"),
                  List.of("SourceURL", "Ä"),
                  2501,
                  List.of(
                      new ChunkRef(0, 2, 2500, 4_294_967_295L, 0, Long.MAX_VALUE),
                      new ChunkRef(2, 1, 1, 1, -1, -1)),
                  0),
              new Table("DomainsInfo", Table.Kind.DOMAINS, null, Map.of(), 0, List.of())),
          List.of("A: 1 cell over 64 KiB, cut"));

  @Test
  void comesBackAsItWasWritten() throws IOException {
    assertThat(ManifestCodec.decode(ManifestCodec.encode(USUAL))).isEqualTo(USUAL);
  }

  @Test
  void severalAnswersComeBackAsTheyWereJoined() throws IOException {
    Manifest joined =
        Manifest.joined(
            List.of(new Manifest.Part(2, USUAL), new Manifest.Part(9, USUAL)), List.of("odd"));
    assertThat(ManifestCodec.decode(ManifestCodec.encode(joined))).isEqualTo(joined);
  }

  @Test
  void whatWasWrittenBeforeThereWereSeveralAnswersIsStillRead() throws IOException {
    String old =
        """
        {"v":1,"command":"GetTopBackLinks","globals":{},"tables":[{"name":"URL","kind":"LINKS",
        "scope":"url","attributes":{},"rows":3,"chunks":[[4,1,3,17,0,6]]}],"warnings":[]}
        """;
    Table table = ManifestCodec.decode(deflated(old)).tables().getFirst();
    assertThat(table.domainBase()).isZero();
    assertThat(table.chunks()).containsExactly(new ChunkRef(4, 1, 3, 17, 0, 6));
    assertThat(table.chunks().getFirst().version()).isEqualTo(ChunkRef.MANIFESTS);
  }

  @Test
  void halfACharacterInUpstreamsWordsDoesNotLoseTheAnswer() throws IOException {
    Manifest odd =
        new Manifest(
            "GetTopBackLinks",
            new Globals(Map.of("ServerName", LONE, "After", LONE + "b")),
            List.of(
                new Table(
                    "New" + LONE, Table.Kind.OTHER, null, Map.of("Note", LONE), 0, List.of())),
            List.of(LONE + ": 1 cell over 64 KiB, cut"));
    Manifest back = ManifestCodec.decode(ManifestCodec.encode(odd));
    assertThat(back.globals().values()).containsOnlyKeys("After", "ServerName");
    assertThat(back.tables().getFirst().attributes().get("Note")).startsWith("a");
  }

  @Test
  void everyCutIsFoundUnlessEverythingCameBefore() throws IOException {
    byte[] good = ManifestCodec.encode(USUAL);
    for (int length = 0; length < good.length; length++) {
      assertFoundOrHarmless(Arrays.copyOf(good, length), "cut at " + length);
    }
    byte[] half = Arrays.copyOf(good, good.length / 2);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> ManifestCodec.decode(half));
  }

  @Test
  void everyFlippedBitIsFound() throws IOException {
    byte[] good = ManifestCodec.encode(USUAL);
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertFoundOrHarmless(bad, "bit " + bit);
    }
  }

  private static void assertFoundOrHarmless(byte[] bad, String how) {
    try {
      assertThat(ManifestCodec.decode(bad)).as(how).isEqualTo(USUAL);
    } catch (IOException found) {
      // as it should be
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "1",
        "{}",
        "{\"v\":2}",
        "{\"v\":1,\"tables\":[{}]}",
        "{\"v\":1,\"tables\":[{\"name\":\"URL\",\"kind\":\"NEWER\"}]}"
      })
  void whatIsNoManifestIsAnIoException(String json) throws IOException {
    byte[] bytes = deflated(json);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> ManifestCodec.decode(bytes));
  }

  private static byte[] deflated(String json) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(out)) {
      deflated.write(json.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }
}
