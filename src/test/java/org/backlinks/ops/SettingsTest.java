package org.backlinks.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final Settings DEFAULTS = Settings.from(Map.of());

  @Test
  void upstreamIsMajesticUnlessSaid() {
    assertThat(DEFAULTS.majesticUrl()).isEqualTo(URI.create("https://api.majestic.com"));
    assertThat(DEFAULTS.majesticTimeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void thereIsNoKeyUnlessSaid() {
    assertThat(DEFAULTS.apiKey()).isNull();
    assertThat(DEFAULTS.accessToken()).isNull();
    assertThat(DEFAULTS.privateKey()).isNull();
  }

  @Test
  void theTableIsCalledBacklinksUnlessSaid() {
    assertThat(DEFAULTS.table()).isEqualTo("backlinks");
  }

  @Test
  void reportsLiveThirtyDaysUnlessSaid() {
    assertThat(DEFAULTS.ttl()).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void autoIsGetTopBackLinksAndThenItsSuccessorUnlessSaid() {
    assertThat(DEFAULTS.commands()).containsExactly("GetTopBackLinks", "GetBackLinkData");
    assertThat(commands("GetTopBackLinks")).containsExactly("GetTopBackLinks");
    assertThat(commands("GetBackLinkData")).containsExactly("GetBackLinkData");
    assertThat(commands("GetTopBackLinks,GetBackLinkData")).isEqualTo(DEFAULTS.commands());
  }

  private static List<String> commands(String value) {
    return Settings.from(Map.of("MAJESTIC_COMMAND", value)).commands();
  }

  @Test
  void leasesAndPollsHaveTheDocumentedDefaults() {
    assertThat(DEFAULTS.lease()).isEqualTo(Duration.ofSeconds(60));
    assertThat(DEFAULTS.pollFirst()).isEqualTo(Duration.ofSeconds(15));
    assertThat(DEFAULTS.pollMax()).isEqualTo(Duration.ofMinutes(5));
    assertThat(DEFAULTS.pollDeadline()).isEqualTo(Duration.ofHours(24));
    assertThat(DEFAULTS.workerCalls()).isEqualTo(3);
  }

  @Test
  void readsEverySetting() {
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
                Map.entry("BACKLINKS_WORKER_CALLS", "100")));
    assertThat(settings.majesticUrl()).isEqualTo(URI.create("http://127.0.0.1:8080/base"));
    assertThat(settings.apiKey()).isEqualTo("k");
    assertThat(settings.accessToken()).isEqualTo("t");
    assertThat(settings.privateKey()).isEqualTo("p");
    assertThat(settings.majesticTimeout()).isEqualTo(Duration.ofMillis(2_500));
    assertThat(settings.table()).isEqualTo("links");
    assertThat(settings.ttl()).isEqualTo(Duration.ofHours(1));
    assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(61));
    assertThat(settings.pollFirst()).isEqualTo(Duration.ofSeconds(16));
    assertThat(settings.pollMax()).isEqualTo(Duration.ofMinutes(6));
    assertThat(settings.pollDeadline()).isEqualTo(Duration.ofHours(25));
    assertThat(settings.workerCalls()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void aBlankSettingCountsAsNotSet(String blank) {
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
  void whiteSpaceAroundASettingIsNotPartOfIt() {
    assertThat(Settings.from(Map.of("MAJESTIC_API_KEY", " key\n")).apiKey()).isEqualTo("key");
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
        "BACKLINKS_WORKER_CALLS | 101",
        "BACKLINKS_WORKER_CALLS | 03",
        "BACKLINKS_WORKER_CALLS | 3.5",
        "BACKLINKS_WORKER_CALLS | three",
        "BACKLINKS_WORKER_CALLS | 99999999999",
        "BACKLINKS_DAY_BUDGET_ANALYSIS | -1",
        "BACKLINKS_DAY_BUDGET_ANALYSIS | 5,000",
        "BACKLINKS_DAY_BUDGET_RETRIEVAL | 1e6",
        "BACKLINKS_MIN_REMAINING_ANALYSIS | much",
        "BACKLINKS_MIN_REMAINING_RETRIEVAL | 1000000000000000",
        "BACKLINKS_LOG_LEVEL | LOUD"
      })
  void refusesWhatItCannotReadInOneLineThatNamesTheSetting(String name, String value) {
    assertThatExceptionOfType(BadSettingException.class)
        .isThrownBy(() -> Settings.from(Map.of(name, value)))
        .withMessageStartingWith(name + " ")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n", "secret-word"));
  }

  @Test
  void nothingIsLimitedUnlessSaid() {
    assertThat(DEFAULTS.dayBudgetAnalysis()).isNull();
    assertThat(DEFAULTS.dayBudgetRetrieval()).isNull();
    assertThat(DEFAULTS.minRemainingAnalysis()).isNull();
    assertThat(DEFAULTS.minRemainingRetrieval()).isNull();
    assertThat(DEFAULTS.hasDayBudget()).isFalse();
  }

  @Test
  void readsTheLimits() {
    Settings settings =
        Settings.from(
            Map.of(
                "BACKLINKS_DAY_BUDGET_ANALYSIS", "150000",
                "BACKLINKS_DAY_BUDGET_RETRIEVAL", "0",
                "BACKLINKS_MIN_REMAINING_ANALYSIS", "7",
                "BACKLINKS_MIN_REMAINING_RETRIEVAL", "999999999999999"));
    assertThat(settings.dayBudgetAnalysis()).isEqualTo(150_000);
    assertThat(settings.dayBudgetRetrieval()).isZero();
    assertThat(settings.minRemainingAnalysis()).isEqualTo(7);
    assertThat(settings.minRemainingRetrieval()).isEqualTo(999_999_999_999_999L);
    assertThat(settings.hasDayBudget()).isTrue();
  }

  @Test
  void refusesHalfOfAnOpenAppsAccess() {
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
  @ValueSource(strings = {"PT0.0005S", "P25D"})
  void refusesATimeOutThatDoesNotFitTheMillisecondsOfAConnection(String value) {
    assertThatExceptionOfType(BadSettingException.class)
        .isThrownBy(() -> Settings.from(Map.of("MAJESTIC_TIMEOUT", value)))
        .withMessageStartingWith("MAJESTIC_TIMEOUT ");
  }

  @Test
  void neverShowsItsSecrets() {
    Settings settings =
        Settings.from(
            Map.of(
                "MAJESTIC_API_KEY", "hush-1",
                "MAJESTIC_ACCESS_TOKEN", "hush-2",
                "MAJESTIC_PRIVATE_KEY", "hush-3"));
    assertThat(settings.toString()).doesNotContain("hush").contains("backlinks");
  }
}
