package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.majestic.GetIndexItemInfo;
import org.backlinks.majestic.LinkCommand;
import org.backlinks.question.Command;
import org.backlinks.question.Index;
import org.backlinks.question.IndexItem;
import org.backlinks.question.IndexItem.Status;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.question.Target;
import org.backlinks.report.ExactPrice.CountedItem;
import org.backlinks.units.PartialUnits;
import org.backlinks.units.Price;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactPriceRuleTest {
  private static final Price PRICE = new Price(5_000, 20_000);
  private static final String TARGET = "http://www.example.com/";

  @ParameterizedTest
  @CsvSource({"URL, 7", "SUBDOMAIN, 40", "ROOT_DOMAIN, 100"})
  void costOfOneScopeIsThatOfItsItem(Scope scope, long rows) {
    Map<String, Long> counts =
        Map.of("http://www.example.com/", 7L, "www.example.com", 40L, "example.com", 500L);
    for (LinkCommand command : LinkCommand.values()) {
      assertThat(cost(question(TARGET, Set.of(scope), 100), command, counts))
          .isEqualTo(new PartialUnits(5_000L, rows));
    }
  }

  @Test
  void costIsSumOverAllLists() {
    Map<String, Long> counts =
        Map.of("http://www.example.com/", 7L, "www.example.com", 40L, "example.com", 500L);
    Question question = question(TARGET, EnumSet.allOf(Scope.class), 100);
    for (LinkCommand command : LinkCommand.values()) {
      assertThat(cost(question, command, counts)).isEqualTo(new PartialUnits(15_000L, 147L));
    }
  }

  @Test
  void scopesThatShareItemAreOneListOfSuccessorOnly() {
    Map<String, Long> counts = Map.of("http://example.com/", 7L, "example.com", 40L);
    Question question = question("http://example.com/", EnumSet.allOf(Scope.class), 100);
    assertThat(cost(question, LinkCommand.GET_TOP_BACK_LINKS, counts))
        .isEqualTo(new PartialUnits(15_000L, 87L));
    assertThat(cost(question, LinkCommand.GET_BACK_LINK_DATA, counts))
        .isEqualTo(new PartialUnits(10_000L, 47L));
  }

  @ParameterizedTest
  @CsvSource({"100, 100", "30000, 20000", "19999, 19999"})
  void rowsAreLimitedByRequestAndPlan(int maxBacklinks, long rows) {
    assertThat(
            cost(
                question(TARGET, Set.of(Scope.URL), maxBacklinks),
                LinkCommand.GET_TOP_BACK_LINKS,
                Map.of(TARGET, 1L << 40)))
        .isEqualTo(new PartialUnits(5_000L, rows));
  }

  @ParameterizedTest
  @CsvSource({
    "FOUND, 3, 5000, 3",
    "FOUND, 0, 5000, 0",
    "FOUND, , 5000, ",
    "NOT_FOUND, 0, 5000, 0",
    "NOT_FOUND, , 5000, 0",
    "MAY_EXIST, 3, , ",
    "MAY_EXIST, , , ",
    ", 3, , "
  })
  void unknownCountMakesCostUnknown(
      @Nullable Status status,
      @Nullable Long backlinks,
      @Nullable Long analysis,
      @Nullable Long retrieval) {
    IndexItem item = new IndexItem(TARGET, status, backlinks, null, null, null, null, null);
    for (LinkCommand command : LinkCommand.values()) {
      ExactPriceRule rule =
          new ExactPriceRule(question(TARGET, Set.of(Scope.URL), 100), command, PRICE);
      assertThat(rule.maxCost(List.of(new CountedItem(List.of(Scope.URL), item))))
          .isEqualTo(new PartialUnits(analysis, retrieval));
    }
  }

  @Test
  void oneUncertainItemMakesWholeCostUnknown() {
    IndexItem uncertain =
        new IndexItem("example.com", Status.MAY_EXIST, 3L, null, null, null, null, null);
    ExactPriceRule rule =
        new ExactPriceRule(
            question(TARGET, EnumSet.of(Scope.URL, Scope.ROOT_DOMAIN), 100),
            LinkCommand.GET_TOP_BACK_LINKS,
            PRICE);
    assertThat(
            rule.maxCost(
                List.of(
                    new CountedItem(List.of(Scope.URL), found(TARGET, 3L)),
                    new CountedItem(List.of(Scope.ROOT_DOMAIN), uncertain))))
        .isEqualTo(PartialUnits.NONE);
  }

  @ParameterizedTest
  @CsvSource({"7000, 7000", "0, 5000", "1000000001, 5000"})
  void analysisOfFirstCommandIsPriceOfItem(long itemPrice, long analysis) {
    IndexItem item = new IndexItem(TARGET, Status.FOUND, 1L, null, null, null, null, itemPrice);
    Question question = question(TARGET, Set.of(Scope.URL), 100);
    List<CountedItem> items = List.of(new CountedItem(List.of(Scope.URL), item));
    assertThat(new ExactPriceRule(question, LinkCommand.GET_TOP_BACK_LINKS, PRICE).maxCost(items))
        .isEqualTo(new PartialUnits(analysis, 1L));
    assertThat(new ExactPriceRule(question, LinkCommand.GET_BACK_LINK_DATA, PRICE).maxCost(items))
        .isEqualTo(new PartialUnits(5_000L, 1L));
  }

  @Test
  void rowsAreUnknownWhenDeletedLinksAreAskedFor() {
    Question question =
        new Question(
            Target.of(TARGET),
            Set.of(Scope.URL),
            Index.FRESH,
            100,
            null,
            false,
            Command.AUTO,
            true);
    ExactPriceRule rule = new ExactPriceRule(question, LinkCommand.GET_BACK_LINK_DATA, PRICE);
    assertThat(rule.maxCost(List.of(new CountedItem(List.of(Scope.URL), found(TARGET, 9L)))))
        .isEqualTo(new PartialUnits(5_000L, null));
  }

  private static PartialUnits cost(
      Question question, LinkCommand command, Map<String, Long> counts) {
    List<CountedItem> items =
        GetIndexItemInfo.itemsOf(question).entrySet().stream()
            .map(item ->
                new CountedItem(item.getValue(), found(item.getKey(), counts.get(item.getKey()))))
            .toList();
    return new ExactPriceRule(question, command, PRICE).maxCost(items);
  }

  private static IndexItem found(String item, @Nullable Long backlinks) {
    return new IndexItem(item, Status.FOUND, backlinks, null, null, null, null, null);
  }

  private static Question question(String target, Set<Scope> scopes, int maxBacklinks) {
    return new Question(
        Target.of(target), scopes, Index.FRESH, maxBacklinks, null, false, Command.AUTO, false);
  }
}
