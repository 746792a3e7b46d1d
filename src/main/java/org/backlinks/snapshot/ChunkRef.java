package org.backlinks.snapshot;

import java.io.IOException;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The entry of one chunk in a manifest.
 *
 * @param firstPiece the number of its first piece
 * @param pieceCount the number of its pieces, at least 1
 * @param rowCount the number of its rows
 * @param checksum the CRC-32C of its bytes
 * @param minDomainId the smallest DomainID in it, or -1 when it has none
 * @param maxDomainId the largest DomainID in it, or -1 when it has none
 * @param version the lease version under which its pieces were written, or {@link
 *     #MANIFEST_VERSION}
 */
public record ChunkRef(
    int firstPiece,
    int pieceCount,
    int rowCount,
    long checksum,
    long minDomainId,
    long maxDomainId,
    int version) {
  /** Stands for the lease version under which the manifest itself was written. */
  public static final int MANIFEST_VERSION = 0;

  /** Creates a reference to a chunk that was written under the same version as its manifest. */
  public ChunkRef(
      int firstPiece,
      int pieceCount,
      int rowCount,
      long checksum,
      long minDomainId,
      long maxDomainId) {
    this(firstPiece, pieceCount, rowCount, checksum, minDomainId, maxDomainId, MANIFEST_VERSION);
  }

  ChunkRef withVersion(int newVersion) {
    return new ChunkRef(
        firstPiece, pieceCount, rowCount, checksum, minDomainId, maxDomainId, newVersion);
  }

  /** Returns whether the chunk may have a row of this domain. */
  public boolean mayContainDomain(long id) {
    return minDomainId <= id && id <= maxDomainId;
  }

  /**
   * Decodes the chunk from its pieces.
   *
   * @throws CorruptChunkException when the bytes are not those that were written
   */
  Chunk decode(List<byte[]> pieces) throws IOException {
    byte[] whole = concat(pieces);
    if (crc32c(whole) != checksum) {
      throw new CorruptChunkException("its checksum differs");
    }
    Chunk chunk = ChunkCodec.decode(whole);
    if (chunk.rowCount() != rowCount) {
      throw new CorruptChunkException("it has " + chunk.rowCount() + " rows, not " + rowCount);
    }
    return chunk;
  }

  private static byte[] concat(List<byte[]> pieces) {
    byte[] whole = new byte[pieces.stream().mapToInt(piece -> piece.length).sum()];
    int size = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, whole, size, piece.length);
      size += piece.length;
    }
    return whole;
  }

  static long crc32c(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return crc.getValue();
  }
}
