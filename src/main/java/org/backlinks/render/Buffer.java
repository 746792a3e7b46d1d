package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Bytes that grow, and how many they will be inside a JSON string, where quotes and control
 * characters take more.
 */
public final class Buffer extends OutputStream {
  private byte[] bytes = new byte[1 << 14];
  private int size;
  private int escapes;

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    if (bytes.length - size < length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + length));
    }
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
    for (int i = offset; i < offset + length; i++) {
      escapes += extra(from[i]);
    }
  }

  private static int extra(byte one) {
    return one == '"' || one == '\\' ? 1 : one >= 0 && one < 0x20 ? 5 : 0;
  }

  /** Bytes as they are. */
  public int size() {
    return size;
  }

  /** Bytes inside a JSON string, at most. */
  public int escapedSize() {
    return size + escapes;
  }

  /** Forgets what came after the first {@code newSize} bytes. */
  void truncate(int newSize) {
    for (int i = newSize; i < size; i++) {
      escapes -= extra(bytes[i]);
    }
    size = newSize;
  }

  /** Writes the bytes as they are. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Writes the bytes, which are UTF-8, as one JSON string. */
  public void writeStringTo(JsonGenerator json) throws IOException {
    json.writeUTF8String(bytes, 0, size);
  }
}
