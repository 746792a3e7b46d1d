package org.backlinks.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.backlinks.question.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final Settings DEFAULTS = Settings.from(Map.of());

  @Test
  void upstreamIsMajesticByDefault() {
    assertThat(DEFAULTS.majestic().url()).isEqualTo(URI.create("https://api.majestic.com"));
    assertThat(DEFAULTS.majestic().timeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void apiKeyIsAbsentByDefault() {
    assertThat(DEFAULTS.majestic().credentials().apiKey()).isNull();
    assertThat(DEFAULTS.majestic().credentials().accessToken()).isNull();
    assertThat(DEFAULTS.majestic().credentials().privateKey()).isNull();
  }

  @Test
  void tableIsBacklinksByDefault() {
    assertThat(DEFAULTS.table().name()).isEqualTo("backlinks");
  }

  @Test
  void reportTtlIsThirtyDaysByDefault() {
    assertThat(DEFAULTS.table().reportTtl()).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void commandsAreGetTopBackLinksThenItsSuccessorByDefault() {
    assertThat(DEFAULTS.majestic().commands())
        .containsExactly("GetTopBackLinks", "GetBackLinkData");
    assertThat(commands("GetTopBackLinks")).containsExactly("GetTopBackLinks");
    assertThat(commands("GetBackLinkData")).containsExactly("GetBackLinkData");
    assertThat(commands("GetTopBackLinks,GetBackLinkData"))
        .isEqualTo(DEFAULTS.majestic().commands());
  }

  @Test
  void commandIsConfiguredOnlyWhenSettingNamesIt() {
    assertThat(DEFAULTS.majestic().hasCommand(Command.GET_BACK_LINK_DATA)).isTrue();
    Settings one = Settings.from(Map.of("MAJESTIC_COMMAND", "GetTopBackLinks"));
    assertThat(one.majestic().hasCommand(Command.GET_TOP_BACK_LINKS)).isTrue();
    assertThat(one.majestic().hasCommand(Command.GET_BACK_LINK_DATA)).isFalse();
  }

  private static List<String> commands(String value) {
    return Settings.from(Map.of("MAJESTIC_COMMAND", value)).majestic().commands();
  }

  @Test
  void leaseAndPollSettingsHaveDocumentedDefaults() {
    assertThat(DEFAULTS.work().lease()).isEqualTo(Duration.ofSeconds(60));
    assertThat(DEFAULTS.polling().firstDelay()).isEqualTo(Duration.ofSeconds(15));
    assertThat(DEFAULTS.polling().maxDelay()).isEqualTo(Duration.ofMinutes(5));
    assertThat(DEFAULTS.polling().deadline()).isEqualTo(Duration.ofHours(24));
    assertThat(DEFAULTS.work().maxCalls()).isEqualTo(3);
  }

  @Test
  void fromReadsEverySetting() {
    Settings settings =
        Settings.from(
            Map.ofEntries(
                Map.entry("MAJESTIC_URL", "http://127.0.0.1:8080/base"),
                Map.entry("MAJESTIC_API_KEY", "k"),
                Map.entry("MAJESTIC_ACCESS_TOKEN", "t"),
                Map.entry("MAJESTIC_PRIVATE_KEY", "p"),
                Map.entry("MAJESTIC_TIMEOUT", "PT2.5S"),
                Map.entry("BACKLINKS_TABLE", "links"),
                Map.entry("BACKLINKS_TTL", "PT1H"),
                Map.entry("BACKLINKS_LEASE", "PT61S"),
                Map.entry("BACKLINKS_POLL_FIRST", "PT16S"),
                Map.entry("BACKLINKS_POLL_MAX", "PT6M"),
                Map.entry("BACKLINKS_POLL_DEADLINE", "PT25H"),
                Map.entry("BACKLINKS_WORKER_CALLS", "50")));
    assertThat(settings.majestic().url()).isEqualTo(URI.create("http://127.0.0.1:8080/base"));
    assertThat(settings.majestic().credentials().apiKey()).isEqualTo("k");
    assertThat(settings.majestic().credentials().accessToken()).isEqualTo("t");
    assertThat(settings.majestic().credentials().privateKey()).isEqualTo("p");
    assertThat(settings.majestic().timeout()).isEqualTo(Duration.ofMillis(2_500));
    assertThat(settings.table().name()).isEqualTo("links");
    assertThat(settings.table().reportTtl()).isEqualTo(Duration.ofHours(1));
    assertThat(settings.work().lease()).isEqualTo(Duration.ofSeconds(61));
    assertThat(settings.polling().firstDelay()).isEqualTo(Duration.ofSeconds(16));
    assertThat(settings.polling().maxDelay()).isEqualTo(Duration.ofMinutes(6));
    assertThat(settings.polling().deadline()).isEqualTo(Duration.ofHours(25));
    assertThat(settings.work().maxCalls()).isEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void blankSettingCountsAsNotSet(String blank) {
    Settings settings =
        Settings.from(
            Map.of(
                "MAJESTIC_URL", blank,
                "MAJESTIC_API_KEY", blank,
                "MAJESTIC_SECRET", blank,
                "MAJESTIC_TIMEOUT", blank,
                "BACKLINKS_WORKER_CALLS", blank,
                "BACKLINKS_LOG_LEVEL", blank));
    assertThat(settings).usingRecursiveComparison().isEqualTo(DEFAULTS);
  }

  @Test
  void whitespaceAroundSettingIsStripped() {
    assertThat(
            Settings.from(Map.of("MAJESTIC_API_KEY", " key\n")).majestic().credentials().apiKey())
        .isEqualTo("key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MAJESTIC_URL | api.majestic.com",
        "MAJESTIC_URL | ftp://api.majestic.com",
        "MAJESTIC_URL | https://user:secret-word@api.majestic.com",
        "MAJESTIC_URL | http://",
        "MAJESTIC_URL | http://a b",
        "MAJESTIC_COMMAND | GetBackLinks",
        "MAJESTIC_COMMAND | GetBackLinkData,GetTopBackLinks",
        "MAJESTIC_FORMAT | yaml",
        "MAJESTIC_DOWNLOAD_HOSTS | http://downloads.majestic.com",
        "MAJESTIC_TIMEOUT | 30",
        "MAJESTIC_TIMEOUT | PT0S",
        "MAJESTIC_TIMEOUT | -PT1S",
        "MAJESTIC_TIMEOUT | 30s",
        "BACKLINKS_TTL | P1M",
        "BACKLINKS_TTL | P3651D",
        "BACKLINKS_LEASE | soon",
        "BACKLINKS_POLL_FIRST | PT0S",
        "BACKLINKS_POLL_MAX | x",
        "BACKLINKS_POLL_DEADLINE | PT-1H",
        "BACKLINKS_WORKER_CALLS | 0",
        "BACKLINKS_WORKER_CALLS | 51",
        "BACKLINKS_WORKER_CALLS | 100",
        "BACKLINKS_WORKER_CALLS | 03",
        "BACKLINKS_WORKER_CALLS | 3.5",
        "BACKLINKS_WORKER_CALLS | three",
        "BACKLINKS_WORKER_CALLS | 99999999999",
        "BACKLINKS_DAY_BUDGET_ANALYSIS | -1",
        "BACKLINKS_DAY_BUDGET_ANALYSIS | 5,000",
        "BACKLINKS_DAY_BUDGET_RETRIEVAL | 1e6",
        "BACKLINKS_DAY_BUDGET_INDEX_ITEMS | -1",
        "BACKLINKS_DAY_BUDGET_INDEX_ITEMS | none",
        "BACKLINKS_MIN_REMAINING_ANALYSIS | much",
        "BACKLINKS_MIN_REMAINING_RETRIEVAL | 1000000000000000",
        "BACKLINKS_LOG_LEVEL | LOUD"
      })
  void invalidSettingIsRefusedInOneLineThatNamesIt(String name, String value) {
    assertThatExceptionOfType(BadSettingException.class)
        .isThrownBy(() -> Settings.from(Map.of(name, value)))
        .withMessageStartingWith(name + " ")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n", "secret-word"));
  }

  @Test
  void unitsAreUnlimitedByDefault() {
    assertThat(DEFAULTS.budget().dayLimit().analysis()).isNull();
    assertThat(DEFAULTS.budget().dayLimit().retrieval()).isNull();
    assertThat(DEFAULTS.budget().minRemaining().analysis()).isNull();
    assertThat(DEFAULTS.budget().minRemaining().retrieval()).isNull();
    assertThat(DEFAULTS.budget().hasDayLimit()).isFalse();
  }

  @Test
  void indexItemUnitsAreLimitedByDefault() {
    assertThat(DEFAULTS.budget().maxIndexItems()).isEqualTo(1_000);
  }

  @Test
  void fromReadsUnitLimits() {
    Settings settings =
        Settings.from(
            Map.of(
                "BACKLINKS_DAY_BUDGET_ANALYSIS", "150000",
                "BACKLINKS_DAY_BUDGET_RETRIEVAL", "0",
                "BACKLINKS_DAY_BUDGET_INDEX_ITEMS", "0",
                "BACKLINKS_MIN_REMAINING_ANALYSIS", "7",
                "BACKLINKS_MIN_REMAINING_RETRIEVAL", "999999999999999"));
    assertThat(settings.budget().dayLimit().analysis()).isEqualTo(150_000);
    assertThat(settings.budget().dayLimit().retrieval()).isZero();
    assertThat(settings.budget().maxIndexItems()).isZero();
    assertThat(settings.budget().minRemaining().analysis()).isEqualTo(7);
    assertThat(settings.budget().minRemaining().retrieval()).isEqualTo(999_999_999_999_999L);
    assertThat(settings.budget().hasDayLimit()).isTrue();
  }

  @Test
  void incompleteOpenAppsCredentialsAreRefused() {
    assertThatExceptionOfType(BadSettingException.class)
        .isThrownBy(() -> Settings.from(Map.of("MAJESTIC_ACCESS_TOKEN", "hush")))
        .withMessageStartingWith("MAJESTIC_PRIVATE_KEY ")
        .withMessageNotContaining("hush");
    assertThatExceptionOfType(BadSettingException.class)
        .isThrownBy(() -> Settings.from(Map.of("MAJESTIC_PRIVATE_KEY", "hush")))
        .withMessageStartingWith("MAJESTIC_ACCESS_TOKEN ")
        .withMessageNotContaining("hush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0.999S", "PT7M0.001S", "P25D"})
  void timeoutOutOfRangeIsRefused(String value) {
    assertThatExceptionOfType(BadSettingException.class)
        .isThrownBy(() -> Settings.from(Map.of("MAJESTIC_TIMEOUT", value)))
        .withMessage(
            "MAJESTIC_TIMEOUT must be an ISO-8601 duration from PT1S to PT7M, such as PT30S");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1S", "PT7M"})
  void shortestAndLongestTimeoutsAreAccepted(String value) {
    assertThat(Settings.from(Map.of("MAJESTIC_TIMEOUT", value)).majestic().timeout())
        .isEqualTo(Duration.parse(value));
  }

  @Test
  void messageAboutExcessiveWorkerCallsStatesRange() {
    assertThatExceptionOfType(BadSettingException.class)
        .isThrownBy(() -> Settings.from(Map.of("BACKLINKS_WORKER_CALLS", "51")))
        .withMessage("BACKLINKS_WORKER_CALLS must be a whole number from 1 to 50");
  }

  @Test
  void toStringOmitsSecrets() {
    Settings settings =
        Settings.from(
            Map.of(
                "MAJESTIC_API_KEY", "hush-1",
                "MAJESTIC_ACCESS_TOKEN", "hush-2",
                "MAJESTIC_PRIVATE_KEY", "hush-3"));
    assertThat(settings.toString()).doesNotContain("hush").contains("backlinks");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uFEFFTHEKEY",
        "\uFEFFTHEKEY\r\n",
        " \uFEFF THEKEY",
        "\uFEFF\uFEFFTHEKEY",
        "\u00EF\u00BB\u00BFTHEKEY",
        "\uFFFD\uFFFD\uFFFDTHEKEY",
        "\n\uFEFF\tTHEKEY ",
        "THEKEY"
      })
  void byteOrderMarkBeforeKeyIsStripped(String value) {
    assertThat(Settings.from(Map.of("MAJESTIC_API_KEY", value)).majestic().credentials().apiKey())
        .isEqualTo("THEKEY");
    Settings openApps =
        Settings.from(Map.of("MAJESTIC_ACCESS_TOKEN", value, "MAJESTIC_PRIVATE_KEY", value));
    assertThat(openApps.majestic().credentials().accessToken()).isEqualTo("THEKEY");
    assertThat(openApps.majestic().credentials().privateKey()).isEqualTo("THEKEY");
    assertThat(Settings.from(Map.of("MAJESTIC_SECRET", value)).majestic().credentials().secretId())
        .isEqualTo("THEKEY");
  }

  @Test
  void byteOrderMarkAloneCountsAsNotSet() {
    assertThat(
            Settings.from(Map.of("MAJESTIC_API_KEY", "\uFEFF\n")).majestic().credentials().apiKey())
        .isNull();
    assertThat(
            Settings.from(Map.of("MAJESTIC_API_KEY", "a\uFEFFb")).majestic().credentials().apiKey())
        .isEqualTo("a\uFEFFb");
  }

  @ParameterizedTest
  @CsvSource({
    "https://h.example/api/json, https://h.example",
    "https://h.example/api/xml, https://h.example",
    "https://h.example/api/json/, https://h.example",
    "https://h.example/api/xml//, https://h.example",
    "https://h.example/api/json?, https://h.example",
    "https://h.example/API/JSON, https://h.example",
    "https://h.example//api/json, https://h.example",
    "http://127.0.0.1:81/api/json, http://127.0.0.1:81",
    "https://h.example/base/api/xml, https://h.example/base",
    "https://h.example/base/api, https://h.example/base/api",
    "https://h.example/api/json/x, https://h.example/api/json/x",
    "https://h.example/my-api/json, https://h.example/my-api/json",
    "https://api/json, https://api/json",
    "https://h.example/, https://h.example/"
  })
  void apiPathIsStrippedFromUpstreamUrl(String url, String expectedUrl) {
    assertThat(Settings.from(Map.of("MAJESTIC_URL", url)).majestic().url())
        .isEqualTo(URI.create(expectedUrl));
  }

  @ParameterizedTest
  @CsvSource({
    "P1W, P7D",
    "p30d, P30D",
    "PT0.5H, PT30M",
    "'PT1,5M', PT90S",
    "P1WT12H, P7DT12H",
    "P0.5D, PT12H"
  })
  void durationIsReadInEveryIsoForm(String duration, String equalDuration) {
    assertThat(Settings.from(Map.of("BACKLINKS_TTL", duration)).table().reportTtl())
        .isEqualTo(Duration.parse(equalDuration));
  }

  @ParameterizedTest
  @ValueSource(strings = {"P3650DT0.5S", "P3651D", "PT999999999999999H", "PT59S", "P1Y", "P600W"})
  void durationOutOfRangeIsRefused(String value) {
    assertThatExceptionOfType(BadSettingException.class)
        .isThrownBy(() -> Settings.from(Map.of("BACKLINKS_TTL", value)))
        .withMessageStartingWith("BACKLINKS_TTL ");
  }
}
