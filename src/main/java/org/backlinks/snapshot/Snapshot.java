package org.backlinks.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A kept answer: its manifest, and the way to its chunks. */
public record Snapshot(Manifest manifest, ChunkSource source) {

  /**
   * The chunk that a manifest names, checked against its checksum.
   *
   * @throws DamagedChunkException when the bytes are not those that were written
   */
  public Chunk chunk(ChunkRef ref) throws IOException {
    return packed(List.of(ref)).getFirst().unpack();
  }

  /**
   * Several chunks by one read for each version that they were written under, in this order, to be
   * unpacked one after the other.
   */
  public List<PackedChunk> packed(List<ChunkRef> refs) throws IOException {
    List<PackedChunk> packed = new ArrayList<>();
    int from = 0;
    while (from < refs.size()) {
      int version = refs.get(from).version();
      int to = from + 1;
      while (to < refs.size() && refs.get(to).version() == version) {
        to++;
      }
      packed.addAll(read(version, refs.subList(from, to)));
      from = to;
    }
    return packed;
  }

  private List<PackedChunk> read(int version, List<ChunkRef> refs) throws IOException {
    List<Integer> numbers =
        refs.stream()
            .flatMap(ref -> IntStream.range(0, ref.pieces()).mapToObj(i -> ref.first() + i))
            .toList();
    ChunkSource written = version == ChunkRef.MANIFESTS ? source : source.under(version);
    List<byte[]> pieces = written.get(numbers);
    List<PackedChunk> packed = new ArrayList<>();
    int at = 0;
    for (ChunkRef ref : refs) {
      packed.add(new PackedChunk(ref, pieces.subList(at, at + ref.pieces())));
      at += ref.pieces();
    }
    return packed;
  }
}
