package org.backlinks.local;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Finds one secret, plain and in all encodings. */
public final class SecretSearch {
  private final AuditFindings findings = new AuditFindings();

  private SecretSearch(String secret) {
    findings.plant("the secret", secret);
  }

  /** Returns a description of each place in a stack's tables at which the secret stands. */
  public static List<String> findInTables(LocalStack stack, String secret) {
    SecretSearch search = new SecretSearch(secret);
    new TableSecretScanner(search.findings, stack.dynamo()).scanTables();
    return search.findings.takeAll();
  }

  /** Returns whether a text contains the secret. */
  public static boolean isIn(String text, String secret) {
    SecretSearch search = new SecretSearch(secret);
    search.findings.search("the text", text.getBytes(StandardCharsets.UTF_8));
    return !search.findings.takeAll().isEmpty();
  }
}
