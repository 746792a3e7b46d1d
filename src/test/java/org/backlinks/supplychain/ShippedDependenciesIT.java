package org.backlinks.supplychain;

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

/** Compares the shipped dependencies with the reviewed list: each jar, its hash and its licence. */
class ShippedDependenciesIT {
  private static final Path BILL_OF_MATERIALS = Path.of("target/backlinks.cdx.json");
  private static final Path REVIEWED_DEPENDENCIES =
      Path.of("src/test/resources/supply/shipped.txt");
  private static final Path FUNCTION_ZIP = Path.of("target/function.zip");

  /**
   * Licences that allow every use of the program without a change. A dependency needs at least one
   * of them.
   */
  private static final Set<String> ALLOWED_LICENCES =
      Set.of("Apache-2.0", "BSD-2-Clause", "EPL-2.0", "MIT", "MIT-0");

  /** A dependency for editors, which Quarkus does not package. */
  private static final String UNPACKAGED_PREFIX = "io.quarkus:quarkus-ide-launcher:";

  private static List<Dependency> dependencies = List.of();

  @BeforeAll
  static void readBillOfMaterials() throws IOException {
    if (System.getenv("CI") == null) {
      // an offline build writes no bill of materials, and an older one does not match the pom
      assumeThat(BILL_OF_MATERIALS).exists();
      assumeThat(Files.getLastModifiedTime(BILL_OF_MATERIALS))
          .isGreaterThan(Files.getLastModifiedTime(Path.of("pom.xml")));
    }
    dependencies = Dependency.from(BILL_OF_MATERIALS);
    if (System.getProperty("shipped", "").equals("write")) {
      Files.write(
          REVIEWED_DEPENDENCIES, dependencies.stream().map(Dependency::reviewLine).toList());
    }
  }

  @Test
  void dependenciesHaveReviewedVersionsAndHashes() throws IOException {
    assertThat(dependencies.stream().map(Dependency::reviewLine))
        .as(
            "review each change, then run ./mvnw verify -DskipUnitTests=true"
                + " -Dit.test=ShippedDependenciesIT -Dshipped=write")
        .containsExactlyElementsOf(Files.readAllLines(REVIEWED_DEPENDENCIES));
  }

  @Test
  void dependenciesHaveAllowedLicences() {
    assertThat(dependencies)
        .isNotEmpty()
        .allSatisfy(dependency ->
            assertThat(dependency.licences())
                .as(dependency.coordinates())
                .containsAnyElementsOf(ALLOWED_LICENCES));
  }

  @Test
  void billOfMaterialsMatchesJarsOfZip() throws IOException {
    try (ZipFile zip = new ZipFile(FUNCTION_ZIP.toFile())) {
      assumeThat(zip.getEntry("bootstrap")).as("an executable has no jars").isNull();
      List<String> packaged =
          zip.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.endsWith(".jar"))
              .map(name -> name.substring(name.lastIndexOf('/') + 1))
              // Quarkus replaced some classes of this jar
              .map(name -> name.replaceFirst("^modified-", ""))
              .toList();

      assertThat(
              dependencies.stream()
                  .filter(dependency -> !dependency.coordinates().startsWith(UNPACKAGED_PREFIX)))
          .extracting(Dependency::jarName)
          .containsExactlyInAnyOrderElementsOf(packaged);
    }
  }
}
