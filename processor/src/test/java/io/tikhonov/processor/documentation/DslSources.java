package io.tikhonov.processor.documentation;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What the sources of the DSL say about their annotations and functions. */
final class DslSources {
  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .getParent()
          .resolve(Path.of("dsl", "src", "main", "java", "io", "tikhonov", "dsl"));

  /**
   * An attribute of an annotation.
   *
   * @param value the default in source; null if there is none
   */
  record Attribute(String name, String value) {}

  /**
   * An annotation or a function.
   *
   * @param signature of a function, without types; the name of an annotation
   */
  record Entry(
      String owner, String name, String signature, Javadoc javadoc, List<Attribute> attributes) {}

  private DslSources() {}

  /** The nested annotations of a family, in source order. */
  static List<Entry> annotations(String family) {
    List<Entry> entries = new ArrayList<>();
    scan(
        family,
        new Scanner() {
          @Override
          public Void visitClass(ClassTree type, Trees trees) {
            boolean nested = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree;
            if (nested
                && type.getKind() == Tree.Kind.ANNOTATION_TYPE
                && !type.getSimpleName().contentEquals("List")) {
              String name = type.getSimpleName().toString();
              entries.add(new Entry(family, name, name, javadoc(trees), attributes(type)));
              return null;
            }
            return super.visitClass(type, trees);
          }
        });
    return entries;
  }

  private static List<Attribute> attributes(ClassTree annotation) {
    return annotation.getMembers().stream()
        .filter(MethodTree.class::isInstance)
        .map(MethodTree.class::cast)
        .map(
            method ->
                new Attribute(
                    method.getName().toString(),
                    method.getDefaultValue() == null
                        ? null
                        : Objects.toString(method.getDefaultValue())))
        .toList();
  }

  /** The public functions of a class, every form by itself, in source order. */
  static List<Entry> functions(String owner) {
    List<Entry> entries = new ArrayList<>();
    scan(
        owner,
        new Scanner() {
          @Override
          public Void visitMethod(MethodTree method, Trees trees) {
            if (method.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
              String name = method.getName().toString();
              String arguments =
                  method.getParameters().stream()
                      .map(DslSources::argument)
                      .collect(Collectors.joining(", "));
              String signature = name + "(" + arguments + ")";
              entries.add(new Entry(owner, name, signature, javadoc(trees), List.of()));
            }
            return null;
          }
        });
    return entries;
  }

  private static String argument(VariableTree parameter) {
    String type = parameter.getType().toString();
    return parameter.getName() + (type.endsWith("[]") || type.endsWith("...") ? "..." : "");
  }

  private abstract static class Scanner extends TreePathScanner<Void, Trees> {
    Javadoc javadoc(Trees trees) {
      TreePath path = getCurrentPath();
      return new Javadoc(Objects.requireNonNullElse(trees.getDocComment(path), ""));
    }
  }

  private static void scan(String owner, Scanner scanner) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjects(FOLDER.resolve(owner + ".java")));
      Trees trees = Trees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        scanner.scan(unit, trees);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
