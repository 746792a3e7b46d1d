package org.backlinks.changes;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.backlinks.question.ChangeKind;
import org.backlinks.question.Scope;
import org.backlinks.question.WireNamed;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a comparison that {@link ComparisonWriter} wrote. */
final class ComparisonReader {
  /** More than two reports have rows, and more bytes than a text has. */
  private static final int MAX_COUNT = 1 << 24;

  private final DataInputStream in;

  ComparisonReader(DataInputStream in) {
    this.in = in;
  }

  /** Returns a comparison that has only its lists and warnings. */
  Comparison readLists() throws IOException {
    List<ListComparison> lists = new ArrayList<>();
    int listCount = readCount();
    for (int i = 0; i < listCount; i++) {
      lists.add(readList());
    }
    List<String> warnings = new ArrayList<>();
    int warningCount = readCount();
    for (int i = 0; i < warningCount; i++) {
      warnings.add(readText());
    }
    return new Comparison(lists, new LinkChanges(), List.of(), warnings);
  }

  /** Returns the changes of domains. */
  List<DomainChange> readDomains() throws IOException {
    List<DomainChange> domains = new ArrayList<>();
    int domainCount = readCount();
    for (int i = 0; i < domainCount; i++) {
      domains.add(readDomain());
    }
    return domains;
  }

  /** Checks that everything was read. */
  void checkEnd() throws IOException {
    if (in.read() >= 0) {
      throw new CorruptComparisonException("bytes are left over", null);
    }
  }

  private ListComparison readList() throws IOException {
    Scope scope = readName(Scope.class);
    ListComparison.Side before = readSide();
    ListComparison.Side after = readSide();
    LinkCounts counts =
        new LinkCounts(
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readInt(),
            in.readInt());
    DomainCounts domains = new DomainCounts(in.readInt(), in.readInt(), in.readInt(), in.readInt());
    return new ListComparison(scope, before, after, counts, domains);
  }

  private ListComparison.Side readSide() throws IOException {
    return new ListComparison.Side(in.readInt(), readTotal(), in.readBoolean());
  }

  private @Nullable Long readTotal() throws IOException {
    return in.readBoolean() ? in.readLong() : null;
  }

  /** Returns the changes of links. */
  LinkChanges readLinks() throws IOException {
    List<LinkChanges.Type> types = new ArrayList<>();
    int typeCount = readCount();
    for (int i = 0; i < typeCount; i++) {
      ChangeKind kind = readName(ChangeKind.class);
      String evidence = readText();
      types.add(
          new LinkChanges.Type(
              kind,
              evidence.isEmpty() ? null : constant(Evidence.class, evidence),
              readName(Scope.class)));
    }
    int size = readCount();
    byte[] typeNumbers = readBytes(size);
    int[] beforeRows = readRows(size);
    int[] afterRows = readRows(size);
    for (byte number : typeNumbers) {
      if (number < 0 || number >= typeCount) {
        throw new CorruptComparisonException("a change has an unknown type", null);
      }
    }
    return new LinkChanges(types, typeNumbers, beforeRows, afterRows);
  }

  private DomainChange readDomain() throws IOException {
    ChangeKind kind = readName(ChangeKind.class);
    Scope scope = readName(Scope.class);
    Evidence evidence = readName(Evidence.class);
    int before = in.readInt();
    int after = in.readInt();
    return new DomainChange(kind, scope, readText(), evidence, before, after);
  }

  private int[] readRows(int size) throws IOException {
    ByteBuffer differences = ByteBuffer.wrap(readBytes(size * Integer.BYTES));
    int[] rows = new int[size];
    int previous = 0;
    for (int i = 0; i < size; i++) {
      previous += differences.getInt();
      rows[i] = previous;
    }
    return rows;
  }

  private <E extends Enum<E> & WireNamed> E readName(Class<E> type) throws IOException {
    return constant(type, readText());
  }

  private static <E extends Enum<E> & WireNamed> E constant(Class<E> type, String name)
      throws CorruptComparisonException {
    return WireNamed.parse(type, name)
        .orElseThrow(() -> new CorruptComparisonException("an unknown name", null));
  }

  private int readCount() throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MAX_COUNT) {
      throw new CorruptComparisonException("a count that is out of range", null);
    }
    return count;
  }

  private String readText() throws IOException {
    return new String(readBytes(readCount()), StandardCharsets.UTF_8);
  }

  /** Reads bytes without memory for more bytes than there are. */
  private byte[] readBytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return bytes;
  }
}
