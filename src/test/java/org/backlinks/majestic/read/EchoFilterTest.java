package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.backlinks.majestic.RefusalFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EchoFilterTest {
  private static final String TARGET =
      "http://www.Echoed.example/unknown-command/%20is?not=enough&amp;units=é";

  /** Enough for some milliseconds of work on a busy machine. */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final int MEGABYTE = 1_000_000;

  @Test
  void echoIsRemovedInEverySpelling() {
    for (String spelling : spellings(TARGET)) {
      assertThat(ownWords(TARGET, "<<" + spelling + ">>")).as(spelling).matches("<<\\W*>>");
    }
  }

  @Test
  void echoIsRemovedWhenItIsTruncated() {
    for (String spelling : spellings(TARGET)) {
      for (int length = 20; length < spelling.length(); length++) {
        for (String end : List.of("…", "...", "")) {
          String text = "<<" + spelling.substring(0, length) + end + " >>";
          assertThat(ownWords(TARGET, text)).as(text).doesNotContainPattern("[a-z]{5}");
        }
      }
    }
  }

  private static List<String> spellings(String target) {
    String encoded = URLEncoder.encode(target, UTF_8);
    return List.of(
        target,
        target.toUpperCase(Locale.ROOT),
        target.toLowerCase(Locale.ROOT),
        target + "/",
        encoded,
        encoded.toLowerCase(Locale.ROOT),
        URLEncoder.encode(encoded, UTF_8),
        target.replace("&", "&amp;").replace("/", "&#x2F;"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://echoed.example/a/ | http://echoed.example/a",
        "http://echoed.example/a | echoed.example/a/",
        "http://www.echoed.example/a | https://echoed.example/a",
        "https://sub.gone-command.co.uk/x/y | gone-command.co.uk",
        "http://echoed.example/no-such-command | /no-such-command",
        "http://echoed.example/no-such-command | ...such-command",
        "http://echoed.example/a-long-path/%E9/gone | http://echoed.example/a-long-path/é/gone",
        "http://echoed.example/a-long-path/gone | http://echoed.ex…unknown-command",
        "echoed.example | ECHOED.EXAMPLE",
        "unknown-command.com | unknown-command.com",
        "xn--unknown-command-pnb.example | unknown-commandé.example",
        "xn--unknown-command-pnb.example | XN--unknown-command-pnb.example"
      })
  void echoIsRemovedWhenItsFormDiffers(String target, String shown) {
    assertThat(ownWords(target, "Bad item: " + shown)).matches("bad item: (https://)?\\W*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://retired.com/ | the command was retired. done",
        "retired.com | the command was retired. done",
        "http://e.com/no%20such%20command | no such command",
        "http://e.com/is%20unknown | the command is unknown",
        "http://e.com/? | what is that?"
      })
  void upstreamsOwnWordsRemainWhenTheTargetContainsThem(String target, String words) {
    assertThat(ownWords(target, words)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://e.example/unknown-command | unknown-command",
        "http://e.example/a/no_such_command/b | no_such_command",
        "http://e.example/no+such+command | no+such+command",
        "http://e.example/no%20such%20command | no%20such%20command",
        "http://e.example/no%20such%20command | no+such+command",
        "http://e.example/x?units=not-enough&y=1 | units=not-enough",
        "http://e.example/x?units=not-enough&y=1 | not-enough",
        "http://e.example/x?a=1&units=none&left=0 | units=none&left=0",
        "http://e.example/x?a=1&units=none&left=0 | units=none",
        "http://unknown-command.e.example/ | unknown-command",
        "http://a.not-enough-units.example/ | NOT-ENOUGH-UNITS",
        "http://e.example/a/unknown-command | [...]unknown-command",
        "http://e.example/a/unknown-command | […]known-command",
        "http://e.example/a/unknown-command | e...unknown-command",
        "http://e.example/a/unknown-command | a/unknown-command",
        "http://e.example/notenoughunits | notEnoughUnits",
        "http://e.example/deprecated | <deprecated>",
        "http://e.example/x?q=deprecated | \"deprecated\""
      })
  void partOfTheAddressIsRemoved(String target, String shown) {
    assertThat(ownWords(target, "bad item: " + shown + " (sent)"))
        .matches("bad item: (e\\.)?\\W* \\(sent\\)");
    assertThat(ownWords(target, "the url(" + shown + ") (sent)"))
        .matches("the url\\((e\\.)?\\W* \\(sent\\)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://e.example/exhausted | your units are exhausted. done",
        "http://e.example/insufficient | error: insufficient units",
        "http://e.example/command-is/gone.html | the command is gone.",
        "http://e.example/no-such-thing | no such thing",
        "http://e.example/a-b?c | a b"
      })
  void upstreamsOwnWordsRemainWhenAPartContainsThem(String target, String words) {
    assertThat(ownWords(target, words)).isEqualTo(words);
  }

  @Test
  void otherParametersAreRemovedWhenTheyAreLong() {
    EchoFilter filter = new EchoFilter("X", List.of("0A1B2C3D4E", "1"), List.of("hush/hush"));
    assertThat(filter.removeEchoes("1: no 0a1b2c3d4e by hush%2Fhush"))
        .isEqualTo("1: no \uFFFC by \uFFFC");
  }

  @Test
  void commandNameBecomesTheWordCommand() {
    assertThat(ownWords(TARGET, "'GetTopBackLinks' or getTOPbacklinks").split("\\s+"))
        .containsExactly("", "command", "or", "command");
  }

  @Test
  void compoundWordsAreSplit() {
    assertThat(ownWords(TARGET, "InvalidAPIKey NOT_Enough iOS"))
        .isEqualTo("invalid api key not_enough i os");
  }

  @Test
  void ownWordsAreLimitedToTwoThousandCharacters() {
    String echoes = (TARGET + " ").repeat(500);
    assertThat(ownWords(TARGET, echoes + "unknown command")).endsWith(" unknown command");
    assertThat(ownWords(TARGET, "x ".repeat(999) + "ab" + "cd")).hasSize(2_000).endsWith("ab");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "command ",
        "not ",
        "%",
        "%2",
        "%25",
        "&",
        "&amp;",
        ";",
        "'",
        "\"",
        "a'",
        "' ",
        "“",
        "…",
        "...",
        "…a",
        "http://",
        "http://www.echoed.example/unknown-command/",
        "aaaa",
        ".",
        "not enough ",
        "no longer ",
        "exceeded units ",
        "command is not ",
        "unknown: ",
        "ß",
        "é",
        "no ",
        "all used ",
        "limit ",
        "Aa",
        "0",
        "\uFFFC",
        "-a",
        "a-a ",
        "unknown-command/"
      })
  void megabyteOfTextIsFilteredInMilliseconds(String part) {
    String message = part.repeat(MEGABYTE / part.length());
    RefusalFixture fixture = new RefusalFixture(TARGET);
    RefusalFixture periodicFixture =
        new RefusalFixture("http://www.echoed.example/" + "a".repeat(1_000) + "-a".repeat(500));
    assertTimeoutPreemptively(
        TIMEOUT,
        () -> {
          assertThat(fixture.classify(message, message)).isNotNull();
          assertThat(periodicFixture.classify(message, message)).isNotNull();
          assertThat(MessageRedactor.redact(message, List.of("hush-hush", "aaab")).length())
              .isLessThanOrEqualTo(301);
        });
  }

  private static String ownWords(String target, String message) {
    return new EchoFilter("GetTopBackLinks", List.of(target), List.of("hush-hush"))
        .removeEchoes(message);
  }
}
