package org.backlinks.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.backlinks.question.IndexItem;
import org.backlinks.question.IndexItem.Status;
import org.backlinks.question.Scope;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Estimate;
import org.backlinks.report.ExactPrice;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.ReportId;
import org.backlinks.report.UsageSummary;
import org.backlinks.units.PartialUnits;
import org.backlinks.units.RemainingUnits;
import org.backlinks.units.Units;
import org.junit.jupiter.api.Test;

class CostJsonTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  @Test
  void estimateHasOnlyCostWhenNothingElseIsKnown() throws IOException {
    Estimate estimate = new Estimate(new Units(5_000, 100), null, RemainingUnits.UNKNOWN, null);
    assertThat(text(CostJson.renderEstimate(estimate)))
        .isEqualTo("{\"cost\":{\"analysis\":5000,\"retrieval\":100},\"allowed\":true}");
  }

  @Test
  void estimateNamesReusableReportAndRemainingUnits() throws IOException {
    ReportId id = new ReportId("0123456789abcdef0123456789abcdef");
    Estimate.ReusableReport reusable =
        new Estimate.ReusableReport(id, Instant.parse("2026-11-23T10:00:00.5Z"), null);
    Estimate estimate =
        new Estimate(new Units(5_000, 100), reusable, new RemainingUnits(1L, null, 0L), null);
    assertThat(text(CostJson.renderEstimate(estimate)))
        .isEqualTo(
            "{\"cost\":{\"analysis\":5000,\"retrieval\":100},"
                + "\"reusable\":{\"id\":\"0123456789abcdef0123456789abcdef\","
                + "\"readyAt\":\"2026-11-23T10:00:00Z\"},"
                + "\"remaining\":{\"analysis\":1,\"standardReports\":0},\"allowed\":true}");
  }

  @Test
  void estimateSaysWhetherIndexIsTheSame() throws IOException {
    ReportId id = new ReportId("0123456789abcdef0123456789abcdef");
    for (boolean isSame : List.of(true, false)) {
      Estimate.ReusableReport reusable =
          new Estimate.ReusableReport(id, Instant.parse("2026-11-23T10:00:00Z"), isSame);
      Estimate estimate = new Estimate(Units.ZERO, reusable, RemainingUnits.UNKNOWN, null);
      assertThat(text(CostJson.renderEstimate(estimate)))
          .contains("\"readyAt\":\"2026-11-23T10:00:00Z\",\"sameIndex\":%s}".formatted(isSame));
    }
  }

  @Test
  void refusedEstimateContainsProblem() throws IOException {
    Problem refusal =
        new Problem(Kind.BUDGET_EXCEEDED, "No room.", List.of(), Duration.ofSeconds(61));
    Estimate estimate = new Estimate(Units.ZERO, null, RemainingUnits.UNKNOWN, refusal);
    assertThat(text(CostJson.renderEstimate(estimate)))
        .endsWith(
            "\"allowed\":false,\"refusal\":{\"type\":\"/problems/budget-exceeded\","
                + "\"title\":\"Budget exceeded\",\"status\":429,\"detail\":\"No room.\","
                + "\"retryable\":true,\"retryAfter\":61}}");
  }

  @Test
  void exactPriceHasKnownValuesOnly() throws IOException {
    IndexItem known =
        new IndexItem(
            "http://a.example/", Status.FOUND, 7L, 3L, 0L, 5L, LocalDate.of(2026, 11, 22), 5_000L);
    ExactPrice exact =
        new ExactPrice.Counted(
            new PartialUnits(10_000L, null),
            2,
            List.of(
                new ExactPrice.CountedItem(List.of(Scope.URL), known),
                new ExactPrice.CountedItem(
                    List.of(Scope.SUBDOMAIN, Scope.ROOT_DOMAIN), IndexItem.unknown("a.example"))));
    Estimate estimate =
        new Estimate(Units.ZERO, null, RemainingUnits.UNKNOWN, null).withExact(exact);
    assertThat(text(CostJson.renderEstimate(estimate)))
        .endsWith(
            "\"allowed\":true,\"exact\":{\"analysis\":10000,\"indexItems\":2,\"items\":["
                + "{\"scopes\":[\"url\"],\"item\":\"http://a.example/\",\"status\":\"found\","
                + "\"backlinks\":7,\"refDomains\":3,\"citationFlow\":0,\"trustFlow\":5,"
                + "\"lastCrawled\":\"2026-11-22\"},"
                + "{\"scopes\":[\"subdomain\",\"rootDomain\"],\"item\":\"a.example\"}]}}");
  }

  @Test
  void problemReplacesExactPrice() throws IOException {
    Problem problem = Problem.of(Kind.UPSTREAM_REFUSED, "No.");
    Estimate estimate =
        new Estimate(Units.ZERO, null, RemainingUnits.UNKNOWN, null)
            .withExact(new ExactPrice.Unavailable(problem));
    assertThat(text(CostJson.renderEstimate(estimate)))
        .endsWith(
            "\"allowed\":true,\"exactProblem\":{\"type\":\"/problems/upstream-refused\","
                + "\"title\":\"Refused by upstream\",\"status\":502,\"detail\":\"No.\","
                + "\"retryable\":false}}");
  }

  @Test
  void usageListsNewestDayFirstAndActiveLimitsOnly() throws IOException {
    UsageSummary summary =
        new UsageSummary(
            new RemainingUnits(9L, 8L, null, 7L),
            new PartialUnits(150_000L, null),
            1_000,
            PartialUnits.NONE,
            20_000,
            List.of(
                new DailySpend(TODAY, new Units(10_000, 7), 2, 5),
                DailySpend.zero(TODAY.minusDays(1))));
    assertThat(text(CostJson.renderUsage(summary)))
        .isEqualTo(
            "{\"remaining\":{\"analysis\":9,\"retrieval\":8,\"indexItems\":7},"
                + "\"limits\":{\"dayBudget\":{\"analysis\":150000,\"indexItems\":1000},"
                + "\"maxBacklinks\":20000},"
                + "\"today\":{\"date\":\"2026-11-23\",\"analysis\":10000,\"retrieval\":7,"
                + "\"calls\":2,\"indexItems\":5},"
                + "\"days\":[{\"date\":\"2026-11-23\",\"analysis\":10000,\"retrieval\":7,"
                + "\"calls\":2,\"indexItems\":5},{\"date\":\"2026-11-22\",\"analysis\":0,"
                + "\"retrieval\":0,\"calls\":0,\"indexItems\":0}]}");
  }

  private static String text(ResponseBuffer buffer) {
    return new String(buffer.toByteArray(), UTF_8);
  }
}
