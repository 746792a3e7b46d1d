package org.backlinks;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  private static final String ROOT = "org.backlinks.";
  private static final JavaClasses MAIN_CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.backlinks");

  /** The packages from the top to the bottom. A package depends only on packages below it. */
  private static final List<String> PACKAGES_FROM_TOP_TO_BOTTOM =
      List.of(
          "entry",
          "service",
          "callback",
          "html",
          "render",
          "changes",
          "summary",
          "store",
          "majestic",
          "majestic.read",
          "majestic.download",
          "majestic.http",
          "report",
          "snapshot",
          "config",
          "question",
          "telemetry",
          "units",
          "url",
          "task");

  static final Set<String> ALLOWED_DEPENDENCIES =
      Set.of(
          "callback -> changes",
          "callback -> config",
          "callback -> question",
          "callback -> render",
          "callback -> report",
          "callback -> snapshot",
          "callback -> store",
          "callback -> task",
          "callback -> telemetry",
          "changes -> question",
          "changes -> report",
          "changes -> snapshot",
          "changes -> url",
          "config -> question",
          "config -> units",
          "config -> url",
          "entry -> callback",
          "entry -> changes",
          "entry -> config",
          "entry -> html",
          "entry -> question",
          "entry -> render",
          "entry -> report",
          "entry -> service",
          "entry -> snapshot",
          "entry -> store",
          "entry -> summary",
          "entry -> task",
          "entry -> telemetry",
          "entry -> units",
          "html -> changes",
          "html -> question",
          "html -> render",
          "html -> report",
          "html -> snapshot",
          "html -> summary",
          "html -> units",
          "majestic -> config",
          "majestic -> majestic.download",
          "majestic -> majestic.http",
          "majestic -> majestic.read",
          "majestic -> question",
          "majestic -> snapshot",
          "majestic -> task",
          "majestic -> telemetry",
          "majestic -> units",
          "majestic -> url",
          "majestic.download -> majestic.http",
          "majestic.download -> snapshot",
          "majestic.download -> url",
          "majestic.http -> task",
          "majestic.read -> majestic.http",
          "majestic.read -> snapshot",
          "majestic.read -> url",
          "question -> units",
          "question -> url",
          "render -> changes",
          "render -> question",
          "render -> report",
          "render -> snapshot",
          "render -> summary",
          "render -> task",
          "render -> units",
          "report -> question",
          "report -> snapshot",
          "report -> units",
          "service -> callback",
          "service -> changes",
          "service -> config",
          "service -> majestic",
          "service -> question",
          "service -> report",
          "service -> snapshot",
          "service -> store",
          "service -> summary",
          "service -> task",
          "service -> telemetry",
          "service -> units",
          "store -> config",
          "store -> question",
          "store -> report",
          "store -> snapshot",
          "store -> task",
          "store -> telemetry",
          "store -> units",
          "summary -> question",
          "summary -> report",
          "summary -> snapshot",
          "summary -> url");

  private static final ArchRule CORE_USES_NO_FRAMEWORKS =
      noClasses()
          .that()
          .resideInAnyPackage(
              ROOT + "question",
              ROOT + "snapshot",
              ROOT + "report",
              ROOT + "changes",
              ROOT + "summary")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon..",
              "com.amazonaws..",
              "jakarta..",
              "io.vertx..",
              "io.netty..",
              "io.quarkus..",
              "java.net.http..");

  private static final ArchRule ONLY_MAJESTIC_USES_JAX_RS =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "majestic..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..");

  /** Requests to Majestic use our own transport, which reads responses that Vert.x refuses. */
  private static final ArchRule NO_CLASS_USES_ANOTHER_HTTP_CLIENT =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.netty..", "java.net.http..");

  private static final ArchRule PUBLIC_SIGNATURES_HAVE_NO_JAX_RS =
      noCodeUnits()
          .that()
          .areDeclaredInClassesThat(describe("are public", ArchitectureTest::isVisible))
          .and()
          .areNotPrivate()
          .and(describe("are not package-private", unit -> !isPackagePrivate(unit.getModifiers())))
          .should(
              be(describe("with JAX-RS in the signature", ArchitectureTest::hasJaxRsInSignature)))
          .allowEmptyShould(true);

  private static final ArchRule REST_INTERFACES_ARE_PACKAGE_PRIVATE =
      classes()
          .that()
          .areAnnotatedWith("jakarta.ws.rs.Path")
          .should()
          .bePackagePrivate()
          .andShould()
          .resideInAPackage(ROOT + "majestic");

  private static final ArchRule NO_CYCLES =
      slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

  private static final ArchRule NO_CLASS_USES_STANDARD_OUT =
      noClasses().should().accessField(System.class, "out");

  private static final ArchRule CLOCK_IS_INJECTED =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "entry")
          .should()
          .callCodeUnitWhere(
              target(describe("read the system clock", ArchitectureTest::readsSystemClock)));

  private static final ArchRule RANDOMNESS_IS_INJECTED =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "entry")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.or(
                  equivalentTo(java.util.Random.class),
                  equivalentTo(java.security.SecureRandom.class)))
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID");

  private static final Set<Class<?>> TASK_TYPES =
      Set.of(
          Thread.class,
          LockSupport.class,
          Condition.class,
          Executor.class,
          ExecutorService.class,
          Executors.class,
          CompletableFuture.class,
          CountDownLatch.class,
          Semaphore.class,
          ThreadLocalRandom.class,
          Timer.class);

  /** A simulator runs these packages: it decides when a task runs, sleeps and wakes. */
  private static final ArchRule TASKS_AND_TIME_ARE_INJECTED =
      noClasses()
          .that()
          .resideInAnyPackage(
              ROOT + "service..", ROOT + "callback..", ROOT + "store..", ROOT + "majestic..")
          .should()
          .dependOnClassesThat(
              describe(
                  "start tasks, wait or use random numbers",
                  type -> TASK_TYPES.stream().anyMatch(type::isEquivalentTo)))
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Object.class, "wait");

  private static final ArchRule STATIC_FIELDS_ARE_FINAL =
      fields().that().areStatic().should().beFinal();

  private static final ArchRule PUBLIC_CONSTANTS_ARE_IMMUTABLE =
      noFields()
          .that()
          .areStatic()
          .and()
          .arePublic()
          .and(describe("are not generated by the compiler", field -> !isSynthetic(field)))
          .should()
          .haveRawType(describe("are mutable", ArchitectureTest::isMutable));

  static Stream<ArchRule> rules() {
    return Stream.of(
        CORE_USES_NO_FRAMEWORKS,
        ONLY_MAJESTIC_USES_JAX_RS,
        NO_CLASS_USES_ANOTHER_HTTP_CLIENT,
        PUBLIC_SIGNATURES_HAVE_NO_JAX_RS,
        REST_INTERFACES_ARE_PACKAGE_PRIVATE,
        NO_CYCLES,
        NO_CLASS_USES_STANDARD_OUT,
        CLOCK_IS_INJECTED,
        RANDOMNESS_IS_INJECTED,
        TASKS_AND_TIME_ARE_INJECTED,
        STATIC_FIELDS_ARE_FINAL,
        PUBLIC_CONSTANTS_ARE_IMMUTABLE);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void mainClassesFollowRule(ArchRule rule) {
    rule.check(MAIN_CLASSES);
  }

  /** A class that breaks a rule; {@code Bad} stands for its name. */
  private record RuleViolation(ArchRule rule, String packageName, String source) {
    String className(int number) {
      return "Bad" + number;
    }

    String sourceCode(int number) {
      return "package " + ROOT + packageName + ";\n" + source.replace("Bad", className(number));
    }
  }

  private static final List<RuleViolation> VIOLATIONS =
      List.of(
          new RuleViolation(
              CORE_USES_NO_FRAMEWORKS,
              "question",
              "record Bad(software.amazon.awssdk.regions.Region region) {}"),
          new RuleViolation(
              CORE_USES_NO_FRAMEWORKS,
              "snapshot",
              "class Bad { Object o() { return java.net.http.HttpClient.newHttpClient(); } }"),
          new RuleViolation(
              CORE_USES_NO_FRAMEWORKS, "report", "@jakarta.inject.Singleton class Bad {}"),
          new RuleViolation(
              CORE_USES_NO_FRAMEWORKS,
              "report",
              "class Bad { com.amazonaws.services.lambda.runtime.Context context; }"),
          new RuleViolation(
              ONLY_MAJESTIC_USES_JAX_RS, "service", "class Bad { jakarta.ws.rs.core.Form form; }"),
          new RuleViolation(
              NO_CLASS_USES_ANOTHER_HTTP_CLIENT,
              "majestic",
              "class Bad { io.vertx.core.Vertx vertx; }"),
          new RuleViolation(
              PUBLIC_SIGNATURES_HAVE_NO_JAX_RS,
              "majestic",
              "public class Bad { public void send(jakarta.ws.rs.core.Form form) {} }"),
          new RuleViolation(
              REST_INTERFACES_ARE_PACKAGE_PRIVATE,
              "majestic",
              "@jakarta.ws.rs.Path(\"/x\") public interface Bad {}"),
          new RuleViolation(
              NO_CLASS_USES_STANDARD_OUT,
              "entry",
              "class Bad { void say() { System.out.println(1); } }"),
          new RuleViolation(
              CLOCK_IS_INJECTED,
              "service",
              "class Bad { Object now() { return java.time.Instant.now(); } }"),
          new RuleViolation(
              CLOCK_IS_INJECTED,
              "service",
              "class Bad { long now() { return System.currentTimeMillis(); } }"),
          new RuleViolation(
              CLOCK_IS_INJECTED,
              "store",
              "class Bad { Object now() { return new java.util.Date(); } }"),
          new RuleViolation(
              CLOCK_IS_INJECTED,
              "store",
              "class Bad { Object c() { return java.time.Clock.systemUTC(); } }"),
          new RuleViolation(
              RANDOMNESS_IS_INJECTED,
              "store",
              "class Bad { int dice() { return new java.util.Random().nextInt(); } }"),
          new RuleViolation(
              RANDOMNESS_IS_INJECTED,
              "report",
              "class Bad { Object id() { return java.util.UUID.randomUUID(); } }"),
          new RuleViolation(
              TASKS_AND_TIME_ARE_INJECTED,
              "service",
              "class Bad { void run() { java.util.concurrent.locks.LockSupport.parkNanos(1); } }"),
          new RuleViolation(
              TASKS_AND_TIME_ARE_INJECTED,
              "service",
              "class Bad { Thread run() { return Thread.ofVirtual().start(() -> {}); } }"),
          new RuleViolation(
              TASKS_AND_TIME_ARE_INJECTED,
              "service",
              "class Bad { java.util.concurrent.CountDownLatch latch; }"),
          new RuleViolation(
              TASKS_AND_TIME_ARE_INJECTED,
              "majestic.http",
              "class Bad { long now() { return System.nanoTime(); } }"),
          new RuleViolation(
              STATIC_FIELDS_ARE_FINAL, "render", "class Bad { private static int count; }"),
          new RuleViolation(
              PUBLIC_CONSTANTS_ARE_IMMUTABLE,
              "render",
              "public class Bad { public static final int[] SIZES = {1}; }"),
          new RuleViolation(
              PUBLIC_CONSTANTS_ARE_IMMUTABLE,
              "render",
              "public class Bad { public static final java.util.concurrent.atomic.AtomicLong N ="
                  + " new java.util.concurrent.atomic.AtomicLong(); }"),
          new RuleViolation(
              NO_CYCLES, "question", "class Bad { org.backlinks.report.ReportId id; }"));

  private static JavaClasses violatingClasses;

  @BeforeAll
  static void compileViolations(@TempDir Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < VIOLATIONS.size(); i++) {
      Path file = folder.resolve(VIOLATIONS.get(i).className(i) + ".java");
      files.add(Files.writeString(file, VIOLATIONS.get(i).sourceCode(i)));
    }
    compile(folder, files);
    violatingClasses = new ClassFileImporter().importPaths(folder, mainClassesFolder());
  }

  static IntStream violationNumbers() {
    return IntStream.range(0, VIOLATIONS.size());
  }

  @ParameterizedTest
  @MethodSource("violationNumbers")
  void ruleFindsViolatingClass(int number) {
    RuleViolation violation = VIOLATIONS.get(number);
    assertThat(violation.rule.evaluate(violatingClasses).getFailureReport().getDetails())
        .anySatisfy(detail ->
            assertThat(detail).containsPattern("\\b" + violation.className(number) + "\\b"));
  }

  @Test
  void publicCollectionsAreUnmodifiable() throws ReflectiveOperationException {
    for (JavaClass type : MAIN_CLASSES) {
      for (JavaField field : type.getFields()) {
        boolean isPublicConstant =
            field.getModifiers().containsAll(Set.of(JavaModifier.PUBLIC, JavaModifier.STATIC));
        if (isPublicConstant && isCollection(field.getRawType())) {
          Field reflectedField = field.reflect();
          reflectedField.setAccessible(true);
          assertThat(isUnmodifiable(reflectedField.get(null))).as(field.getFullName()).isTrue();
        }
      }
    }
    assertThat(isUnmodifiable(new ArrayList<>())).isFalse();
    assertThat(isUnmodifiable(List.of())).isTrue();
  }

  private static boolean isCollection(JavaClass type) {
    return type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
  }

  private static boolean isUnmodifiable(Object collection) {
    return collection.getClass().getName().matches("java\\.util\\..*(Immutable|Unmodifiable).*");
  }

  @Test
  void packagesMatchDesign() {
    assertThat(packages(MAIN_CLASSES))
        .containsExactlyInAnyOrderElementsOf(PACKAGES_FROM_TOP_TO_BOTTOM);
  }

  @Test
  void newPackageIsFound(@TempDir Path folder) throws IOException {
    assertThat(packages(compileSingleClass(folder, "util", "class Bad {}")))
        .containsExactly("util");
  }

  @Test
  void packageDependenciesMatchAllowedOnes() {
    assertThat(dependencies(MAIN_CLASSES))
        .containsExactlyInAnyOrderElementsOf(ALLOWED_DEPENDENCIES);
  }

  @Test
  void allowedDependenciesPointDown() {
    assertThat(ALLOWED_DEPENDENCIES)
        .allSatisfy(arrow -> {
          String[] packages = arrow.split(" -> ");
          assertThat(PACKAGES_FROM_TOP_TO_BOTTOM.indexOf(packages[0]))
              .isBetween(0, PACKAGES_FROM_TOP_TO_BOTTOM.indexOf(packages[1]) - 1);
        });
  }

  @Test
  void upwardDependencyIsFound(@TempDir Path folder) throws IOException {
    JavaClasses bad =
        compileSingleClass(
            folder, "render", "class Bad { org.backlinks.store.QuestionSlots slots; }");
    assertThat(dependencies(bad)).containsExactly("render -> store");
    assertThat(ALLOWED_DEPENDENCIES).doesNotContain("render -> store");
  }

  @Test
  void packagesAreNullMarkedAndDocumented() {
    assertThat(packagesWithoutNullMarked(MAIN_CLASSES)).isEmpty();
  }

  @Test
  void packageWithoutNullMarkedIsFound(@TempDir Path folder) throws IOException {
    assertThat(packagesWithoutNullMarked(compileSingleClass(folder, "util", "class Bad {}")))
        .containsExactly("util");
  }

  private static Set<String> packages(JavaClasses classes) {
    return classes.stream().map(ArchitectureTest::packageBelowRoot).collect(Collectors.toSet());
  }

  private static Set<String> dependencies(JavaClasses classes) {
    return classes.stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> dependency.getTargetClass().getPackageName().startsWith(ROOT))
        .map(dependency ->
            packageBelowRoot(dependency.getOriginClass())
                + " -> "
                + packageBelowRoot(dependency.getTargetClass()))
        .filter(arrow -> !arrow.substring(0, arrow.indexOf(' ')).equals(dependencyTarget(arrow)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String dependencyTarget(String arrow) {
    return arrow.substring(arrow.indexOf("-> ") + 3);
  }

  private static Set<String> packagesWithoutNullMarked(JavaClasses classes) {
    return packages(classes).stream()
        .filter(name -> !isNullMarked(classes.getPackage(ROOT + name)))
        .collect(Collectors.toSet());
  }

  private static boolean isNullMarked(JavaPackage javaPackage) {
    return javaPackage.tryGetPackageInfo().isPresent()
        && javaPackage.isAnnotatedWith(NullMarked.class);
  }

  /** Returns the package name without the root package. */
  private static String packageBelowRoot(JavaClass type) {
    String name = type.getPackageName();
    return name.substring(Math.min(name.length(), ROOT.length()));
  }

  private static boolean isVisible(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
  }

  private static boolean isPackagePrivate(Set<JavaModifier> modifiers) {
    return !modifiers.contains(JavaModifier.PUBLIC) && !modifiers.contains(JavaModifier.PROTECTED);
  }

  private static boolean hasJaxRsInSignature(JavaCodeUnit unit) {
    return Stream.concat(
            Stream.of(unit.getRawReturnType()),
            Stream.concat(unit.getRawParameterTypes().stream(), unit.getExceptionTypes().stream()))
        .anyMatch(resideInAPackage("jakarta.ws.rs.."));
  }

  private static boolean readsSystemClock(CodeUnitCallTarget target) {
    String owner = target.getOwner().getName();
    String name = target.getName();
    boolean hasNoArguments = target.getRawParameterTypes().isEmpty();
    return (resideInAnyPackage("java.time..").test(target.getOwner())
            && (name.equals("now") || name.startsWith("system")))
        || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"))
        || (owner.equals("java.util.Date") && name.equals("<init>") && hasNoArguments);
  }

  private static boolean isSynthetic(JavaField field) {
    return field.getModifiers().contains(JavaModifier.SYNTHETIC);
  }

  private static boolean isMutable(JavaClass type) {
    return type.isArray()
        || type.getPackageName().equals("java.util.concurrent.atomic")
        || type.isAssignableTo(StringBuilder.class);
  }

  private static JavaClasses compileSingleClass(Path folder, String packageName, String source)
      throws IOException {
    RuleViolation violatingSource = new RuleViolation(NO_CYCLES, packageName, source);
    compile(
        folder,
        List.of(Files.writeString(folder.resolve("Bad0.java"), violatingSource.sourceCode(0))));
    return new ClassFileImporter().importPaths(folder);
  }

  private static void compile(Path folder, List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options = List.of("-proc:none", "-d", folder.toString());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      var units = files.getJavaFileObjectsFromPaths(sources);
      assertThat(compiler.getTask(messages, files, null, options, null, units).call())
          .as(messages.toString())
          .isTrue();
    }
  }

  private static Path mainClassesFolder() {
    return Path.of(MAIN_CLASSES.get(ROOT + "question.Question").getSource().orElseThrow().getUri())
        .resolve("../../../..")
        .normalize();
  }
}
