package org.backlinks.changes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.backlinks.snapshot.TextDictionary;

/** Gives equal tuples of numbers equal numbers, and different tuples different ones. */
final class TupleIds {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final TextDictionary dictionary = new TextDictionary();
  private final byte[] tuple;

  /**
   * @param size the numbers of each tuple
   */
  TupleIds(int size) {
    tuple = new byte[size * Integer.BYTES];
  }

  /** Sets a number of the next tuple. */
  void set(int index, int value) {
    INTS.set(tuple, index * Integer.BYTES, value);
  }

  /** Returns the number of the tuple that was set, from 0. */
  int id() {
    return dictionary.intern(tuple, 0, tuple.length);
  }

  /** Returns a number of a tuple. */
  int get(int id, int index) {
    return (int) INTS.get(dictionary.bytes(), dictionary.start(id) + index * Integer.BYTES);
  }

  /** Returns the number of tuples. */
  int count() {
    return dictionary.textCount();
  }
}
