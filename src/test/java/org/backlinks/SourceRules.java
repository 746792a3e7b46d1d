package org.backlinks;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Finds violations of the rules about source files: sizes, names, constructor parameters and {@code
 * default} branches. It reads the sources with the compiler's own parser.
 */
final class SourceRules {
  static final int MAX_FILE_LINES = 250;
  static final int MAX_METHOD_LINES = 40;
  static final int MAX_CONSTRUCTOR_PARAMETERS = 7;

  /** Maximum number of lines of a class without its own test. */
  static final int MAX_UNTESTED_LINES = 100;

  private static final String ROOT_PACKAGE = "org.backlinks";

  private SourceRules() {}

  /** Returns the Java files below the folders, without the {@code package-info.java} files. */
  static List<Path> javaFiles(String... folders) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : folders) {
      try (Stream<Path> paths = Files.walk(Path.of(folder))) {
        paths
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("package-info.java"))
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }

  /** Returns the simple names that more than one file has. */
  static Set<String> repeatedNames(List<Path> files) {
    Map<String, Long> counts =
        files.stream().collect(Collectors.groupingBy(SourceRules::name, Collectors.counting()));
    return counts.keySet().stream()
        .filter(name -> counts.get(name) > 1)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the names of long classes without a test named after them. */
  static Set<String> untestedClasses(List<Path> mainFiles, List<Path> testFiles)
      throws IOException {
    Set<String> tests = testFiles.stream().map(SourceRules::name).collect(Collectors.toSet());
    Set<String> untested = new TreeSet<>();
    for (Path file : mainFiles) {
      String name = name(file);
      boolean isTested = tests.contains(name + "Test") || tests.contains(name + "IT");
      if (lines(file) > MAX_UNTESTED_LINES && !isTested) {
        untested.add(name);
      }
    }
    return untested;
  }

  /** Returns the files that have too many lines. */
  static Map<String, Long> longFiles(List<Path> files) throws IOException {
    Map<String, Long> longFiles = new TreeMap<>();
    for (Path file : files) {
      if (lines(file) > MAX_FILE_LINES) {
        longFiles.put(name(file), lines(file));
      }
    }
    return longFiles;
  }

  private static long lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.java$", "");
  }

  /** Returns a description of each violation inside a class: {@code file: member: violation}. */
  static List<String> violationsInClasses(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-Xlint:none");
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files));
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      task.analyze();
      List<String> violations = new ArrayList<>();
      for (CompilationUnitTree unit : units) {
        new Scanner(unit, Trees.instance(task), violations).scan(unit, null);
      }
      return violations;
    }
  }

  private static final class Scanner extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final Trees trees;
    private final List<String> violations;

    Scanner(CompilationUnitTree unit, Trees trees, List<String> violations) {
      this.unit = unit;
      this.trees = trees;
      this.violations = violations;
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      long lines = line(method, true) - line(method, false) + 1;
      if (lines > MAX_METHOD_LINES) {
        report(method.getName() + ": " + lines + " lines");
      }
      boolean isOfRecord =
          parent() instanceof ClassTree enclosing && enclosing.getKind() == Tree.Kind.RECORD;
      boolean isConstructor = method.getName().contentEquals("<init>");
      if (isConstructor
          && !isOfRecord
          && method.getParameters().size() > MAX_CONSTRUCTOR_PARAMETERS) {
        report("constructor: " + method.getParameters().size() + " parameters");
      }
      return super.visitMethod(method, unused);
    }

    @Override
    public Void visitSwitch(SwitchTree tree, Void unused) {
      checkDefault(tree.getExpression(), tree.getCases());
      return super.visitSwitch(tree, unused);
    }

    @Override
    public Void visitSwitchExpression(SwitchExpressionTree tree, Void unused) {
      checkDefault(tree.getExpression(), tree.getCases());
      return super.visitSwitchExpression(tree, unused);
    }

    private void checkDefault(ExpressionTree selector, List<? extends CaseTree> cases) {
      TypeMirror type = trees.getTypeMirror(new TreePath(getCurrentPath(), selector));
      boolean hasDefault =
          cases.stream()
              .flatMap(switchCase -> switchCase.getLabels().stream())
              .anyMatch(DefaultCaseLabelTree.class::isInstance);
      if (hasDefault && isOwnClosedType(type)) {
        report("line " + line(selector, false) + ": default over " + type);
      }
    }

    private static boolean isOwnClosedType(TypeMirror type) {
      if (!(type instanceof DeclaredType declared)) {
        return false;
      }
      TypeElement element = (TypeElement) declared.asElement();
      boolean isClosed =
          element.getKind() == ElementKind.ENUM || element.getModifiers().contains(Modifier.SEALED);
      return isClosed && element.getQualifiedName().toString().startsWith(ROOT_PACKAGE);
    }

    private Tree parent() {
      return getCurrentPath().getParentPath().getLeaf();
    }

    private long line(Tree tree, boolean atEnd) {
      var positions = trees.getSourcePositions();
      long position =
          atEnd ? positions.getEndPosition(unit, tree) : positions.getStartPosition(unit, tree);
      return unit.getLineMap().getLineNumber(position);
    }

    private void report(String violation) {
      violations.add(name(Path.of(unit.getSourceFile().getName())) + ": " + violation);
    }
  }
}
