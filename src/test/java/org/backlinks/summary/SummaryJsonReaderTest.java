package org.backlinks.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.backlinks.question.Scope;
import org.junit.jupiter.api.Test;

class SummaryJsonReaderTest {
  private static final String COUNTS =
      "'of':{'returned':0,'complete':false},'rows':0,'dead':0,'sourceUrls':0,'domains':0";

  /** Reads the summary of a list with these members. */
  private static ListSummary read(String members) throws IOException {
    String json = ("{'lists':[{" + members + "}]}").replace('\'', '"');
    return SummaryJsonReader.read(new ObjectMapper().readTree(json)).lists().getFirst();
  }

  @Test
  void absentMembersAreUnknown() throws IOException {
    assertThat(read("'scope':'url'," + COUNTS)).isEqualTo(SummaryFixture.EMPTY);
  }

  @Test
  void countsAreRead() throws IOException {
    ListSummary list =
        read(
            "'scope':'subdomain','of':{'returned':13,'totalBacklinks':2812912800,'complete':true},"
                + "'rows':11,'dead':2,'sourceUrls':10,'domains':9,"
                + "'follow':{'known':8,'follow':7,'nofollow':1},"
                + "'tlds':{'known':6,'values':[{'value':'uk','links':5,'domains':4}],"
                + "'others':{'values':1,'links':3}}");
    assertThat(list.scope()).isEqualTo(Scope.SUBDOMAIN);
    assertThat(list.of()).isEqualTo(new ListCoverage(13, 2_812_912_800L, true));
    assertThat(list)
        .extracting(
            ListSummary::rows, ListSummary::dead, ListSummary::sourceUrls, ListSummary::domains)
        .containsExactly(11, 2, 10, 9);
    assertThat(list.follow()).isEqualTo(new FollowCounts(8, 7, 1));
    assertThat(list.tlds())
        .isEqualTo(new Facet(6, List.of(new FacetValue("uk", 5, 4)), new OtherValues(1, 3)));
  }

  @Test
  void absentArraysAreEmpty() throws IOException {
    ListSummary list =
        read(
            "'scope':'url',"
                + COUNTS
                + ",'lost':{'known':1,'months':[{'month':'2025-06','links':1}]},"
                + "'signals':[{'signal':'manyOutlinks','links':3,'domains':2}]");
    assertThat(list.lost())
        .isEqualTo(new LossCounts(1, List.of(), List.of(new MonthCount(YearMonth.of(2025, 6), 1))));
    assertThat(list.signals())
        .containsExactly(new LinkSignal(SignalKind.MANY_OUTLINKS, 3, 2, List.of()));
  }

  @Test
  void memberOfALaterVersionIsIgnored() throws IOException {
    assertThat(read("'scope':'url','later':{'known':1}," + COUNTS)).isEqualTo(SummaryFixture.EMPTY);
  }

  @Test
  void unknownNameIsRefused() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> read("'scope':'page'," + COUNTS))
        .withMessageContaining("page");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> read("'scope':'url','signals':[{'signal':'spam'}]," + COUNTS))
        .withMessageContaining("spam");
    assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> read(COUNTS));
  }

  @Test
  void textThatIsNoMonthIsRefused() {
    assertThatExceptionOfType(DateTimeParseException.class)
        .isThrownBy(() -> read("'scope':'url','firstIndexed':{'months':[{'month':'2025-13'}]}"));
  }
}
