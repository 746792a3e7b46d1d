package org.backlinks.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.TableFixture;
import org.junit.jupiter.api.Test;

class DomainFactsTest {
  private final DomainFacts facts = new DomainFacts();
  private final FacetCounter countries = new FacetCounter();
  private final FacetCounter networks = new FacetCounter();

  private int[] numbersOf(long base, String... ids) throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (String id : ids) {
      rows.add(Map.of("DomainID", id));
    }
    Chunk chunk = TableFixture.chunkOf(rows);
    return facts.numbersOf(chunk.columns().getFirst(), base);
  }

  private void addDomain(String id, String country, String ip, String subnet) throws IOException {
    Map<String, String> row =
        Map.of("DomainID", id, "CountryCode", country, "IP", ip, "SubNet", subnet);
    facts.add(TableFixture.chunkOf(List.of(row)), 0);
  }

  @Test
  void equalIdsHaveEqualNumbersInAllChunks() throws IOException {
    assertThat(numbersOf(0, "17", "8")).containsExactly(0, 1);
    assertThat(numbersOf(7, "1", "10", "2")).containsExactly(1, 0, 2);
  }

  @Test
  void textThatIsNoIdIsUnknown() throws IOException {
    assertThat(numbersOf(1, "-1", "x", "0"))
        .containsExactly(DomainFacts.UNKNOWN, DomainFacts.UNKNOWN, 0);
  }

  @Test
  void firstKnownFactsOfADomainAreCounted() throws IOException {
    int number = numbersOf(0, "5")[0];
    addDomain("5", "", "no address", "no network");
    addDomain("5", "US", "", "192.0.2");
    addDomain("5", "DE", "198.51.100.1", "");
    facts.count(number, 3, 0, countries, networks);
    assertThat(countries.values()).containsExactly(new FacetValue("US", 3, 1));
    assertThat(networks.values()).containsExactly(new FacetValue("192.0.2.0/24", 3, 1));
  }

  @Test
  void domainWithoutFactsIsNotCounted() throws IOException {
    facts.count(numbersOf(0, "5")[0], 3, 0, countries, networks);
    assertThat(countries.values()).isEmpty();
    assertThat(networks.values()).isEmpty();
  }
}
