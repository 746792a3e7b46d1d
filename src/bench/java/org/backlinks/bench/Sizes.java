package org.backlinks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is deployed. */
final class Sizes implements Main.Part {
  private static final double MILLION = 1e6;

  @Override
  public List<Result> run() throws IOException {
    return List.of(
        Result.beside(
            "size of the zip",
            Files.size(Path.of("target", "function.zip")) / MILLION,
            "MB",
            Files.size(Places.FLOOR.resolveSibling("function.zip")) / MILLION));
  }
}
