package org.backlinks.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What ships is what was looked at: each jar, its bytes and its licence. */
class ShippedIT {
  private static final Path BILL = Path.of("target/backlinks.cdx.json");
  private static final Path KEPT = Path.of("src/test/resources/supply/shipped.txt");
  private static final Path ZIP = Path.of("target/function.zip");

  /** Those that let the program be used, changed and sold as it is; a part with several has one. */
  private static final Set<String> LICENCES =
      Set.of("Apache-2.0", "BSD-2-Clause", "EPL-2.0", "MIT", "MIT-0");

  /** Serves an editor while one writes code: Quarkus leaves it out of what it packages. */
  private static final String NOT_PACKAGED = "io.quarkus:quarkus-ide-launcher:";

  private static List<Part> parts = List.of();

  @BeforeAll
  static void readTheBill() throws IOException {
    if (System.getenv("CI") == null) {
      // mvnw -o makes no bill: one of another pom says nothing
      assumeThat(BILL).exists();
      assumeThat(Files.getLastModifiedTime(BILL))
          .isGreaterThan(Files.getLastModifiedTime(Path.of("pom.xml")));
    }
    parts = Part.of(BILL);
    if (System.getProperty("shipped", "").equals("write")) {
      Files.write(KEPT, parts.stream().map(Part::line).toList());
    }
  }

  @Test
  void eachDependencyIsTheVersionAndTheBytesThatWereLookedAt() throws IOException {
    assertThat(parts.stream().map(Part::line))
        .as("after a look at each change: ./mvnw verify -Dit.test=ShippedIT -Dshipped=write")
        .containsExactlyElementsOf(Files.readAllLines(KEPT));
  }

  @Test
  void eachDependencyHasALicenceThatIsAllowed() {
    assertThat(parts)
        .isNotEmpty()
        .allSatisfy(
            part -> assertThat(part.licences()).as(part.name()).containsAnyElementsOf(LICENCES));
  }

  @Test
  void theBillNamesExactlyTheJarsOfTheZip() throws IOException {
    try (ZipFile zip = new ZipFile(ZIP.toFile())) {
      assumeThat(zip.getEntry("bootstrap")).as("an executable has no jars").isNull();
      List<String> packaged =
          zip.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.endsWith(".jar"))
              .map(name -> name.substring(name.lastIndexOf('/') + 1))
              // a jar that Quarkus took classes from, to put its own in their place
              .map(name -> name.replaceFirst("^modified-", ""))
              .toList();

      assertThat(parts.stream().filter(part -> !part.name().startsWith(NOT_PACKAGED)))
          .extracting(Part::jar)
          .containsExactlyInAnyOrderElementsOf(packaged);
    }
  }
}
