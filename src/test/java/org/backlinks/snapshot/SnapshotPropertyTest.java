package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class SnapshotPropertyTest {
  @Property(tries = 300)
  void everyCellRoundTrips(@ForAll("rows") List<Map<String, String>> rows) throws IOException {
    FakeChunkStore store = new FakeChunkStore();
    SnapshotBuilder builder = new SnapshotBuilder(store);
    Table table = TableFixture.writeTable(builder, "Table", Map.of(), rows);
    List<Map<String, String>> expected = new ArrayList<>();
    for (Map<String, String> row : rows) {
      Map<String, String> cells = new TreeMap<>();
      row.forEach((name, text) -> {
        if (!text.isEmpty() && !text.equals(" ")) {
          cells.put(name, wellFormed(text));
        }
      });
      expected.add(cells);
    }
    assertThat(TableFixture.readRows(store, table)).isEqualTo(expected);
    assertThat(table.rowCount()).isEqualTo(rows.size());
    assertThat(builder.warnings().lines()).isEmpty();
  }

  @Provide
  Arbitrary<List<Map<String, String>>> rows() {
    Arbitrary<String> anyText =
        Arbitraries.chars()
            .range('\0', '\uffff')
            .list()
            .ofMaxSize(12)
            .map(chars -> {
              StringBuilder text = new StringBuilder();
              chars.forEach(text::append);
              return text.toString();
            });
    Arbitrary<String> cells =
        Arbitraries.oneOf(
            anyText,
            Arbitraries.of("", " ", "  ", "\t", "|", "\ud83d\ude00", "\ude00\ud83d", "\u0000"),
            Arbitraries.strings().ofMaxLength(40));
    Arbitrary<String> names = Arbitraries.of("SourceURL", "AnchorText", "Novel", "ß", "title |");
    return Arbitraries.maps(names, cells).list().ofMaxSize(30);
  }

  @Property
  void canReadNeverThrows(@ForAll CellType type, @ForAll String text) {
    boolean isReadable = reads(type, text);
    assertThat(isReadable || type != CellType.TEXT).isTrue();
  }

  @Property
  void decoderReturnsChunkOrReportsCorruption(@ForAll byte[] bytes) {
    ChunkCodecTest.assertChunkOrCorrupt(bytes);
    byte[] versioned = new byte[bytes.length + 1];
    versioned[0] = ChunkCodec.VERSION;
    System.arraycopy(bytes, 0, versioned, 1, bytes.length);
    ChunkCodecTest.assertChunkOrCorrupt(versioned);
  }

  @Property
  void decoderReturnsChunkOrReportsCorruptionForAnyCodes(@ForAll("counts") List<Integer> counts) {
    ByteWriter codes = new ByteWriter(16);
    counts.forEach(codes::writeVarint);
    ChunkCodecTest.assertChunkOrCorrupt(ChunkCodec.encode(codes, new ByteWriter(16)));
  }

  @Provide
  Arbitrary<List<Integer>> counts() {
    return Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.integers().between(0, 6)),
            Tuple.of(1, Arbitraries.integers().greaterOrEqual(0)),
            Tuple.of(1, Arbitraries.just(Integer.MAX_VALUE)))
        .list()
        .ofMaxSize(20);
  }

  @Property(tries = 300)
  void anyManifestRoundTrips(@ForAll("manifests") Manifest manifest) throws IOException {
    assertThat(ManifestCodec.decode(ManifestCodec.encode(manifest))).isEqualTo(manifest);
  }

  @Provide
  Arbitrary<Manifest> manifests() {
    Arbitrary<String> texts = Arbitraries.strings().ascii().withChars('ä', '€', '"').ofMaxLength(9);
    Arbitrary<Map<String, String>> maps = Arbitraries.maps(texts, texts).ofMaxSize(4);
    Arbitrary<Integer> ints = Arbitraries.integers().greaterOrEqual(0);
    Arbitrary<Long> longs = Arbitraries.longs();
    Arbitrary<ChunkRef> refs =
        Combinators.combine(ints, ints, ints, longs, longs, longs).as(ChunkRef::new);
    Arbitrary<Table> tables =
        Combinators.combine(
                texts,
                Arbitraries.of(Table.Kind.class),
                texts.injectNull(0.5),
                maps,
                ints,
                refs.list().ofMaxSize(3))
            .as(Table::new);
    return Combinators.combine(
            texts, maps.map(Globals::new), tables.list().ofMaxSize(3), texts.list().ofMaxSize(3))
        .as(Manifest::new);
  }

  @Property
  void decoderRejectsArbitraryBytes(@ForAll byte[] bytes) {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> ManifestCodec.decode(bytes));
  }

  private static boolean reads(CellType type, String text) {
    byte[] bytes = bytes(text);
    return type.canRead(bytes, 0, bytes.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String wellFormed(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
