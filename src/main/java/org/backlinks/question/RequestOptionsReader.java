package org.backlinks.question;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.backlinks.units.PartialUnits;

/** Reads the fields of a request that are not part of its question. */
final class RequestOptionsReader {
  static final int MAX_LIMIT = 5_000;

  private static final RequestOptions DEFAULTS = RequestOptions.defaults();
  private static final int MAX_WAIT_SECONDS = 25;
  private static final int MAX_TEXT_LENGTH = 255;

  /** Longer ages have the same effect, because no report lives longer. */
  private static final Duration MAX_AGE_LIMIT = Duration.ofDays(3650);

  private static final Set<String> UNIT_FIELDS = Set.of("analysis", "retrieval");

  /** The last alternative is the syntax of an id. */
  private static final Pattern COMPARE_WITH =
      Pattern.compile(EarlierReport.PREVIOUS + "|[0-9a-f]{32}");

  private static final String MAX_AGE_MESSAGE =
      "must be index, or an ISO-8601 duration of weeks, days, hours, minutes and seconds, such as"
          + " PT24H";
  private static final String WAIT_MESSAGE = "must be a whole number of seconds from 0 to 25";
  private static final String MAX_UNITS_MESSAGE =
      "must be an object with analysis, retrieval or both";
  private static final String KEY_MESSAGE =
      "must be a string of 1 to 255 characters without control characters";
  private static final String TAG_MESSAGE = "must be a string of at most 255 characters";
  private static final String COMPARE_WITH_MESSAGE = "must be previous or the id of a report";

  private final CallbackReader callbackReader;

  RequestOptionsReader(CallbackReader callbackReader) {
    this.callbackReader = callbackReader;
  }

  /** Reads the options. Those of a GET request have no callbacks. */
  RequestOptions read(RequestFields fields, boolean isGet) {
    return new RequestOptions(
        fields.readFlag("forceQueue"),
        fields
            .read("maxAge", MAX_AGE_MESSAGE, RequestOptionsReader::parseMaxAge)
            .orElse(DEFAULTS.maxAge()),
        fields
            .read("wait", WAIT_MESSAGE, RequestOptionsReader::parseWait)
            .orElse(DEFAULTS.maxWait()),
        readMaxUnits(fields),
        fields.read("idempotencyKey", KEY_MESSAGE, RequestOptionsReader::parseKey).orElse(null),
        fields.readWholeNumber("limit", 1, MAX_LIMIT).orElse(null),
        fields.read("tag", TAG_MESSAGE, RequestOptionsReader::parseText).orElse(null),
        fields
            .read("compareWith", COMPARE_WITH_MESSAGE, RequestOptionsReader::parseCompareWith)
            .orElse(null),
        isGet ? callbackReader.reject(fields) : callbackReader.read(fields));
  }

  private static PartialUnits readMaxUnits(RequestFields fields) {
    RequestFields units = fields.readObject("maxUnits", MAX_UNITS_MESSAGE, UNIT_FIELDS);
    return new PartialUnits(
        readUnits(units, "analysis").orElse(null), readUnits(units, "retrieval").orElse(null));
  }

  private static Optional<Long> readUnits(RequestFields fields, String field) {
    String requirement = "must be a whole number from 0 to " + Long.MAX_VALUE;
    return fields.read(
        field, requirement, node -> RequestFields.parseWholeNumber(node, 0, Long.MAX_VALUE));
  }

  private static Optional<Duration> parseWait(JsonNode node) {
    return RequestFields.parseWholeNumber(node, 0, MAX_WAIT_SECONDS).map(Duration::ofSeconds);
  }

  private static Optional<String> parseText(JsonNode node) {
    return Optional.ofNullable(node.textValue())
        .filter(text -> CodePoints.count(text) <= MAX_TEXT_LENGTH && CodePoints.isWellFormed(text));
  }

  private static Optional<String> parseKey(JsonNode node) {
    return parseText(node).filter(key -> !key.isEmpty() && !CodePoints.hasControlCharacters(key));
  }

  private static Optional<EarlierReport> parseCompareWith(JsonNode node) {
    return Optional.ofNullable(node.textValue())
        .filter(text -> COMPARE_WITH.matcher(text).matches())
        .map(EarlierReport::of);
  }

  private static Optional<MaxAge> parseMaxAge(JsonNode node) {
    return Optional.ofNullable(node.textValue())
        .flatMap(text ->
            text.equals(MaxAge.SAME_INDEX)
                ? Optional.of(new MaxAge.SameIndex())
                : IsoDuration.parse(text, MAX_AGE_LIMIT).map(MaxAge.Limited::new));
  }
}
