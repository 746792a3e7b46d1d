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
import java.util.stream.Stream;
import org.backlinks.units.Price;
import org.backlinks.units.Units;
import org.jspecify.annotations.Nullable;

/**
 * The eight fields that decide what is paid for. They make up the fingerprint. Each absent field of
 * the request has its default.
 *
 * @param scopes at least one, in payload order, unmodifiable
 * @param maxBacklinks the maximum number of rows of one scope, 1 to {@link #MAX_BACKLINKS}
 * @param maxPerDomain the maximum number of rows of one referring domain, at least 1, or null when
 *     there is no maximum
 * @param includeDeleted whether links that upstream lists as deleted are asked for
 */
public record Question(
    Target target,
    Set<Scope> scopes,
    Index index,
    int maxBacklinks,
    @Nullable Integer maxPerDomain,
    boolean includeDomains,
    Command command,
    boolean includeDeleted) {

  /** The maximum number of rows of one scope that upstream returns under any plan. */
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

  /** Returns the maximum number of rows of all scopes together. */
  public int maxRows() {
    return maxBacklinks * scopes.size();
  }

  /** Returns the maximum cost: the price of each list with the maximum number of rows. */
  public Units worstCase(Price price) {
    return new Units(price.analysisPerList() * scopes.size(), maxRows());
  }

  /** Returns the same question for another command. */
  public Question withCommand(Command newCommand) {
    return new Question(
        target,
        scopes,
        index,
        maxBacklinks,
        maxPerDomain,
        includeDomains,
        newCommand,
        includeDeleted);
  }

  /** Returns the hash that equal questions share and different questions do not. */
  public Fingerprint fingerprint() {
    try {
      byte[] encoded = canonicalEncoding().getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(encoded);
      return new Fingerprint(HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Returns all fields as one text. The length before each field makes the texts of different
   * questions different. A question without deleted links has the same text as before the field
   * {@code includeDeleted} existed.
   */
  private String canonicalEncoding() {
    List<String> fields =
        List.of(
            "backlinks-question/1",
            target.text(),
            scopes.stream().map(Scope::wireName).collect(Collectors.joining(",")),
            index.wireName(),
            Integer.toString(maxBacklinks),
            Objects.toString(maxPerDomain, ""),
            Boolean.toString(includeDomains),
            command.wireName());
    return Stream.concat(
            fields.stream(), includeDeleted ? Stream.of("includeDeleted") : Stream.of())
        .map(field -> field.length() + ":" + field)
        .collect(Collectors.joining());
  }
}
