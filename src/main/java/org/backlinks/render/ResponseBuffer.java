package org.backlinks.render;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a response, in an array that grows. Also counts the bytes that they need inside a
 * JSON string, which is the body of an answer to a gateway.
 *
 * <p>Large buffers take their memory from a pool. {@link #close} returns it.
 */
public final class ResponseBuffer implements AutoCloseable {
  private static final int INITIAL_CAPACITY = 1 << 13;
  private static final byte[] EMPTY = {};

  private final @Nullable BufferPool pool;
  private byte[] bytes;
  private int size;

  /**
   * The number of bytes whose escapes are in {@link #escapeBytes}. The rest is counted on demand.
   */
  private int countedSize;

  private int escapeBytes;

  /** Creates a buffer without a pool, for a small response. */
  public ResponseBuffer() {
    this(null, INITIAL_CAPACITY);
  }

  /** Creates a buffer that takes large arrays from a pool. */
  public ResponseBuffer(BufferPool pool) {
    this(pool, INITIAL_CAPACITY);
  }

  /** Creates a buffer without a pool. */
  ResponseBuffer(int capacity) {
    this(null, capacity);
  }

  private ResponseBuffer(@Nullable BufferPool pool, int capacity) {
    this.pool = pool;
    this.bytes = new byte[capacity];
  }

  /** Returns a new, empty buffer with the same pool. */
  public ResponseBuffer newBuffer() {
    return new ResponseBuffer(pool, INITIAL_CAPACITY);
  }

  /**
   * Returns a stream that writes to this buffer. Its {@code flush} and {@code close} do nothing.
   */
  public OutputStream asOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int value) {
        ResponseBuffer.this.write(value);
      }

      @Override
      public void write(byte[] from, int offset, int length) {
        ResponseBuffer.this.write(from, offset, length);
      }
    };
  }

  /** Writes one byte. */
  public void write(int value) {
    ensureWritable(1)[size++] = (byte) value;
  }

  /** Writes bytes. */
  public void write(byte[] from, int offset, int length) {
    System.arraycopy(from, offset, ensureWritable(length), size, length);
    size += length;
  }

  /**
   * Returns the array itself, with room for {@code length} bytes from {@link #size} on. The caller
   * writes into it and then calls {@link #advance}.
   */
  byte[] ensureWritable(int length) {
    if (bytes.length - size < length) {
      int minSize = Math.max(bytes.length * 2, size + length);
      byte[] larger = pool == null ? new byte[minSize] : pool.take(minSize);
      System.arraycopy(bytes, 0, larger, 0, size);
      recycle(bytes);
      bytes = larger;
    }
    return bytes;
  }

  /**
   * Adds the bytes that were written into the array of {@link #ensureWritable}.
   *
   * @param newSize where they end
   * @param overhead the additional bytes that they need inside a JSON string
   */
  void advance(int newSize, int overhead) {
    countEscapes();
    size = newSize;
    countedSize = newSize;
    escapeBytes += overhead;
  }

  private void countEscapes() {
    escapeBytes += JsonEscapes.overhead(bytes, countedSize, size);
    countedSize = size;
  }

  /** Returns the last byte, or 0 when the buffer is empty. */
  byte lastByte() {
    return size == 0 ? 0 : bytes[size - 1];
  }

  /** Returns the number of bytes. */
  public int size() {
    return size;
  }

  /** Returns the number of bytes inside a JSON string, without the quotes around it. */
  public int escapedSize() {
    countEscapes();
    return size + escapeBytes;
  }

  /** Removes all bytes after the first {@code newSize}. */
  void truncate(int newSize) {
    countEscapes();
    escapeBytes -= JsonEscapes.overhead(bytes, newSize, size);
    size = newSize;
    countedSize = newSize;
  }

  /** Empties the buffer and returns its memory to the pool. The buffer may be used again. */
  @Override
  public void close() {
    byte[] unused = bytes;
    bytes = EMPTY;
    size = 0;
    countedSize = 0;
    escapeBytes = 0;
    recycle(unused);
  }

  private void recycle(byte[] unused) {
    if (pool != null) {
      pool.recycle(unused);
    }
  }

  /** Writes the bytes at {@code [from, to)} to another buffer. */
  void copyTo(int from, int to, ResponseBuffer other) {
    other.write(bytes, from, to - from);
  }

  /** Writes the bytes to a stream. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  /** Returns a copy of the bytes. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Writes the bytes as one JSON string to another buffer. The bytes must be UTF-8. */
  public void writeAsJsonStringTo(ResponseBuffer out) {
    byte[] target = out.ensureWritable(escapedSize() + 2);
    int at = out.size;
    target[at++] = '"';
    at = JsonEscapes.escapeInto(bytes, 0, size, target, at);
    target[at++] = '"';
    out.size = at;
  }
}
