package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestCodecTest {
  private static final String UNPAIRED_SURROGATE = "a\ud83d";
  private static final Manifest MANIFEST =
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

  private static final Manifest RECORDED_PART =
      new Manifest(
          "GetBackLinkData",
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
                      new ChunkRef(0, 2, 2500, 4_294_967_295L, 0, Long.MAX_VALUE - 1),
                      new ChunkRef(2, 1, 1, 1, -1, -1)),
                  0),
              new Table(
                  "DomainsInfo",
                  Table.Kind.DOMAINS,
                  null,
                  Map.of(),
                  List.of("DomainID"),
                  3,
                  List.of(new ChunkRef(3, 1, 3, 17, 0, 6)),
                  0),
              new Table(
                  "Later",
                  Table.Kind.OTHER,
                  null,
                  Map.of(),
                  List.of("A"),
                  1,
                  List.of(new ChunkRef(4, 1, 1, 9, -1, -1)),
                  0)),
          List.of("A: 1 cell over 64 KiB, cut"));

  @Test
  void manifestRoundTrips() throws IOException {
    assertThat(ManifestCodec.decode(ManifestCodec.encode(MANIFEST))).isEqualTo(MANIFEST);
  }

  @Test
  void countsOfLinksRoundTrip() throws IOException {
    Table counted =
        MANIFEST
            .tables()
            .getFirst()
            .withOverview(new Table.Overview(2_490, 17, 2_000, 400, List.of("manyOutlinks")));
    Manifest manifest =
        new Manifest(MANIFEST.command(), MANIFEST.globals(), List.of(counted), List.of());
    assertThat(ManifestCodec.decode(ManifestCodec.encode(manifest))).isEqualTo(manifest);
  }

  @Test
  void mergedManifestRoundTrips() throws IOException {
    Manifest merged =
        Manifest.merge(
            List.of(new Manifest.Part(2, MANIFEST), new Manifest.Part(9, MANIFEST)),
            List.of("a warning"));
    assertThat(ManifestCodec.decode(ManifestCodec.encode(merged))).isEqualTo(merged);
  }

  /** An earlier version of the program wrote this merged manifest of two answers. */
  @Test
  void recordedManifestIsReadAndWrittenAgain() throws IOException {
    Manifest recorded = ManifestCodec.decode(ChunkCodecTest.readResource("recorded-manifest.bin"));
    Manifest first = RECORDED_PART;
    Manifest second = new Manifest(first.command(), Globals.NONE, first.tables(), List.of());
    assertThat(recorded)
        .isEqualTo(
            Manifest.merge(
                List.of(new Manifest.Part(2, first), new Manifest.Part(9, second)),
                List.of("a part was kept")));
    assertThat(inflated(ManifestCodec.encode(recorded)))
        .isEqualTo(inflated(ChunkCodecTest.readResource("recorded-manifest.bin")));
  }

  @Test
  void manifestOfOlderFormatIsRead() throws IOException {
    String json =
        """
        {"v":1,"command":"GetTopBackLinks","globals":{},"tables":[{"name":"URL","kind":"LINKS",
        "scope":"url","attributes":{},"rows":3,"chunks":[[4,1,3,17,0,6]]}],"warnings":[]}
        """;
    Table table = ManifestCodec.decode(deflated(json)).tables().getFirst();
    assertThat(table.domainBase()).isZero();
    assertThat(table.overview()).isNull();
    assertThat(table.chunks()).containsExactly(new ChunkRef(4, 1, 3, 17, 0, 6));
    assertThat(table.chunks().getFirst().version()).isEqualTo(ChunkRef.MANIFEST_VERSION);
  }

  @Test
  void unpairedSurrogateIsTolerated() throws IOException {
    Manifest malformed =
        new Manifest(
            "GetTopBackLinks",
            new Globals(
                Map.of("ServerName", UNPAIRED_SURROGATE, "After", UNPAIRED_SURROGATE + "b")),
            List.of(
                new Table(
                    "New" + UNPAIRED_SURROGATE,
                    Table.Kind.OTHER,
                    null,
                    Map.of("Note", UNPAIRED_SURROGATE),
                    0,
                    List.of())),
            List.of(UNPAIRED_SURROGATE + ": 1 cell over 64 KiB, cut"));
    Manifest decoded = ManifestCodec.decode(ManifestCodec.encode(malformed));
    assertThat(decoded.globals().values()).containsOnlyKeys("After", "ServerName");
    assertThat(decoded.tables().getFirst().attributes().get("Note")).startsWith("a");
  }

  @Test
  void truncationIsDetectedOrHarmless() throws IOException {
    byte[] good = ManifestCodec.encode(MANIFEST);
    for (int length = 0; length < good.length; length++) {
      assertDetectedOrHarmless(Arrays.copyOf(good, length), "cut at " + length);
    }
    byte[] half = Arrays.copyOf(good, good.length / 2);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> ManifestCodec.decode(half));
  }

  @Test
  void flippedBitIsDetectedOrHarmless() throws IOException {
    byte[] good = ManifestCodec.encode(MANIFEST);
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertDetectedOrHarmless(bad, "bit " + bit);
    }
  }

  private static void assertDetectedOrHarmless(byte[] bad, String description) {
    try {
      assertThat(ManifestCodec.decode(bad)).as(description).isEqualTo(MANIFEST);
    } catch (IOException detected) {
      // the damage was detected
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
  void decoderThrowsIoExceptionWhenJsonIsNotManifest(String json) throws IOException {
    byte[] bytes = deflated(json);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> ManifestCodec.decode(bytes));
  }

  private static String inflated(byte[] bytes) throws IOException {
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] deflated(String json) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(out)) {
      deflated.write(json.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }
}
