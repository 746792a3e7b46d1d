package org.backlinks.snapshot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Different texts with the same hash code: of each, the second half undoes what the first does. */
public final class EqualHashes {
  private static final int HALF = 8;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private EqualHashes() {}

  /** Returns texts of 16 ASCII characters that all have one hash code. */
  public static List<String> texts(int count) {
    List<String> texts = new ArrayList<>();
    long wanted = hashOfHalf("first-te") ^ word("xt-of-it");
    for (int i = 0; texts.size() < count; i++) {
      String first = (Integer.toString(i, 36) + "-".repeat(HALF)).substring(0, HALF);
      byte[] second = bytes(wanted ^ hashOfHalf(first));
      if (isPrintable(second)) {
        texts.add(first + new String(second, StandardCharsets.US_ASCII));
      }
    }
    if (texts.stream().mapToLong(EqualHashes::hash).distinct().count() != 1) {
      throw new IllegalStateException("the hash code is another one now");
    }
    return texts;
  }

  private static long hash(String text) {
    return ByteArrays.hash(text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
  }

  private static long hashOfHalf(String half) {
    long hash = (2 * HALF ^ word(half)) * MULTIPLIER;
    return hash ^ hash >>> 32;
  }

  private static long word(String half) {
    return littleEndian(half.getBytes(StandardCharsets.US_ASCII)).getLong();
  }

  private static byte[] bytes(long word) {
    byte[] bytes = new byte[HALF];
    littleEndian(bytes).putLong(word);
    return bytes;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static boolean isPrintable(byte[] bytes) {
    for (byte character : bytes) {
      if (character < ' ' || character > '~') {
        return false;
      }
    }
    return true;
  }
}
