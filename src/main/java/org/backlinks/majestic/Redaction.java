package org.backlinks.majestic;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.backlinks.snapshot.Utf8;

/** Makes upstream's words fit to be shown: upstream repeats a wrong key in clear text. */
final class Redaction {
  private static final int LONGEST = 300;
  private static final Pattern QUOTED = Pattern.compile("(?<!\\w)'[^']*'|\"[^\"]*\"");
  private static final Pattern KEY = Pattern.compile("key|token", Pattern.CASE_INSENSITIVE);
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

  private Redaction() {}

  /**
   * The message without the secrets, without what it quotes where it speaks of keys, in one line of
   * 300 characters.
   */
  static String clean(String message, List<String> secrets) {
    String text = message;
    for (String secret : secrets) {
      text = without(text, secret);
      text = without(text, URLEncoder.encode(secret, StandardCharsets.UTF_8));
    }
    if (KEY.matcher(text).find()) {
      text = QUOTED.matcher(text).replaceAll("'***'");
    }
    text = CONTROL.matcher(text).replaceAll(" ").strip();
    return text.length() > LONGEST ? Utf8.start(text, LONGEST) + "…" : text;
  }

  private static String without(String text, String secret) {
    return secret.isEmpty()
        ? text
        : Pattern.compile(Pattern.quote(secret), Pattern.CASE_INSENSITIVE)
            .matcher(text)
            .replaceAll("***");
  }
}
