package org.backlinks.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.TableFixture;
import org.junit.jupiter.api.Test;

class DomainLinkCounterTest {
  private final DomainIds domainIds = new DomainIds();
  private final DomainFacts facts = new DomainFacts();
  private final DomainLinkCounter counter = new DomainLinkCounter(domainIds);

  /** Counts a link from each of these hosts. Each has the id of a domain after its name. */
  private void addLinks(String... hostsAndIds) throws IOException {
    List<Map<String, String>> rows =
        Arrays.stream(hostsAndIds)
            .map(text -> text.split(" "))
            .map(words -> Map.of("SourceURL", "http://" + words[0] + "/", "DomainID", words[1]))
            .toList();
    Chunk chunk = TableFixture.chunkOf(rows);
    UrlCells urls = new UrlCells(domainIds);
    urls.startChunk(chunk);
    RowSelection all = new RowSelection(rows.size());
    for (int row = 0; row < rows.size(); row++) {
      all.add(row, urls.domain(row));
    }
    counter.count(all);
    Chunk.Column ids = Objects.requireNonNull(chunk.findColumn("DomainID"));
    counter.countById(ids, facts.numbersOf(ids, 0), all);
  }

  @Test
  void linksOfDomainsAreCountedOverAllChunks() throws IOException {
    addLinks("www.a.example 1", "b.example 2", "a.example 1");
    addLinks("b.test 3", "a.example 1");
    assertThat(counter.domainCount()).isEqualTo(3);
    assertThat(counter.toFacet())
        .isEqualTo(
            new Facet(
                5,
                List.of(
                    new FacetValue("a.example", 3, 1),
                    new FacetValue("b.example", 1, 1),
                    new FacetValue("b.test", 1, 1)),
                new OtherValues(0, 0)));
    assertThat(counter.topLevelDomains())
        .isEqualTo(
            new Facet(
                5,
                List.of(new FacetValue("example", 4, 2), new FacetValue("test", 1, 1)),
                new OtherValues(0, 0)));
  }

  @Test
  void facetsAreAbsentWithoutDomains() throws IOException {
    addLinks(" 1", " 2");
    assertThat(counter.domainCount()).isZero();
    assertThat(counter.toFacet()).isNull();
    assertThat(counter.topLevelDomains()).isNull();
  }

  @Test
  void linksAreCountedByTheFactsOfTheirDomainIds() throws IOException {
    addLinks("a.example 1", "b.example 1", "a.example 2", "a.example x", "a.example -1");
    facts.add(
        TableFixture.chunkOf(
            List.of(
                Map.of("DomainID", "1", "CountryCode", "FR"),
                Map.of("DomainID", "2", "IP", "192.0.2.7"))),
        0);
    FacetCounter countries = new FacetCounter();
    FacetCounter networks = new FacetCounter();
    counter.countFacts(facts, countries, networks);
    assertThat(countries.values()).containsExactly(new FacetValue("FR", 2, 2));
    assertThat(networks.values()).containsExactly(new FacetValue("192.0.2.0/24", 1, 1));
  }
}
