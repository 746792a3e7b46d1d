package org.backlinks.question;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads a request into what it asks, or into everything that is wrong with it. */
public final class RequestReader {
  private static final SortedSet<String> FIELDS =
      Collections.unmodifiableSortedSet(
          new TreeSet<>(
              List.of(
                  "target",
                  "scopes",
                  "index",
                  "maxBacklinks",
                  "maxPerDomain",
                  "includeDomains",
                  "command",
                  "forceQueue",
                  "maxAge",
                  "wait",
                  "maxUnits",
                  "idempotencyKey",
                  "limit",
                  "tag")));
  private static final Set<String> UNITS = Set.of("analysis", "retrieval");
  private static final String MAX_UNITS = "must be an object with analysis, retrieval or both";
  private static final String SCOPES = "one or more of url, subdomain, rootDomain";
  private static final String MAX_AGE =
      "must be an ISO-8601 duration from PT0S to P3650D, such as PT24H";
  private static final String WAIT = "must be a whole number of seconds from 0 to 25";
  private static final Duration MAX_MAX_AGE = Duration.ofDays(3650);
  private static final int MAX_WAIT = 25;
  static final int MAX_LIMIT = 5_000;
  private static final int MAX_TEXT = 255;

  /** The names of all fields that a JSON request may have. */
  public static SortedSet<String> fields() {
    return FIELDS;
  }

  /** Reads a JSON object whose members are fields; the caller has seen to doubled members. */
  public Reading fromJson(JsonNode body) {
    if (!body.isObject()) {
      return new Invalid(List.of(new FieldError("request", "must be a JSON object")));
    }
    return read(new RequestFields(body), true);
  }

  /**
   * Reads query parameters: the same names, {@code scopes} with commas between, {@code
   * maxUnits.analysis} and {@code maxUnits.retrieval}. What asks to pay anew is refused with a hint
   * to POST.
   */
  public Reading fromQuery(Map<String, List<String>> parameters) {
    return read(QueryFields.read(parameters, FIELDS), false);
  }

  private static Reading read(RequestFields fields, boolean mayPayAnew) {
    String target = target(fields);
    Set<Scope> scopes =
        fields
            .read("scopes", "must be a list of " + SCOPES, RequestReader::scopes)
            .orElse(EnumSet.of(Scope.URL));
    Index index =
        fields.read("index", "must be historic or fresh", word(Index::of)).orElse(Index.HISTORIC);
    int maxBacklinks = whole(fields, "maxBacklinks", 1, Question.MAX_BACKLINKS).orElse(100);
    Integer maxPerDomain = whole(fields, "maxPerDomain", 1, Integer.MAX_VALUE).orElse(null);
    boolean includeDomains = flag(fields, "includeDomains");
    Command command = command(fields);
    Terms terms = terms(fields);
    if (terms.forceQueue() && command == Command.GET_BACK_LINK_DATA) {
      fields.refuse("forceQueue", "must not be true with command GetBackLinkData");
    }
    if (!mayPayAnew && terms.forceQueue()) {
      fields.refuse("forceQueue", "must not be true with GET, which is for reading: use POST");
    }
    if (!mayPayAnew && terms.maxAge().isZero()) {
      fields.refuse("maxAge", "must not be zero with GET, which is for reading: use POST");
    }
    fields.refuseOthers(FIELDS);
    List<FieldError> errors = fields.errors();
    if (!errors.isEmpty()) {
      return new Invalid(errors);
    }
    return new Asked(
        new Question(
            new Target(target), scopes, index, maxBacklinks, maxPerDomain, includeDomains, command),
        terms);
  }

  private static Terms terms(RequestFields fields) {
    Terms usual = Terms.defaults();
    boolean forceQueue = flag(fields, "forceQueue");
    Duration maxAge =
        fields.read("maxAge", MAX_AGE, RequestReader::duration).orElse(usual.maxAge());
    Duration waitAtMost =
        fields
            .read("wait", WAIT, node -> whole(node, 0, MAX_WAIT))
            .map(Duration::ofSeconds)
            .orElse(usual.waitAtMost());
    RequestFields units = fields.within("maxUnits", MAX_UNITS, UNITS);
    Long maxAnalysis = units(units, "analysis").orElse(null);
    Long maxRetrieval = units(units, "retrieval").orElse(null);
    String idempotencyKey =
        fields
            .read(
                "idempotencyKey",
                "must be a string of 1 to 255 characters without control characters",
                node -> text(node).filter(key -> !key.isEmpty() && !Text.hasControls(key)))
            .orElse(null);
    int limit = whole(fields, "limit", 1, MAX_LIMIT).orElse(usual.limit());
    String tag =
        fields
            .read("tag", "must be a string of at most 255 characters", RequestReader::text)
            .orElse(null);
    return new Terms(
        forceQueue, maxAge, waitAtMost, maxAnalysis, maxRetrieval, idempotencyKey, limit, tag);
  }

  /** The canonical target; empty where it is absent or wrong. */
  private static String target(RequestFields fields) {
    Optional<String> given =
        fields.read("target", "must be a string", node -> Optional.ofNullable(node.textValue()));
    if (given.isEmpty()) {
      fields.refuse("target", "is required");
      return "";
    }
    return switch (CanonicalTarget.of(given.orElseThrow())) {
      case Canonical.Form(String text) -> text;
      case Canonical.Refused(String reason) -> {
        fields.refuse("target", reason);
        yield "";
      }
    };
  }

  private static Command command(RequestFields fields) {
    String must = "must be auto, GetTopBackLinks or GetBackLinkData";
    return fields.read("command", must, word(Command::of)).orElse(Command.AUTO);
  }

  private static boolean flag(RequestFields fields, String field) {
    return fields
        .read(
            field,
            "must be true or false",
            node -> node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty())
        .orElse(false);
  }

  static Optional<Integer> whole(RequestFields fields, String field, int from, int to) {
    String must = "must be a whole number from " + from + " to " + to;
    return fields.read(field, must, node -> whole(node, from, to)).map(Long::intValue);
  }

  private static Optional<Long> units(RequestFields fields, String field) {
    String must = "must be a whole number from 0 to " + Long.MAX_VALUE;
    return fields.read(field, must, node -> whole(node, 0, Long.MAX_VALUE));
  }

  private static Optional<Long> whole(JsonNode node, long from, long to) {
    return Optional.of(node)
        .filter(number -> number.isIntegralNumber() && number.canConvertToLong())
        .map(JsonNode::longValue)
        .filter(number -> from <= number && number <= to);
  }

  private static <T> Function<JsonNode, Optional<T>> word(Function<String, Optional<T>> of) {
    return node -> Optional.ofNullable(node.textValue()).flatMap(of);
  }

  private static Optional<Set<Scope>> scopes(JsonNode node) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (JsonNode word : node) {
      Optional<Scope> scope = word(Scope::of).apply(word);
      if (scope.isEmpty()) {
        return Optional.empty();
      }
      scopes.add(scope.orElseThrow());
    }
    return node.isArray() && !scopes.isEmpty() ? Optional.of(scopes) : Optional.empty();
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.ofNullable(node.textValue())
        .filter(text -> Text.length(text) <= MAX_TEXT && Text.isWhole(text));
  }

  private static Optional<Duration> duration(JsonNode node) {
    try {
      return Optional.ofNullable(node.textValue())
          .map(Duration::parse)
          .filter(age -> !age.isNegative() && age.compareTo(MAX_MAX_AGE) <= 0);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
