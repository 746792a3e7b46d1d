package org.backlinks.supplychain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * One dependency of the program, from the bill of materials.
 *
 * @param coordinates group, artifact and version, separated by colons
 * @param sha256 the SHA-256 of its jar
 * @param licences the licences of which a user can choose one
 */
record Dependency(String coordinates, String sha256, List<String> licences)
    implements Comparable<Dependency> {
  static List<Dependency> from(Path file) throws IOException {
    JsonNode components = new ObjectMapper().readTree(file.toFile()).path("components");
    return StreamSupport.stream(components.spliterator(), false)
        .map(Dependency::from)
        .sorted()
        .toList();
  }

  private static Dependency from(JsonNode component) {
    return new Dependency(
        String.join(
            ":",
            component.path("group").asText(),
            component.path("name").asText(),
            component.path("version").asText()),
        StreamSupport.stream(component.path("hashes").spliterator(), false)
            .filter(hash -> hash.path("alg").asText().equals("SHA-256"))
            .map(hash -> hash.path("content").asText())
            .findFirst()
            .orElse("unknown"),
        StreamSupport.stream(component.path("licenses").spliterator(), false)
            .map(Dependency::licenceName)
            .sorted()
            .toList());
  }

  private static String licenceName(JsonNode licenceChoice) {
    JsonNode licence = licenceChoice.path("license");
    return licence
        .path("id")
        .asText(licence.path("name").asText(licenceChoice.path("expression").asText()));
  }

  /** Returns the name of its jar in the packaged program. */
  String jarName() {
    int version = coordinates.lastIndexOf(':');
    return coordinates.substring(0, version).replace(':', '.')
        + "-"
        + coordinates.substring(version + 1)
        + ".jar";
  }

  /** Returns its line in the list of reviewed dependencies. */
  String reviewLine() {
    return coordinates + " " + sha256 + " " + String.join(" | ", licences);
  }

  @Override
  public int compareTo(Dependency other) {
    return coordinates.compareTo(other.coordinates);
  }
}
