package org.backlinks.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The errors that no test may cause: an answer that does not match its description, and an exposed
 * secret. {@link AuditExtension} asks for them after each test and fails the test.
 */
final class AuditFindings {
  /**
   * The findings of the current test run. {@link AuditExtension} enables them. While they are
   * disabled, nothing is searched.
   */
  static final AuditFindings CURRENT_RUN = new AuditFindings();

  private static final Pattern JSON_STRING_VALUE = Pattern.compile(":\\s*\"([^\"]*)\"");

  private final Map<String, PlantedSecret> plantedSecrets = new LinkedHashMap<>();
  private final Set<AnswerAuditor> auditors = new LinkedHashSet<>();
  private final Set<LocalDynamoDb> databases = new LinkedHashSet<>();
  private final Set<String> unreportedFindings = new LinkedHashSet<>();
  private final Set<String> exposedTokens = new LinkedHashSet<>();
  private boolean isEnabled;

  synchronized void enable() {
    isEnabled = true;
  }

  synchronized boolean isEnabled() {
    return isEnabled;
  }

  synchronized void add(String finding) {
    unreportedFindings.add(finding);
  }

  /** Adds a secret that no output may contain from now on. */
  synchronized PlantedSecret plant(String name, String value) {
    return plantedSecrets.computeIfAbsent(value, text -> PlantedSecret.of(name, text));
  }

  /**
   * Adds the secrets in the text of a stored secret: the text is a key, or a JSON object of keys.
   */
  void plantSecretValues(String text) {
    JSON_STRING_VALUE
        .matcher(text)
        .results()
        .map(value -> value.group(1))
        .filter(value -> value.length() >= AnswerAuditor.MIN_SECRET_LENGTH)
        .forEach(value -> plant("a secret's value", value));
    if (!text.startsWith("{") && text.length() >= AnswerAuditor.MIN_SECRET_LENGTH) {
      plant("a secret", text.strip());
    }
  }

  synchronized Collection<PlantedSecret> plantedSecrets() {
    return List.copyOf(plantedSecrets.values());
  }

  /** Searches the bytes for every planted secret. */
  void search(String location, byte[] bytes) {
    search(location, bytes, plantedSecrets());
  }

  void search(String location, byte[] bytes, Collection<PlantedSecret> secrets) {
    String text = PlantedSecret.normalize(bytes);
    for (PlantedSecret secret : secrets) {
      secret.findIn(text).ifPresent(match -> add(location + " shows a secret: " + match));
    }
  }

  synchronized void register(AnswerAuditor auditor) {
    auditors.add(auditor);
  }

  synchronized void unregister(AnswerAuditor auditor) {
    auditors.remove(auditor);
  }

  synchronized void register(LocalDynamoDb database) {
    databases.add(database);
  }

  /**
   * Searches a database before it is closed. Skips it when no secret was planted: then no function
   * wrote to it.
   */
  void searchBeforeClose(LocalDynamoDb database) {
    synchronized (this) {
      if (!databases.remove(database) || plantedSecrets.isEmpty()) {
        return;
      }
    }
    new TableSecretScanner(this, database).scanTables();
  }

  /** Records tokens of logs and answers that have the form of a report's own secret. */
  synchronized void recordExposedTokens(Collection<String> tokens) {
    exposedTokens.addAll(tokens);
  }

  synchronized boolean isExposed(String token) {
    return exposedTokens.contains(token);
  }

  /** Returns the findings since the previous call. */
  synchronized List<String> takeAll() {
    List<String> findings = new ArrayList<>(unreportedFindings);
    unreportedFindings.clear();
    return findings;
  }

  /** Throws an error when there are findings since the previous call. */
  void assertNone() {
    List<AnswerAuditor> currentAuditors;
    synchronized (this) {
      currentAuditors = List.copyOf(auditors);
    }
    currentAuditors.forEach(AnswerAuditor::auditLog);
    List<String> findings = takeAll();
    if (!findings.isEmpty()) {
      throw new AssertionError(String.join("\n", findings));
    }
  }

  /**
   * Throws an error when there are findings at the end of the run. Searches the databases that are
   * still open before.
   */
  void assertNoneAtEndOfRun() {
    List<AnswerAuditor> currentAuditors;
    List<LocalDynamoDb> openDatabases;
    synchronized (this) {
      currentAuditors = List.copyOf(auditors);
      openDatabases = List.copyOf(databases);
    }
    currentAuditors.forEach(AnswerAuditor::auditLog);
    openDatabases.forEach(this::searchBeforeClose);
    assertNone();
  }
}
