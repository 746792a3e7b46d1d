package org.backlinks.question;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is paid for: the seven fields that make up the fingerprint, defaults filled in.
 *
 * @param scopes at least one; iterated in payload order, unmodifiable
 * @param maxBacklinks rows for each scope, 1 to {@link #MAX_BACKLINKS}
 * @param maxPerDomain rows for each referring domain, at least 1, or null for any number
 */
public record Question(
    Target target,
    Set<Scope> scopes,
    Index index,
    int maxBacklinks,
    @Nullable Integer maxPerDomain,
    boolean includeDomains,
    Command command) {

  /** The most rows of one scope that upstream gives, whatever the plan. */
  public static final int MAX_BACKLINKS = 50_000;

  public Question {
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("a question has at least one scope");
    }
    if (maxBacklinks < 1 || maxBacklinks > MAX_BACKLINKS) {
      throw new IllegalArgumentException("maxBacklinks is from 1 to " + MAX_BACKLINKS);
    }
    if (maxPerDomain != null && maxPerDomain < 1) {
      throw new IllegalArgumentException("maxPerDomain is at least 1");
    }
    scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
  }

  /** The most rows that an answer can have, over all scopes. */
  public int rowsAtMost() {
    return maxBacklinks * scopes.size();
  }

  /** The same for equal questions, and for no others. */
  public Fingerprint fingerprint() {
    try {
      byte[] encoded = encoded().getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(encoded);
      return new Fingerprint(HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Each field with its length before it, so that no two questions read alike. */
  private String encoded() {
    return List.of(
            "backlinks-question/1",
            target.text(),
            scopes.stream().map(Scope::word).collect(Collectors.joining(",")),
            index.word(),
            Integer.toString(maxBacklinks),
            Objects.toString(maxPerDomain, ""),
            Boolean.toString(includeDomains),
            command.word())
        .stream()
        .map(field -> field.length() + ":" + field)
        .collect(Collectors.joining());
  }
}
