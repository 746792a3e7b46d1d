package org.backlinks.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A stored answer.
 *
 * @param source reads the pieces of the chunks
 */
public record Snapshot(Manifest manifest, ChunkSource source) {

  /**
   * Reads a chunk that the manifest names, and checks its checksum.
   *
   * @throws CorruptChunkException when the bytes are not those that were written
   */
  public Chunk readChunk(ChunkRef ref) throws IOException {
    return readPacked(List.of(ref)).getFirst().unpack();
  }

  /**
   * Reads several chunks and returns them in the same order. They are packed, so that the caller
   * can unpack them one by one. Consecutive chunks of the same lease version are read together.
   */
  public List<PackedChunk> readPacked(List<ChunkRef> refs) throws IOException {
    List<PackedChunk> packed = new ArrayList<>();
    int from = 0;
    while (from < refs.size()) {
      int version = refs.get(from).version();
      int to = from + 1;
      while (to < refs.size() && refs.get(to).version() == version) {
        to++;
      }
      packed.addAll(readVersion(version, refs.subList(from, to)));
      from = to;
    }
    return packed;
  }

  private List<PackedChunk> readVersion(int version, List<ChunkRef> refs) throws IOException {
    List<Integer> numbers =
        refs.stream()
            .flatMap(
                ref -> IntStream.range(0, ref.pieceCount()).mapToObj(i -> ref.firstPiece() + i))
            .toList();
    ChunkSource versionSource =
        version == ChunkRef.MANIFEST_VERSION ? source : source.withVersion(version);
    List<byte[]> pieces = versionSource.get(numbers);
    List<PackedChunk> packed = new ArrayList<>();
    int at = 0;
    for (ChunkRef ref : refs) {
      packed.add(new PackedChunk(ref, pieces.subList(at, at + ref.pieceCount())));
      at += ref.pieceCount();
    }
    return packed;
  }
}
