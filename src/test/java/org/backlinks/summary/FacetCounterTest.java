package org.backlinks.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.TableFixture;
import org.junit.jupiter.api.Test;

class FacetCounterTest {
  private static final int NO_DOMAIN = -1;

  private final FacetCounter counter = new FacetCounter();

  /** Counts a chunk whose rows have these values, all of one domain. */
  private void addChunk(int domain, String... values) throws IOException {
    List<Map<String, String>> rows =
        Arrays.stream(values).map(value -> Map.of("Value", value)).toList();
    Chunk chunk = TableFixture.chunkOf(rows);
    RowSelection all = new RowSelection(values.length);
    for (int row = 0; row < values.length; row++) {
      all.add(row, domain);
    }
    counter.count(chunk.findColumn("Value"), all);
  }

  @Test
  void linksAndDomainsAreCountedOverAllChunks() throws IOException {
    addChunk(0, "x", "y", "x");
    addChunk(1, "z", "x");
    addChunk(0, "y");
    assertThat(counter.toFacet())
        .isEqualTo(
            new Facet(
                6,
                List.of(
                    new FacetValue("x", 3, 2),
                    new FacetValue("y", 2, 1),
                    new FacetValue("z", 1, 1)),
                new OtherValues(0, 0)));
  }

  @Test
  void facetIsAbsentWhenNoValueIsKnown() throws IOException {
    addChunk(0, "", "");
    RowSelection row = new RowSelection(1);
    row.add(0, 0);
    counter.count(null, row);
    assertThat(counter.toFacet()).isNull();
  }

  @Test
  void linkWithoutDomainCountsNoDomain() throws IOException {
    addChunk(NO_DOMAIN, "x", "x");
    assertThat(counter.values()).containsExactly(new FacetValue("x", 2, 0));
    addChunk(0, "x");
    assertThat(counter.values()).containsExactly(new FacetValue("x", 3, 1));
  }

  @Test
  void valuesBeyondTheMaximumAreOthers() throws IOException {
    String[] values = new String[Facet.MAX_VALUES + 2];
    Arrays.setAll(values, i -> "v" + (100 + i));
    addChunk(0, values);
    addChunk(0, values[0], values[Facet.MAX_VALUES + 1]);
    Facet facet = counter.toFacet();
    assertThat(facet).isNotNull();
    assertThat(facet.known()).isEqualTo(Facet.MAX_VALUES + 4);
    assertThat(facet.values())
        .hasSize(Facet.MAX_VALUES)
        .startsWith(new FacetValue("v100", 2, 1), new FacetValue("v151", 2, 1))
        .endsWith(new FacetValue("v148", 1, 1));
    assertThat(facet.others()).isEqualTo(new OtherValues(2, 2));
  }

  @Test
  void linksAreCountedWhenTheirValueIsNoCell() throws IOException {
    addChunk(0, "US");
    byte[] text = "-US-".getBytes(StandardCharsets.UTF_8);
    counter.add(text, 1, 3, 4, 1);
    assertThat(counter.values()).containsExactly(new FacetValue("US", 5, 2));
  }

  @Test
  void clusterHasOnlyValuesOfEnoughDomains() throws IOException {
    addChunk(0, "x", "y", "lonely", "lonely", "lonely");
    addChunk(1, "x", "x");
    addChunk(2, "y");
    assertThat(counter.clusterOf(2)).isEqualTo(new FacetCounter.Cluster(5, 3, List.of("x", "y")));
    assertThat(counter.clusterOf(3)).isEqualTo(new FacetCounter.Cluster(0, 0, List.of()));
  }
}
