package org.backlinks.supply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * One dependency of the program, from the bill of materials.
 *
 * @param name group, artifact and version, with colons between
 * @param sha256 of the jar that was compiled in
 * @param licences each of which its users may choose
 */
record Part(String name, String sha256, List<String> licences) implements Comparable<Part> {
  static List<Part> of(Path bill) throws IOException {
    JsonNode components = new ObjectMapper().readTree(bill.toFile()).path("components");
    return StreamSupport.stream(components.spliterator(), false).map(Part::of).sorted().toList();
  }

  private static Part of(JsonNode component) {
    return new Part(
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
            .map(Part::licence)
            .sorted()
            .toList());
  }

  private static String licence(JsonNode named) {
    JsonNode licence = named.path("license");
    return licence
        .path("id")
        .asText(licence.path("name").asText(named.path("expression").asText()));
  }

  /** The name of its jar in the packaged program. */
  String jar() {
    int version = name.lastIndexOf(':');
    return name.substring(0, version).replace(':', '.')
        + "-"
        + name.substring(version + 1)
        + ".jar";
  }

  /** Its line in the list that is kept. */
  String line() {
    return name + " " + sha256 + " " + String.join(" | ", licences);
  }

  @Override
  public int compareTo(Part other) {
    return name.compareTo(other.name);
  }
}
