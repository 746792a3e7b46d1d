package org.backlinks.mutants;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/**
 * Leaves out each rule of the comparison, one at a time, and runs the unit tests of comparisons.
 * Ends with code 1 when no test notices that a rule is missing. Random tests do not count: they may
 * notice it in one run and not in the next.
 */
public final class MutantMain {
  /** The list of the rules. */
  static final String RULES = "changes/rules.txt";

  private static final Path TESTS = Path.of("src/test/java/org/backlinks");

  private final PrintStream out = System.out;

  private MutantMain() {}

  /**
   * Prints a table of the rules, and which test notices that each is missing.
   *
   * @param arguments a regular expression for the rules to leave out; nothing for all
   */
  public static void main(String[] arguments) throws Exception {
    Pattern wanted = Pattern.compile(arguments.length == 0 ? "" : arguments[0]);
    List<SourceMutant> mutants =
        SourceMutant.readAll(RULES).stream()
            .filter(mutant -> wanted.matcher(mutant.description()).find())
            .toList();
    System.exit(new MutantMain().findAll(mutants) ? 0 : 1);
  }

  private boolean findAll(List<SourceMutant> mutants) throws Exception {
    out.println("| missing rule | test that fails |");
    out.println("|---|---|");
    int found = 0;
    for (SourceMutant mutant : mutants) {
      String failure = findFailure(mutant);
      found += failure == null ? 0 : 1;
      out.printf("| %s | %s |%n", mutant.description(), failure == null ? "**none**" : failure);
    }
    out.printf("%d of %d missing rules noticed%n", found, mutants.size());
    return found > 0 && found == mutants.size();
  }

  /** Returns the first test that fails without a rule, or null. */
  private static @Nullable String findFailure(SourceMutant mutant) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader usual = thread.getContextClassLoader();
    try (MutantClassLoader loader = mutant.compile()) {
      thread.setContextClassLoader(loader);
      for (String test : tests(mutant)) {
        Optional<String> failure = run(loader.loadClass("org.backlinks." + test));
        if (failure.isPresent()) {
          return test + "." + failure.get();
        }
      }
      return null;
    } finally {
      thread.setContextClassLoader(usual);
    }
  }

  /**
   * Returns the test of the mutated class, if there is one, and the tests of the rules' package.
   */
  private static List<String> tests(SourceMutant mutant) throws IOException {
    Path own = Path.of(mutant.file().replace(".java", "Test.java"));
    try (Stream<Path> files = Files.list(TESTS.resolve(RULES).getParent())) {
      List<Path> others =
          files
              .map(TESTS::relativize)
              .filter(file -> file.toString().endsWith("Test.java") && !file.equals(own))
              .sorted()
              .toList();
      return Stream.concat(Stream.of(own), others.stream())
          .filter(file -> Files.exists(TESTS.resolve(file)))
          .map(file -> file.toString().replace(".java", "").replace('/', '.'))
          .toList();
    }
  }

  /**
   * Returns the first test method of a class that fails. jqwik's tests, the random ones, do not
   * run.
   */
  private static Optional<String> run(Class<?> test) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(test))
            .filters(includeEngines("junit-jupiter"))
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary().getFailures().stream()
        .map(Failure::getTestIdentifier)
        .map(identifier -> identifier.getLegacyReportingName().replaceAll("\\(.*", ""))
        .findFirst();
  }
}
