package org.backlinks.majestic.read;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.backlinks.snapshot.Utf8;

/** Removes secrets from upstream's messages: upstream repeats a wrong key in clear text. */
public final class MessageRedactor {
  private static final int MAX_LENGTH = 300;
  private static final Pattern QUOTED_PART = Pattern.compile("(?<!\\w)'[^']*'|\"[^\"]*\"");
  private static final Pattern KEY_WORD = Pattern.compile("key|token", Pattern.CASE_INSENSITIVE);
  private static final Pattern CONTROL_CHARACTERS = Pattern.compile("\\p{Cntrl}+");

  private MessageRedactor() {}

  /**
   * Returns the message in one line of at most 300 characters, without the secrets. If the message
   * mentions keys, its quotations are removed, too.
   */
  public static String redact(String message, List<String> secrets) {
    String text = message;
    for (String secret : secrets) {
      text = removeSecret(text, secret);
      text = removeSecret(text, URLEncoder.encode(secret, StandardCharsets.UTF_8));
    }
    if (KEY_WORD.matcher(text).find()) {
      text = QUOTED_PART.matcher(text).replaceAll("'***'");
    }
    text = CONTROL_CHARACTERS.matcher(text).replaceAll(" ").strip();
    return text.length() > MAX_LENGTH ? Utf8.truncate(text, MAX_LENGTH) + "…" : text;
  }

  private static String removeSecret(String text, String secret) {
    return secret.isEmpty()
        ? text
        : Pattern.compile(Pattern.quote(secret), Pattern.CASE_INSENSITIVE)
            .matcher(text)
            .replaceAll("***");
  }
}
