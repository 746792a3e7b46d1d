package org.backlinks.mutants;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The program with one guard or rule in its source left out.
 *
 * @param description what is left out
 * @param file the source file, below {@code org/backlinks}
 * @param original a text that the file contains exactly once
 * @param replacement the text that stands there in the mutant
 */
public record SourceMutant(String description, String file, String original, String replacement) {
  private static final Path SOURCES = Path.of("src/main/java/org/backlinks");
  private static final Path LISTS = Path.of("src/test/resources/org/backlinks");

  /**
   * Reads a list of mutants. Each has a paragraph of four lines: its description, file, original
   * and replacement. An empty replacement has no line. A new line in a text is written {@code \n}.
   *
   * @param list the file, below {@code org/backlinks} of the test resources
   */
  public static List<SourceMutant> readAll(String list) throws IOException {
    List<SourceMutant> mutants = new ArrayList<>();
    for (String entry : Files.readString(LISTS.resolve(list)).split("\n\n")) {
      List<String> lines =
          entry
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.replace("\\n", "\n"))
              .toList();
      if (!lines.isEmpty()) {
        String replacement = lines.size() > 3 ? lines.get(3) : "";
        mutants.add(new SourceMutant(lines.get(0), lines.get(1), lines.get(2), replacement));
      }
    }
    return mutants;
  }

  /**
   * Returns the mutated source.
   *
   * @throws IllegalStateException when the file does not contain the original exactly once
   */
  public String source() throws IOException {
    String source = Files.readString(SOURCES.resolve(file));
    int position = source.indexOf(original);
    if (position < 0 || source.indexOf(original, position + 1) >= 0) {
      throw new IllegalStateException(file + " must contain this exactly once: " + original);
    }
    return source.replace(original, replacement);
  }

  /** Returns a loader of the mutated program. It compiles the mutated class. */
  public MutantClassLoader compile() throws IOException {
    Path classes = Files.createTempDirectory(Path.of("target"), "mutant");
    String text = source();
    JavaFileObject unit =
        new SimpleJavaFileObject(
            URI.create("string:///org/backlinks/" + file), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoresEncodingErrors) {
            return text;
          }
        };
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of(
            "-d",
            classes.toString(),
            "-proc:none",
            "-nowarn",
            "-parameters",
            "-classpath",
            System.getProperty("java.class.path"));
    if (!compiler.getTask(null, null, null, options, null, List.of(unit)).call()) {
      throw new IllegalStateException("the mutant of " + file + " can't be compiled");
    }
    return new MutantClassLoader(classes);
  }
}
