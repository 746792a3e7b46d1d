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
import java.util.TreeSet;
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
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.backlinks");

  /** From the top to the bottom; arrows point down. */
  private static final List<String> PACKAGES =
      List.of(
          "entry",
          "service",
          "render",
          "store",
          "majestic",
          "report",
          "snapshot",
          "question",
          "ops");

  private static final Set<String> ARROWS =
      Set.of(
          "entry -> service",
          "entry -> render",
          "entry -> report",
          "entry -> question",
          "entry -> ops",
          "service -> store",
          "service -> majestic",
          "service -> report",
          "service -> snapshot",
          "service -> question",
          "service -> ops",
          "render -> report",
          "render -> snapshot",
          "render -> question",
          "store -> report",
          "store -> snapshot",
          "store -> question",
          "store -> ops",
          "majestic -> snapshot",
          "majestic -> question",
          "majestic -> ops",
          "report -> snapshot",
          "report -> question");

  private static final ArchRule INNER_KNOWS_NO_OUTSIDE =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + "question", ROOT + "snapshot", ROOT + "report")
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

  private static final ArchRule ONLY_MAJESTIC_KNOWS_JAX_RS =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "majestic")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..");

  private static final ArchRule NO_PUBLIC_TYPE_SHOWS_JAX_RS =
      noCodeUnits()
          .that()
          .areDeclaredInClassesThat(describe("are public", ArchitectureTest::isVisible))
          .and()
          .areNotPrivate()
          .and(describe("are not package-private", unit -> !packagePrivate(unit.getModifiers())))
          .should(be(describe("with JAX-RS in the signature", ArchitectureTest::showsJaxRs)))
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

  private static final ArchRule NOTHING_GOES_TO_STANDARD_OUT =
      noClasses().should().accessField(System.class, "out");

  private static final ArchRule TIME_COMES_FROM_OUTSIDE =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "ops")
          .should()
          .callCodeUnitWhere(
              target(describe("ask the system's clock", ArchitectureTest::asksTheClock)));

  private static final ArchRule CHANCE_COMES_FROM_OUTSIDE =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "ops")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.or(
                  equivalentTo(java.util.Random.class),
                  equivalentTo(java.security.SecureRandom.class)))
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID");

  private static final ArchRule STATIC_FIELDS_ARE_FINAL =
      fields().that().areStatic().should().beFinal();

  private static final ArchRule NO_PUBLIC_CONSTANT_CAN_CHANGE =
      noFields()
          .that()
          .areStatic()
          .and()
          .arePublic()
          .and(describe("are not the compiler's own", field -> !synthetic(field)))
          .should()
          .haveRawType(describe("hold what changes", ArchitectureTest::canChange));

  static Stream<ArchRule> rules() {
    return Stream.of(
        INNER_KNOWS_NO_OUTSIDE,
        ONLY_MAJESTIC_KNOWS_JAX_RS,
        NO_PUBLIC_TYPE_SHOWS_JAX_RS,
        REST_INTERFACES_ARE_PACKAGE_PRIVATE,
        NO_CYCLES,
        NOTHING_GOES_TO_STANDARD_OUT,
        TIME_COMES_FROM_OUTSIDE,
        CHANCE_COMES_FROM_OUTSIDE,
        STATIC_FIELDS_ARE_FINAL,
        NO_PUBLIC_CONSTANT_CAN_CHANGE);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theProgramKeepsTheRule(ArchRule rule) {
    rule.check(MAIN);
  }

  /** A class that breaks a rule; {@code Bad} stands for its name. */
  private record Breach(ArchRule rule, String inPackage, String source) {
    String name(int number) {
      return "Bad" + number;
    }

    String text(int number) {
      return "package " + ROOT + inPackage + ";\n" + source.replace("Bad", name(number));
    }
  }

  private static final List<Breach> BREACHES =
      List.of(
          new Breach(
              INNER_KNOWS_NO_OUTSIDE,
              "question",
              "record Bad(software.amazon.awssdk.regions.Region region) {}"),
          new Breach(
              INNER_KNOWS_NO_OUTSIDE,
              "snapshot",
              "class Bad { Object o() { return java.net.http.HttpClient.newHttpClient(); } }"),
          new Breach(INNER_KNOWS_NO_OUTSIDE, "report", "@jakarta.inject.Singleton class Bad {}"),
          new Breach(
              INNER_KNOWS_NO_OUTSIDE,
              "report",
              "class Bad { com.amazonaws.services.lambda.runtime.Context context; }"),
          new Breach(
              ONLY_MAJESTIC_KNOWS_JAX_RS, "service", "class Bad { jakarta.ws.rs.core.Form form; }"),
          new Breach(
              NO_PUBLIC_TYPE_SHOWS_JAX_RS,
              "majestic",
              "public class Bad { public void send(jakarta.ws.rs.core.Form form) {} }"),
          new Breach(
              REST_INTERFACES_ARE_PACKAGE_PRIVATE,
              "majestic",
              "@jakarta.ws.rs.Path(\"/x\") public interface Bad {}"),
          new Breach(
              NOTHING_GOES_TO_STANDARD_OUT,
              "entry",
              "class Bad { void say() { System.out.println(1); } }"),
          new Breach(
              TIME_COMES_FROM_OUTSIDE,
              "service",
              "class Bad { Object now() { return java.time.Instant.now(); } }"),
          new Breach(
              TIME_COMES_FROM_OUTSIDE,
              "service",
              "class Bad { long now() { return System.currentTimeMillis(); } }"),
          new Breach(
              TIME_COMES_FROM_OUTSIDE,
              "store",
              "class Bad { Object now() { return new java.util.Date(); } }"),
          new Breach(
              TIME_COMES_FROM_OUTSIDE,
              "store",
              "class Bad { Object c() { return java.time.Clock.systemUTC(); } }"),
          new Breach(
              CHANCE_COMES_FROM_OUTSIDE,
              "store",
              "class Bad { int dice() { return new java.util.Random().nextInt(); } }"),
          new Breach(
              CHANCE_COMES_FROM_OUTSIDE,
              "report",
              "class Bad { Object id() { return java.util.UUID.randomUUID(); } }"),
          new Breach(STATIC_FIELDS_ARE_FINAL, "render", "class Bad { private static int count; }"),
          new Breach(
              NO_PUBLIC_CONSTANT_CAN_CHANGE,
              "render",
              "public class Bad { public static final int[] SIZES = {1}; }"),
          new Breach(
              NO_PUBLIC_CONSTANT_CAN_CHANGE,
              "render",
              "public class Bad { public static final java.util.concurrent.atomic.AtomicLong N ="
                  + " new java.util.concurrent.atomic.AtomicLong(); }"),
          new Breach(NO_CYCLES, "question", "class Bad { org.backlinks.report.ReportId id; }"));

  private static JavaClasses withBreaches;

  @BeforeAll
  static void compileBreaches(@TempDir Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < BREACHES.size(); i++) {
      Path file = folder.resolve(BREACHES.get(i).name(i) + ".java");
      files.add(Files.writeString(file, BREACHES.get(i).text(i)));
    }
    compile(folder, files);
    withBreaches = new ClassFileImporter().importPaths(folder, mainClasses());
  }

  static IntStream breaches() {
    return IntStream.range(0, BREACHES.size());
  }

  @ParameterizedTest
  @MethodSource("breaches")
  void theRuleFindsAClassThatBreaksIt(int number) {
    Breach breach = BREACHES.get(number);
    assertThat(breach.rule.evaluate(withBreaches).getFailureReport().getDetails())
        .anySatisfy(
            detail -> assertThat(detail).containsPattern("\\b" + breach.name(number) + "\\b"));
  }

  @Test
  void aPublicCollectionIsUnmodifiable() throws ReflectiveOperationException {
    for (JavaClass one : MAIN) {
      for (JavaField field : one.getFields()) {
        boolean constant =
            field.getModifiers().containsAll(Set.of(JavaModifier.PUBLIC, JavaModifier.STATIC));
        if (constant && isCollection(field.getRawType())) {
          Field reflected = field.reflect();
          reflected.setAccessible(true);
          assertThat(unmodifiable(reflected.get(null))).as(field.getFullName()).isTrue();
        }
      }
    }
    assertThat(unmodifiable(new ArrayList<>())).isFalse();
    assertThat(unmodifiable(List.of())).isTrue();
  }

  private static boolean isCollection(JavaClass type) {
    return type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
  }

  private static boolean unmodifiable(Object collection) {
    return collection.getClass().getName().matches("java\\.util\\..*(Immutable|Unmodifiable).*");
  }

  @Test
  void thePackagesAreThoseOfTheDesign() {
    assertThat(packages(MAIN)).containsExactlyInAnyOrderElementsOf(PACKAGES);
  }

  @Test
  void aNewPackageIsFound(@TempDir Path folder) throws IOException {
    assertThat(packages(only(folder, "util", "class Bad {}"))).containsExactly("util");
  }

  @Test
  void arrowsBetweenPackagesAreExactlyTheNeededOnes() {
    assertThat(arrows(MAIN)).containsExactlyInAnyOrderElementsOf(ARROWS);
  }

  @Test
  void everyArrowPointsDown() {
    assertThat(ARROWS)
        .allSatisfy(arrow -> {
          String[] ends = arrow.split(" -> ");
          assertThat(PACKAGES.indexOf(ends[0])).isBetween(0, PACKAGES.indexOf(ends[1]) - 1);
        });
  }

  @Test
  void anArrowTheWrongWayIsFound(@TempDir Path folder) throws IOException {
    JavaClasses bad = only(folder, "render", "class Bad { org.backlinks.store.Slots slots; }");
    assertThat(arrows(bad)).containsExactly("render -> store");
    assertThat(ARROWS).doesNotContain("render -> store");
  }

  @Test
  void everyPackageIsNullMarkedAndSaysItsIdea() {
    assertThat(unmarked(MAIN)).isEmpty();
  }

  @Test
  void aPackageWithoutNullMarkedIsFound(@TempDir Path folder) throws IOException {
    assertThat(unmarked(only(folder, "util", "class Bad {}"))).containsExactly("util");
  }

  private static Set<String> packages(JavaClasses classes) {
    return classes.stream().map(ArchitectureTest::feature).collect(Collectors.toSet());
  }

  private static Set<String> arrows(JavaClasses classes) {
    return classes.stream()
        .flatMap(one -> one.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> dependency.getTargetClass().getPackageName().startsWith(ROOT))
        .map(dependency ->
            feature(dependency.getOriginClass()) + " -> " + feature(dependency.getTargetClass()))
        .filter(arrow -> !arrow.substring(0, arrow.indexOf(' ')).equals(after(arrow)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String after(String arrow) {
    return arrow.substring(arrow.indexOf("-> ") + 3);
  }

  private static Set<String> unmarked(JavaClasses classes) {
    return packages(classes).stream()
        .filter(name -> !isMarked(classes.getPackage(ROOT + name)))
        .collect(Collectors.toSet());
  }

  private static boolean isMarked(JavaPackage one) {
    return one.tryGetPackageInfo().isPresent() && one.isAnnotatedWith(NullMarked.class);
  }

  /** The package below the root; a deeper one shows as a path and fits no list. */
  private static String feature(JavaClass one) {
    return one.getPackageName().substring(Math.min(one.getPackageName().length(), ROOT.length()));
  }

  private static boolean isVisible(JavaClass one) {
    return one.getModifiers().contains(JavaModifier.PUBLIC)
        && one.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
  }

  private static boolean packagePrivate(Set<JavaModifier> modifiers) {
    return !modifiers.contains(JavaModifier.PUBLIC) && !modifiers.contains(JavaModifier.PROTECTED);
  }

  private static boolean showsJaxRs(JavaCodeUnit unit) {
    return Stream.concat(
            Stream.of(unit.getRawReturnType()),
            Stream.concat(unit.getRawParameterTypes().stream(), unit.getExceptionTypes().stream()))
        .anyMatch(resideInAPackage("jakarta.ws.rs.."));
  }

  private static boolean asksTheClock(CodeUnitCallTarget target) {
    String owner = target.getOwner().getName();
    String name = target.getName();
    boolean noArguments = target.getRawParameterTypes().isEmpty();
    return (resideInAnyPackage("java.time..").test(target.getOwner())
            && (name.equals("now") || name.startsWith("system")))
        || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"))
        || (owner.equals("java.util.Date") && name.equals("<init>") && noArguments);
  }

  private static boolean synthetic(JavaField field) {
    return field.getModifiers().contains(JavaModifier.SYNTHETIC);
  }

  private static boolean canChange(JavaClass type) {
    return type.isArray()
        || type.getPackageName().equals("java.util.concurrent.atomic")
        || type.isAssignableTo(StringBuilder.class);
  }

  private static JavaClasses only(Path folder, String inPackage, String source) throws IOException {
    Breach one = new Breach(NO_CYCLES, inPackage, source);
    compile(folder, List.of(Files.writeString(folder.resolve("Bad0.java"), one.text(0))));
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

  private static Path mainClasses() {
    return Path.of(MAIN.get(ROOT + "question.Question").getSource().orElseThrow().getUri())
        .resolve("../../../..")
        .normalize();
  }
}
