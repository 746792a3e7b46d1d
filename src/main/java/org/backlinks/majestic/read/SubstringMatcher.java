package org.backlinks.majestic.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds the parts of a known text in other texts. It is a suffix automaton: it has at most two
 * states for each character of the known text, and its time is linear in both texts.
 */
final class SubstringMatcher {
  private static final int NO_STATE = -1;

  private final List<State> states = new ArrayList<>();
  private int last;

  /** The end of some parts of the known text. */
  private static final class State {
    private final Map<Character, Integer> next;
    private final int length;

    /** The state of the longest suffix that is in another state. */
    private int suffix;

    State(Map<Character, Integer> next, int length, int suffix) {
      this.next = next;
      this.length = length;
      this.suffix = suffix;
    }
  }

  SubstringMatcher(String known) {
    states.add(new State(new HashMap<>(), 0, NO_STATE));
    known.chars().forEach(character -> append((char) character));
  }

  private void append(char character) {
    int added = states.size();
    states.add(new State(new HashMap<>(), states.get(last).length + 1, 0));
    int at = last;
    while (at != NO_STATE && states.get(at).next.putIfAbsent(character, added) == null) {
      at = states.get(at).suffix;
    }
    if (at != NO_STATE) {
      states.get(added).suffix = stateOfLength(states.get(at).length + 1, at, character);
    }
    last = added;
  }

  /** Returns the next state, split off from the longer one if it is not of this length. */
  private int stateOfLength(int length, int from, char character) {
    int longer = Objects.requireNonNull(states.get(from).next.get(character));
    if (states.get(longer).length == length) {
      return longer;
    }
    int split = states.size();
    State original = states.get(longer);
    states.add(new State(new HashMap<>(original.next), length, original.suffix));
    original.suffix = split;
    for (int at = from; at != NO_STATE; at = states.get(at).suffix) {
      if (!states.get(at).next.replace(character, longer, split)) {
        break;
      }
    }
    return split;
  }

  /**
   * Returns for each index of a text the length of the longest part of the known text that ends
   * with the character at that index.
   */
  int[] matchLengths(String text) {
    int[] lengths = new int[text.length()];
    int state = 0;
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      while (state != 0 && !states.get(state).next.containsKey(character)) {
        state = states.get(state).suffix;
        length = states.get(state).length;
      }
      Integer next = states.get(state).next.get(character);
      if (next != null) {
        state = next;
        length++;
      }
      lengths[i] = length;
    }
    return lengths;
  }
}
