package org.backlinks.local.majestic;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The commands that are understood, each with its parameters' exact names and legal values. */
enum Command {
  GET_TOP_BACK_LINKS(
      "GetTopBackLinks",
      "URL",
      Map.of(
          "datasource", Values.INDEX,
          "URL", Values.FILLED,
          "MaxSourceURLs", Values.number(1, 50_000),
          "ShowDomainInfo", Values.FLAG,
          "GetUrlData", Values.FLAG,
          "GetSubDomainData", Values.FLAG,
          "GetRootDomainData", Values.FLAG,
          "MaxSourceURLsPerRefDomain", Values.OFF.or(Values.number(1, Integer.MAX_VALUE)),
          "DebugForceQueue", Values.FLAG,
          "NotifyURL", Values.HTTP_ADDRESS)),
  GET_BACK_LINK_DATA(
      "GetBackLinkData",
      "item",
      Map.of(
          "datasource", Values.INDEX,
          "item", Values.FILLED,
          "Count", Values.number(0, 50_000),
          "From", Values.number(0, Integer.MAX_VALUE),
          "Mode", Values.FLAG,
          "ShowDomainInfo", Values.FLAG,
          "MaxSourceURLsPerRefDomain", Set.of("-1", "1", "3", "10")::contains)),
  GET_SUBSCRIPTION_INFO("GetSubscriptionInfo", "", Map.of()),
  GET_DOWNLOADS_LIST("GetDownloadsList", "", Map.of("DownloadJobID", Values.ANY)),
  DELETE_DOWNLOADS("DeleteDownloads", "DownloadJobIDs", Map.of("DownloadJobIDs", Values.FILLED));

  private static final Set<String> EVERYWHERE =
      Set.of("cmd", "app_api_key", "accesstoken", "privatekey");

  final String word;
  private final String required;
  private final Map<String, Predicate<String>> parameters;

  Command(String word, String required, Map<String, Predicate<String>> parameters) {
    this.word = word;
    this.required = required;
    this.parameters = new TreeMap<>(parameters);
  }

  static Optional<Command> of(String word) {
    return Arrays.stream(values()).filter(command -> command.word.equals(word)).findFirst();
  }

  /** Asks for links, so that it may cost units, be queued, or be played with. */
  boolean asksLinks() {
    return this == GET_TOP_BACK_LINKS || this == GET_BACK_LINK_DATA;
  }

  /** What is wrong with the parameters, if anything is. */
  Optional<String> complaint(Question question) {
    if (!question.doubled().isEmpty()) {
      return Optional.of(question.doubled().getFirst() + " given more than once");
    }
    if (!required.isEmpty() && !question.has(required)) {
      return Optional.of(required + " is required");
    }
    return question.parameters().entrySet().stream()
        .filter(given -> !EVERYWHERE.contains(given.getKey()))
        .filter(given -> !legal(given.getKey(), given.getValue()))
        .map(given ->
            parameters.containsKey(given.getKey())
                ? given.getKey() + " out of range"
                : given.getKey() + " is not a parameter of " + word)
        .findFirst();
  }

  private boolean legal(String name, String value) {
    return parameters.containsKey(name) && parameters.get(name).test(value);
  }

  /** The kinds of value that parameters take. */
  private static final class Values {
    static final Predicate<String> ANY = value -> true;
    static final Predicate<String> FILLED = value -> !value.isBlank();
    static final Predicate<String> FLAG = Set.of("0", "1")::contains;
    static final Predicate<String> INDEX = Set.of("fresh", "historic")::contains;
    static final Predicate<String> OFF = "-1"::equals;
    static final Predicate<String> HTTP_ADDRESS = value -> value.matches("https?://.+");

    static Predicate<String> number(int least, int most) {
      return value -> {
        if (!value.matches("\\d{1,10}")) {
          return false;
        }
        long number = Long.parseLong(value);
        return number >= least && number <= most;
      };
    }
  }
}
