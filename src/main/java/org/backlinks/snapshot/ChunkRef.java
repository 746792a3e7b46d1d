package org.backlinks.snapshot;

import java.io.IOException;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What a manifest says of one chunk.
 *
 * @param first number of its first piece
 * @param pieces how many pieces it was cut into, at least 1
 * @param rows how many rows it holds
 * @param checksum CRC-32C of its bytes
 * @param lowestDomain the smallest DomainID in it, -1 when it has none
 * @param highestDomain the largest DomainID in it, -1 when it has none
 * @param version the lease version that its pieces were written under; {@link #MANIFESTS} unless
 *     said
 */
public record ChunkRef(
    int first,
    int pieces,
    int rows,
    long checksum,
    long lowestDomain,
    long highestDomain,
    int version) {
  /** The version that the manifest was written under. */
  public static final int MANIFESTS = 0;

  public ChunkRef(
      int first, int pieces, int rows, long checksum, long lowestDomain, long highestDomain) {
    this(first, pieces, rows, checksum, lowestDomain, highestDomain, MANIFESTS);
  }

  ChunkRef under(int other) {
    return new ChunkRef(first, pieces, rows, checksum, lowestDomain, highestDomain, other);
  }

  /** Whether a row of this domain may be inside. */
  public boolean mayHoldDomain(long id) {
    return lowestDomain <= id && id <= highestDomain;
  }

  Chunk decode(List<byte[]> found) throws IOException {
    int length = 0;
    for (byte[] piece : found) {
      length += piece.length;
    }
    byte[] whole = new byte[length];
    int at = 0;
    for (byte[] piece : found) {
      System.arraycopy(piece, 0, whole, at, piece.length);
      at += piece.length;
    }
    if (checksum(whole) != checksum) {
      throw new DamagedChunkException("its checksum differs");
    }
    Chunk chunk = ChunkCodec.decode(whole);
    if (chunk.rows() != rows) {
      throw new DamagedChunkException("it has " + chunk.rows() + " rows, not " + rows);
    }
    return chunk;
  }

  static long checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return crc.getValue();
  }
}
