package org.backlinks.majestic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.backlinks.majestic.read.EchoFilter;

/**
 * Classifies any refusal that repeats any target. The first two bytes determine the form and the
 * position of the repeated target. Three lines follow: the code, the target's path, and the
 * message.
 */
class AnswerClassifierFuzzTest {
  private static final String NEUTRAL = "http://neutral.example/";

  /** A character that upstream's own words never contain, so that they can't continue a target. */
  private static final char EDGE = '\uE000';

  private static final Pattern PART =
      Pattern.compile("(?<![\\p{L}\\p{N}])[a-z0-9]{3,}(?:[-+_.][a-z0-9]+)+(?![\\p{L}\\p{N}])");

  private static final int MIN_PREFIX_LENGTH = 20;
  private static final int MAX_TARGET_LENGTH = 2_048;

  @FuzzTest
  void callersTextDoesNotChangeTheReason(byte[] bytes) {
    if (bytes.length < 3) {
      return;
    }
    String[] lines = new String(bytes, 2, bytes.length - 2, UTF_8).split("\n", 3);
    if (lines.length < 3) {
      return;
    }
    String target = target(lines[1]);
    String code = lines[0];
    String message = lines[2];
    if (hasEcho(target, code) || hasEcho(target, message)) {
      return;
    }
    int position = (bytes[1] & 0xFF) * message.length() / 0xFF;
    String echo = spelling(target, bytes[0] & 0xFF);

    assertThat(new RefusalFixture(target).classify(code, insert(message, echo, position)))
        .as(() -> target + " repeated as " + echo + " in " + message)
        .isEqualTo(new RefusalFixture(NEUTRAL).classify(code, insert(message, NEUTRAL, position)));
    assertThat(new RefusalFixture(target).classify(code, message))
        .isEqualTo(new RefusalFixture(NEUTRAL).classify(code, message));
    part(target, bytes[0] & 0xFF)
        .ifPresent(part -> {
          checkPart(target, part, code, message, position);
          checkPart(
              target, (bytes[0] & 1) == 0 ? "[...]" + part : "http..." + part, code, message, 0);
        });
  }

  private static void checkPart(
      String target, String part, String code, String message, int position) {
    RefusalFixture echoing = new RefusalFixture(target);
    RefusalFixture neutral = new RefusalFixture(NEUTRAL);
    int codePosition = Math.min(position, code.length());
    String shown = part.replaceFirst("[a-z0-9]+([-+_.][a-z0-9]+)+$", NEUTRAL);
    assertThat(echoing.classify(code, insert(message, part, position)))
        .as(() -> part + " of " + target + " repeated in " + message)
        .isEqualTo(neutral.classify(code, insert(message, shown, position)));
    assertThat(echoing.classify(insert(code, part, codePosition), message))
        .as(() -> part + " of " + target + " repeated in the code " + code)
        .isEqualTo(neutral.classify(insert(code, shown, codePosition), message));
  }

  /** Returns joined words of the target; none if the target has escapes, which hide their edges. */
  private static Optional<String> part(String target, int number) {
    if (target.indexOf('%') >= 0 || target.indexOf('&') >= 0) {
      return Optional.empty();
    }
    List<String> parts =
        PART.matcher(target.substring("http://h.example/".length()))
            .results()
            .map(MatchResult::group)
            .toList();
    return parts.isEmpty() ? Optional.empty() : Optional.of(parts.get(number % parts.size()));
  }

  /** Returns a valid target: without spaces, control characters and a fragment. */
  private static String target(String line) {
    String path =
        line.replaceAll("[\\s\\p{Cntrl}\\p{Z}\\p{Cs}#\uE000\uFFFD\\x{10000}-\\x{10FFFF}]", "");
    String target = "http://h.example/" + path;
    return target.length() > MAX_TARGET_LENGTH ? target.substring(0, MAX_TARGET_LENGTH) : target;
  }

  /** Returns whether the words themselves contain text that counts as an echo. */
  private static boolean hasEcho(String target, String words) {
    EchoFilter filter = new EchoFilter("", List.of(target), List.of());
    EchoFilter none = new EchoFilter("", List.of(), List.of());
    EchoFilter neutral = new EchoFilter("", List.of(NEUTRAL), List.of());
    String expected = none.removeEchoes(words);
    return words.indexOf(EDGE) >= 0
        || !filter.removeEchoes(words).equals(expected)
        || !neutral.removeEchoes(words).equals(expected);
  }

  private static String insert(String message, String echo, int position) {
    return message.substring(0, position) + EDGE + echo + ' ' + EDGE + message.substring(position);
  }

  private static String spelling(String target, int form) {
    String encoded = URLEncoder.encode(target, UTF_8);
    return switch (form & 7) {
      case 0 -> target;
      case 1 -> target.toUpperCase(Locale.ROOT);
      case 2 -> target.toLowerCase(Locale.ROOT);
      case 3 -> encoded;
      case 4 -> URLEncoder.encode(encoded, UTF_8).toLowerCase(Locale.ROOT);
      case 5 -> target.replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;");
      case 6 -> target.endsWith("/") ? target.substring(0, target.length() - 1) : target + "/";
      default -> truncate(target, form >> 3) + ((form & 8) == 0 ? "…" : "...");
    };
  }

  private static String truncate(String target, int length) {
    return target.substring(0, Math.min(target.length(), MIN_PREFIX_LENGTH + length));
  }
}
