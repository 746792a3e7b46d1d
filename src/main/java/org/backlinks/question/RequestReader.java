package org.backlinks.question;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads requests. The result has either the question and the options or all invalid fields. */
public final class RequestReader {
  private static final SortedSet<String> FIELD_NAMES =
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
                  "includeDeleted",
                  "forceQueue",
                  "maxAge",
                  "wait",
                  "maxUnits",
                  "idempotencyKey",
                  "limit",
                  "tag",
                  "compareWith",
                  CallbackReader.FIELD)));
  private static final String SCOPES_MESSAGE = "one or more of url, subdomain, rootDomain";

  /** The minimum {@code maxAge} of GET. With a lower age, each repetition would pay again. */
  private static final Duration MIN_MAX_AGE_FOR_GET = Duration.ofSeconds(1);

  private final boolean isSuccessorAllowed;
  private final RequestOptionsReader optionsReader;

  /**
   * Creates a reader.
   *
   * @param isSuccessorAllowed whether the settings name GetBackLinkData, which alone can give
   *     deleted links
   * @param callbackQueues the queues that a request may name in its callbacks
   */
  public RequestReader(boolean isSuccessorAllowed, Set<String> callbackQueues) {
    this.isSuccessorAllowed = isSuccessorAllowed;
    this.optionsReader = new RequestOptionsReader(new CallbackReader(callbackQueues));
  }

  /** The names of all fields that a JSON request may have. */
  public static SortedSet<String> fieldNames() {
    return FIELD_NAMES;
  }

  /** Reads a JSON object whose members are the fields. The caller has rejected repeated members. */
  public RequestResult fromJson(JsonNode body) {
    if (!body.isObject()) {
      return new InvalidRequest(List.of(new FieldError("request", "must be a JSON object")));
    }
    return read(new RequestFields(body), false);
  }

  /**
   * Reads the query parameters of a GET request. They have the names of the fields, except {@code
   * maxUnits.analysis} and {@code maxUnits.retrieval}. {@code scopes} is separated by commas. A
   * parameter that would force a paid call is rejected with a hint to use POST.
   */
  public RequestResult fromQuery(Map<String, List<String>> parameters) {
    return read(QueryParameterReader.read(parameters, FIELD_NAMES), true);
  }

  private RequestResult read(RequestFields fields, boolean isGet) {
    String target = readTarget(fields);
    Set<Scope> scopes =
        fields
            .read("scopes", "must be a list of " + SCOPES_MESSAGE, RequestReader::parseScopes)
            .orElse(EnumSet.of(Scope.URL));
    Index index =
        fields
            .read("index", "must be historic or fresh", wireNameParser(Index.class))
            .orElse(Index.HISTORIC);
    int maxBacklinks =
        fields.readWholeNumber("maxBacklinks", 1, Question.MAX_BACKLINKS).orElse(100);
    Integer maxPerDomain =
        fields.readWholeNumber("maxPerDomain", 1, Integer.MAX_VALUE).orElse(null);
    boolean includeDomains = fields.readFlag("includeDomains");
    Command command = readCommand(fields);
    boolean includeDeleted = fields.readFlag("includeDeleted");
    RequestOptions options = optionsReader.read(fields, isGet);
    checkCommand(fields, command, includeDeleted, options);
    if (isGet) {
      rejectPayingOptions(fields, options);
    }
    fields.rejectUnknown(FIELD_NAMES);
    List<FieldError> errors = fields.errors();
    if (!errors.isEmpty()) {
      return new InvalidRequest(errors, options);
    }
    return new ReportRequest(
        new Question(
            new Target(target),
            scopes,
            index,
            maxBacklinks,
            maxPerDomain,
            includeDomains,
            command,
            includeDeleted),
        options);
  }

  /** Rejects what the command cannot do. Only GetBackLinkData gives deleted links. */
  private void checkCommand(
      RequestFields fields, Command command, boolean includeDeleted, RequestOptions options) {
    if (includeDeleted && command == Command.GET_TOP_BACK_LINKS) {
      fields.reject("includeDeleted", "must not be true with command GetTopBackLinks");
    }
    if (includeDeleted && options.forceQueue()) {
      fields.reject("includeDeleted", "must not be true with forceQueue");
    }
    if (includeDeleted && !isSuccessorAllowed) {
      fields.reject(
          "includeDeleted", "must not be true: the setting MAJESTIC_COMMAND lacks GetBackLinkData");
    }
    if (options.forceQueue() && command == Command.GET_BACK_LINK_DATA) {
      fields.reject("forceQueue", "must not be true with command GetBackLinkData");
    }
  }

  private static void rejectPayingOptions(RequestFields fields, RequestOptions options) {
    if (options.forceQueue()) {
      fields.reject("forceQueue", "must not be true with GET, which is for reading: use POST");
    }
    if (options.maxAge() instanceof MaxAge.Limited(Duration age)
        && age.compareTo(MIN_MAX_AGE_FOR_GET) < 0) {
      fields.reject("maxAge", "must be at least PT1S with GET, which is for reading: use POST");
    }
  }

  /** Returns the canonical target, or an empty text when it is absent or invalid. */
  private static String readTarget(RequestFields fields) {
    Optional<String> text =
        fields.read("target", "must be a string", node -> Optional.ofNullable(node.textValue()));
    if (text.isEmpty()) {
      fields.reject("target", "is required");
      return "";
    }
    try {
      return TargetCanonicalizer.canonicalize(text.orElseThrow());
    } catch (IllegalArgumentException e) {
      fields.reject("target", String.valueOf(e.getMessage()));
      return "";
    }
  }

  private static Command readCommand(RequestFields fields) {
    String requirement = "must be auto, GetTopBackLinks or GetBackLinkData";
    return fields.read("command", requirement, wireNameParser(Command.class)).orElse(Command.AUTO);
  }

  private static <E extends Enum<E> & WireNamed> Function<JsonNode, Optional<E>> wireNameParser(
      Class<E> type) {
    return node -> WireNamed.parse(type, node.textValue());
  }

  private static Optional<Set<Scope>> parseScopes(JsonNode node) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (JsonNode word : node) {
      Optional<Scope> scope = wireNameParser(Scope.class).apply(word);
      if (scope.isEmpty()) {
        return Optional.empty();
      }
      scopes.add(scope.orElseThrow());
    }
    return node.isArray() && !scopes.isEmpty() ? Optional.of(scopes) : Optional.empty();
  }
}
