package org.backlinks.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The program with one guard in its source left out. {@code guards.txt} has the guards.
 *
 * @param description what the guard is for
 * @param file the source file, below {@code org/backlinks}
 * @param original a text that the file contains exactly once
 * @param replacement the text without the guard
 */
record SourceMutant(String description, String file, String original, String replacement)
    implements Mutant {
  private static final Path SOURCES = Path.of("src/main/java/org/backlinks");
  private static final Path GUARDS =
      Path.of("src/test/resources/org/backlinks/simulation/guards.txt");

  /** Returns every mutant of the list. */
  static List<SourceMutant> all() throws IOException {
    List<SourceMutant> mutants = new ArrayList<>();
    for (String entry : Files.readString(GUARDS).split("\n\n")) {
      List<String> lines = entry.lines().filter(line -> !line.startsWith("#")).toList();
      if (!lines.isEmpty()) {
        mutants.add(
            new SourceMutant(
                lines.get(0), lines.get(1), lines.get(2).strip(), lines.get(3).strip()));
      }
    }
    return mutants;
  }

  /** Returns the mutated source. */
  String source() throws IOException {
    String source = Files.readString(SOURCES.resolve(file));
    int position = source.indexOf(original);
    if (position < 0 || source.indexOf(original, position + 1) >= 0) {
      throw new IllegalStateException(file + " must contain this exactly once: " + original);
    }
    return source.replace(original, replacement);
  }

  @Override
  public @Nullable String findViolation(int maxSeeds) throws IOException {
    Path classes = Files.createTempDirectory(Path.of("target"), "mutant");
    compileTo(classes);
    try (MutantClassLoader loader = new MutantClassLoader(classes)) {
      return (String)
          loader
              .loadClass(Worlds.class.getName())
              .getMethod("findViolation", int.class)
              .invoke(null, maxSeeds);
    } catch (InvocationTargetException e) {
      return e.getCause().toString();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Compiles the mutated class and its nested classes. */
  void compileTo(Path folder) throws IOException {
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
            folder.toString(),
            "-proc:none",
            "-nowarn",
            "-classpath",
            System.getProperty("java.class.path"));
    if (!compiler.getTask(null, null, null, options, null, List.of(unit)).call()) {
      throw new IllegalStateException("the mutant of " + file + " can't be compiled");
    }
  }

  /** The entry into a mutated program: only types of the platform cross its boundary. */
  public static final class Worlds {
    private Worlds() {}

    /** Runs the worlds of the seeds from 0 until one breaks an invariant; else returns null. */
    public static @Nullable String findViolation(int maxSeeds) {
      return WorldScenario.findViolation(
          IntStream.range(0, maxSeeds)::iterator, WorldOptions.SMALL);
    }
  }

  /** Loads the mutated classes, and its own copy of every other class of the program. */
  private static final class MutantClassLoader extends URLClassLoader {
    MutantClassLoader(Path mutated) {
      super(urls(mutated), MutantClassLoader.class.getClassLoader());
    }

    private static URL[] urls(Path mutated) {
      List<URL> urls = new ArrayList<>(List.of(url(mutated)));
      for (String entry : System.getProperty("java.class.path").split(":")) {
        urls.add(url(Path.of(entry)));
      }
      return urls.toArray(URL[]::new);
    }

    private static URL url(Path path) {
      try {
        return path.toUri().toURL();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolves) throws ClassNotFoundException {
      if (!name.startsWith("org.backlinks.")) {
        return super.loadClass(name, resolves);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
