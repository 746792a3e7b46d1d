package org.backlinks.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What no test may see, wherever in a run it comes up: answers that are not as described, and
 * secrets. The tests' own watch looks here after each test, and fails it.
 */
final class Findings {
  /** Those of the run of tests under way; switched on by the watch, else nothing is looked at. */
  static final Findings OF_RUN = new Findings();

  private final Map<String, Canary> canaries = new LinkedHashMap<>();
  private final Set<Witness> witnesses = new LinkedHashSet<>();
  private final Set<DynamoDb> databases = new LinkedHashSet<>();
  private final Set<String> found = new LinkedHashSet<>();
  private final Set<String> told = new LinkedHashSet<>();
  private boolean on;

  synchronized void on() {
    on = true;
  }

  synchronized boolean isOn() {
    return on;
  }

  synchronized void add(String finding) {
    found.add(finding);
  }

  /** From now on this must not come out. */
  synchronized Canary plant(String name, String value) {
    return canaries.computeIfAbsent(value, one -> Canary.of(name, one));
  }

  synchronized Collection<Canary> canaries() {
    return List.copyOf(canaries.values());
  }

  /** Looks for every canary. */
  void search(String where, byte[] bytes) {
    search(where, bytes, canaries());
  }

  void search(String where, byte[] bytes, Collection<Canary> wanted) {
    String sought = Canary.sought(bytes);
    for (Canary canary : wanted) {
      canary.in(sought).ifPresent(how -> add(where + " shows a secret: " + how));
    }
  }

  synchronized void opened(Witness witness) {
    witnesses.add(witness);
  }

  synchronized void closed(Witness witness) {
    witnesses.remove(witness);
  }

  synchronized void opened(DynamoDb database) {
    databases.add(database);
  }

  /** Searches a database that is about to be closed; only a function leaves secrets there. */
  void closing(DynamoDb database) {
    synchronized (this) {
      if (!databases.remove(database) || canaries.isEmpty()) {
        return;
      }
    }
    new TableSearch(this, database).all();
  }

  /** Tokens of logs and answers that look as our own secrets do. */
  synchronized void told(Collection<String> tokens) {
    told.addAll(tokens);
  }

  synchronized boolean wasTold(String token) {
    return told.contains(token);
  }

  /** Throws what was found since the last time, if anything was. */
  void check() {
    List<Witness> all;
    synchronized (this) {
      all = List.copyOf(witnesses);
    }
    all.forEach(Witness::readOn);
    List<String> findings;
    synchronized (this) {
      findings = new ArrayList<>(found);
      found.clear();
    }
    if (!findings.isEmpty()) {
      throw new AssertionError(String.join("\n", findings));
    }
  }

  /** The same at the end of all, with the databases that are still open. */
  void checkAll() {
    List<Witness> all;
    List<DynamoDb> open;
    synchronized (this) {
      all = List.copyOf(witnesses);
      open = List.copyOf(databases);
    }
    all.forEach(Witness::readOn);
    open.forEach(this::closing);
    check();
  }
}
