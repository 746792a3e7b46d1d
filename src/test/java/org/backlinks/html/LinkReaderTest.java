package org.backlinks.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.question.Scope;
import org.junit.jupiter.api.Test;

class LinkReaderTest {
  private static LinkReader reader() throws IOException {
    return new LinkReader(
        PageFixture.of("https://www.example.org/", Set.of(Scope.values()))
            .withList(Scope.URL, SampleRows.usual(2_500), Map.of())
            .withList(Scope.ROOT_DOMAIN, SampleRows.usual(3), Map.of())
            .snapshot());
  }

  @Test
  void rowsOfAllListsAreNumberedInPayloadOrder() throws IOException {
    LinkReader reader = reader();
    assertThat(reader.totalRows()).isEqualTo(2_503);
    List<Link> all = reader.read(0, 10_000);
    assertThat(all).hasSize(2_503);
    assertThat(reader.read(2_499, 2)).isEqualTo(all.subList(2_499, 2_501));
    assertThat(all.get(2_500).scope()).isEqualTo("rootDomain");
    assertThat(LinkReader.link(reader.read(999))).isEqualTo(all.get(999));
    assertThat(LinkReader.link(reader.read(2_502))).isEqualTo(all.get(2_502));
    assertThat(reader.read(2_503, 5)).isEmpty();
  }

  @Test
  void linkThatWasSeenAfterItsLossIsNotDead() throws IOException {
    LinkReader reader =
        new LinkReader(
            PageFixture.of(
                    List.of(
                        Map.of("DateLost", "2019-03-01", "LastSeenDate", "2026-08-01"),
                        Map.of("DateLost", "2026-08-01", "LastSeenDate", "2019-03-01"),
                        Map.of("FlagDeleted", "1")))
                .snapshot());
    assertThat(reader.read(0, 3)).extracting(Link::isDead).containsExactly(false, true, true);
    assertThat(LinkRow.of(reader.read(0, 1).getFirst(), "", false).marks()).isEmpty();
  }

  @Test
  void unreadableCellIsUnknown() throws IOException {
    Map<String, String> row =
        Map.of(
            "SourceCitationFlow",
            "many",
            "FirstIndexedDate",
            "31/02/2017",
            "FlagNoFollow",
            "maybe",
            "FlagImages",
            "true",
            "SourceLanguage",
            "en");
    Link link = LinkReader.link(new LinkReader(PageFixture.of(List.of(row)).snapshot()).read(0));
    assertThat(link.citationFlow()).isNull();
    assertThat(link.firstIndexed()).isNull();
    assertThat(link.marks()).containsExactly("image");
    assertThat(link.language()).isEqualTo("en");
    assertThat(link.sourceUrl()).isNull();
  }
}
