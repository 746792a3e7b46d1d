package org.backlinks.local.majestic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The parameters of a request by their exact names, with the names that were sent twice. */
record FakeQuestion(
    SequencedMap<String, String> parameters, List<String> repeatedNames, FakeFormat format) {

  private static final Pattern NUMBERED_ITEM = Pattern.compile("item\\d+");

  static FakeQuestion parse(String query, String form, FakeFormat format) {
    SequencedMap<String, String> parameters = new LinkedHashMap<>();
    List<String> repeated = new ArrayList<>();
    for (String pair : (query + '&' + form).split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        if (parameters.putIfAbsent(name, value) != null) {
          repeated.add(name);
        }
      }
    }
    return new FakeQuestion(parameters, List.copyOf(repeated), format);
  }

  String command() {
    return value("cmd");
  }

  /** Returns the value of the parameter, or an empty string when it was not sent. */
  String value(String name) {
    return parameters.getOrDefault(name, "");
  }

  boolean has(String name) {
    return parameters.containsKey(name);
  }

  boolean flagOr(String name, boolean defaultValue) {
    return has(name) ? value(name).equals("1") : defaultValue;
  }

  int intOr(String name, int defaultValue) {
    return has(name) ? Integer.parseInt(value(name)) : defaultValue;
  }

  /** Returns the question without its numbered items. */
  FakeQuestion withoutItems() {
    SequencedMap<String, String> others = new LinkedHashMap<>(parameters);
    others.keySet().removeIf(NUMBERED_ITEM.asMatchPredicate());
    return new FakeQuestion(others, repeatedNames, format);
  }

  /** Returns the error when the numbered items are not {@code item0} up to their number. */
  Optional<String> itemError() {
    int count = intOr("items", 0);
    boolean isComplete =
        IntStream.range(0, count).noneMatch(number -> value("item" + number).isBlank());
    long sent = parameters.keySet().stream().filter(NUMBERED_ITEM.asMatchPredicate()).count();
    return isComplete && sent == count
        ? Optional.empty()
        : Optional.of("items does not agree with item0 and the following");
  }

  /** Returns the requested item or URL. */
  String target() {
    return has("URL") ? value("URL") : value("item");
  }

  boolean isFreshIndex() {
    return value("datasource").equals("fresh");
  }

  /**
   * Returns the parameters by which Majestic recognizes a queued request: the question without the
   * credentials and the options of the call.
   */
  Map<String, String> identity() {
    Map<String, String> identity = new TreeMap<>(parameters);
    identity
        .keySet()
        .removeAll(
            List.of("app_api_key", "accesstoken", "privatekey", "DebugForceQueue", "NotifyURL"));
    return identity;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, UTF_8);
  }
}
