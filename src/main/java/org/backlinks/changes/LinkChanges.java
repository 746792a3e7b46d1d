package org.backlinks.changes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.backlinks.question.ChangeKind;
import org.backlinks.question.Scope;
import org.jspecify.annotations.Nullable;

/** Changes of links, in the order in which they are shown. A change needs nine bytes. */
public final class LinkChanges {
  private static final int INITIAL_CAPACITY = 16;

  /** What a change is, apart from its rows. There are few different ones. */
  record Type(ChangeKind kind, @Nullable Evidence evidence, Scope scope) {}

  private final List<Type> types;
  private byte[] typeNumbers;
  private int[] beforeRows;
  private int[] afterRows;
  private int size;

  LinkChanges() {
    this(
        List.of(),
        new byte[INITIAL_CAPACITY],
        new int[INITIAL_CAPACITY],
        new int[INITIAL_CAPACITY]);
    size = 0;
  }

  /** Creates changes of which everything is known. The arrays are not copied. */
  LinkChanges(List<Type> types, byte[] typeNumbers, int[] beforeRows, int[] afterRows) {
    this.types = new ArrayList<>(types);
    this.typeNumbers = typeNumbers;
    this.beforeRows = beforeRows;
    this.afterRows = afterRows;
    this.size = typeNumbers.length;
  }

  void add(ChangeKind kind, @Nullable Evidence evidence, Scope scope, int before, int after) {
    if (size == typeNumbers.length) {
      typeNumbers = Arrays.copyOf(typeNumbers, size * 2);
      beforeRows = Arrays.copyOf(beforeRows, size * 2);
      afterRows = Arrays.copyOf(afterRows, size * 2);
    }
    typeNumbers[size] = (byte) typeNumber(kind, evidence, scope);
    beforeRows[size] = before;
    afterRows[size] = after;
    size++;
  }

  private int typeNumber(ChangeKind kind, @Nullable Evidence evidence, Scope scope) {
    for (int i = 0; i < types.size(); i++) {
      Type type = types.get(i);
      if (type.kind == kind && type.evidence == evidence && type.scope == scope) {
        return i;
      }
    }
    types.add(new Type(kind, evidence, scope));
    return types.size() - 1;
  }

  /** Adds all changes of another list. */
  void addAll(LinkChanges others) {
    for (int i = 0; i < others.size; i++) {
      Type type = others.types.get(others.typeNumbers[i]);
      add(type.kind, type.evidence, type.scope, others.beforeRows[i], others.afterRows[i]);
    }
  }

  /** Returns the number of changes. */
  public int size() {
    return size;
  }

  /** Returns the places of the changes of some kinds, in order. */
  public int[] placesOf(Set<ChangeKind> kinds) {
    boolean[] isSelected = new boolean[types.size()];
    for (int i = 0; i < isSelected.length; i++) {
      isSelected[i] = kinds.contains(types.get(i).kind);
    }
    return IntStream.range(0, size).filter(index -> isSelected[typeNumbers[index]]).toArray();
  }

  /** Returns a change by its place, from 0. */
  public LinkChange get(int index) {
    Type type = types.get(typeNumbers[index]);
    return new LinkChange(
        type.kind, type.evidence, type.scope, beforeRows[index], afterRows[index]);
  }

  /** Returns the different types of the changes. */
  List<Type> types() {
    return types;
  }

  /** Returns the place of a change's type in {@link #types}. */
  byte typeNumber(int index) {
    return typeNumbers[index];
  }

  int beforeRow(int index) {
    return beforeRows[index];
  }

  int afterRow(int index) {
    return afterRows[index];
  }
}
