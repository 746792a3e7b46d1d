package org.backlinks.changes;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.backlinks.snapshot.TextDictionary;

/**
 * Gives equal texts equal numbers, and different texts different ones. Of a long text it keeps only
 * the start and a SHA-256, so that the memory for many long texts stays small.
 */
final class TextIds {
  /** The maximum bytes of a text that is kept whole. */
  private static final int MAX_WHOLE_BYTES = 127;

  private static final int DIGEST_BYTES = 32;

  /** One byte more than a whole text can have, so that no text equals the short form of another. */
  private static final int SHORT_FORM_BYTES = MAX_WHOLE_BYTES + 1;

  private final TextDictionary dictionary;
  private final byte[] shortForm = new byte[SHORT_FORM_BYTES];
  private final MessageDigest digest;

  /**
   * @param expectedTexts the number of texts for which there is room at once
   */
  TextIds(int expectedTexts) {
    dictionary = new TextDictionary(expectedTexts);
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Returns the number of a text of at least one byte, from 0. */
  int idOf(byte[] text, int from, int length) {
    if (length <= MAX_WHOLE_BYTES) {
      return dictionary.intern(text, from, length);
    }
    int start = SHORT_FORM_BYTES - DIGEST_BYTES;
    System.arraycopy(text, from, shortForm, 0, start);
    digest.update(text, from, length);
    System.arraycopy(digest.digest(), 0, shortForm, start, DIGEST_BYTES);
    return dictionary.intern(shortForm, 0, SHORT_FORM_BYTES);
  }

  /** Returns the number of texts. */
  int count() {
    return dictionary.textCount();
  }

  /** Compares two texts by their numbers. A negative number means no text, which comes first. */
  int compare(int first, int second) {
    if (first < 0 || second < 0 || first == second) {
      return Integer.compare(first, second);
    }
    return Arrays.compareUnsigned(
        dictionary.bytes(),
        dictionary.start(first),
        dictionary.end(first),
        dictionary.bytes(),
        dictionary.start(second),
        dictionary.end(second));
  }
}
