package org.backlinks.local.majestic;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The commands of the fake Majestic API with the exact names and allowed values of their
 * parameters.
 */
enum FakeCommand {
  GET_TOP_BACK_LINKS(
      "GetTopBackLinks",
      "URL",
      Map.of(
          "datasource", ParameterValues.INDEX,
          "URL", ParameterValues.NOT_BLANK,
          "MaxSourceURLs", ParameterValues.numberBetween(1, 50_000),
          "ShowDomainInfo", ParameterValues.FLAG,
          "GetUrlData", ParameterValues.FLAG,
          "GetSubDomainData", ParameterValues.FLAG,
          "GetRootDomainData", ParameterValues.FLAG,
          "MaxSourceURLsPerRefDomain",
              ParameterValues.MINUS_ONE.or(ParameterValues.numberBetween(1, Integer.MAX_VALUE)),
          "DebugForceQueue", ParameterValues.FLAG,
          "NotifyURL", ParameterValues.HTTP_URL)),
  GET_BACK_LINK_DATA(
      "GetBackLinkData",
      "item",
      Map.of(
          "datasource", ParameterValues.INDEX,
          "item", ParameterValues.NOT_BLANK,
          "Count", ParameterValues.numberBetween(0, 50_000),
          "From", ParameterValues.numberBetween(0, Integer.MAX_VALUE),
          "Mode", ParameterValues.FLAG,
          "ShowDomainInfo", ParameterValues.FLAG,
          "MaxSourceURLsPerRefDomain", Set.of("-1", "1", "3", "10")::contains)),
  GET_SUBSCRIPTION_INFO("GetSubscriptionInfo", "", Map.of()),
  GET_DOWNLOADS_LIST("GetDownloadsList", "", Map.of("DownloadJobID", ParameterValues.ANYTHING)),
  DELETE_DOWNLOADS(
      "DeleteDownloads", "DownloadJobIDs", Map.of("DownloadJobIDs", ParameterValues.NOT_BLANK)),
  GET_INDEX_ITEM_INFO(
      "GetIndexItemInfo",
      "items",
      Map.of(
          "datasource",
          ParameterValues.INDEX,
          "items",
          ParameterValues.numberBetween(1, FakeCommand.MAX_ITEMS))) {
    @Override
    Optional<String> parameterError(FakeQuestion question) {
      Optional<String> error = super.parameterError(question.withoutItems());
      return error.isPresent() ? error : question.itemError();
    }
  };

  private static final int MAX_ITEMS = 100;

  private static final Set<String> COMMON_PARAMETERS =
      Set.of("cmd", "app_api_key", "accesstoken", "privatekey");

  final String wireName;
  private final String requiredParameter;
  private final Map<String, Predicate<String>> parameters;

  FakeCommand(
      String wireName, String requiredParameter, Map<String, Predicate<String>> parameters) {
    this.wireName = wireName;
    this.requiredParameter = requiredParameter;
    this.parameters = new TreeMap<>(parameters);
  }

  static Optional<FakeCommand> parse(String text) {
    return Arrays.stream(values()).filter(command -> command.wireName.equals(text)).findFirst();
  }

  /**
   * Returns whether the command requests links. Such a command can cost units or be queued, and a
   * test can give it a behaviour.
   */
  boolean isLinkCommand() {
    return this == GET_TOP_BACK_LINKS || this == GET_BACK_LINK_DATA;
  }

  /** Returns the error in the parameters, or empty. */
  Optional<String> parameterError(FakeQuestion question) {
    if (!question.repeatedNames().isEmpty()) {
      return Optional.of(question.repeatedNames().getFirst() + " given more than once");
    }
    if (!requiredParameter.isEmpty() && !question.has(requiredParameter)) {
      return Optional.of(requiredParameter + " is required");
    }
    return question.parameters().entrySet().stream()
        .filter(parameter -> !COMMON_PARAMETERS.contains(parameter.getKey()))
        .filter(parameter -> !isLegal(parameter.getKey(), parameter.getValue()))
        .map(parameter ->
            parameters.containsKey(parameter.getKey())
                ? parameter.getKey() + " out of range"
                : parameter.getKey() + " is not a parameter of " + wireName)
        .findFirst();
  }

  private boolean isLegal(String name, String value) {
    return parameters.containsKey(name) && parameters.get(name).test(value);
  }

  /** The allowed values of the parameters. */
  private static final class ParameterValues {
    static final Predicate<String> ANYTHING = value -> true;
    static final Predicate<String> NOT_BLANK = value -> !value.isBlank();
    static final Predicate<String> FLAG = Set.of("0", "1")::contains;
    static final Predicate<String> INDEX = Set.of("fresh", "historic")::contains;
    static final Predicate<String> MINUS_ONE = "-1"::equals;
    static final Predicate<String> HTTP_URL = value -> value.matches("https?://.+");

    static Predicate<String> numberBetween(int min, int max) {
      return value -> {
        if (!value.matches("\\d{1,10}")) {
          return false;
        }
        long number = Long.parseLong(value);
        return number >= min && number <= max;
      };
    }
  }
}
