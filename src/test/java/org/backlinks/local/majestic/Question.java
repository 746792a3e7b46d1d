package org.backlinks.local.majestic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/** A request's parameters by their exact names, with the names that came twice. */
record Question(SequencedMap<String, String> parameters, List<String> doubled, Format format) {

  static Question of(String query, String form, Format format) {
    SequencedMap<String, String> parameters = new LinkedHashMap<>();
    List<String> doubled = new ArrayList<>();
    for (String pair : (query + '&' + form).split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        if (parameters.putIfAbsent(name, value) != null) {
          doubled.add(name);
        }
      }
    }
    return new Question(parameters, List.copyOf(doubled), format);
  }

  String command() {
    return text("cmd");
  }

  /** The value, or the empty text where the parameter was not sent. */
  String text(String name) {
    return parameters.getOrDefault(name, "");
  }

  boolean has(String name) {
    return parameters.containsKey(name);
  }

  boolean flag(String name, boolean otherwise) {
    return has(name) ? text(name).equals("1") : otherwise;
  }

  int number(String name, int otherwise) {
    return has(name) ? Integer.parseInt(text(name)) : otherwise;
  }

  /** The item or URL that is asked for. */
  String target() {
    return has("URL") ? text("URL") : text("item");
  }

  boolean fresh() {
    return text("datasource").equals("fresh");
  }

  /** What upstream knows a queued request by: the question itself, not who asks or how. */
  Map<String, String> identity() {
    Map<String, String> identity = new TreeMap<>(parameters);
    identity
        .keySet()
        .removeAll(
            List.of("app_api_key", "accesstoken", "privatekey", "DebugForceQueue", "NotifyURL"));
    return identity;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }
}
