package io.tikhonov.processor.frontend;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import io.tikhonov.processor.diagnostic.DiagnosticException;
import io.tikhonov.processor.diagnostic.Place;
import io.tikhonov.processor.diagnostic.Rule;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The bodies of {@code @Inline} helpers: their trees if they are compiled together with the model,
 * otherwise the sources that {@link InlineWriter} stored in a class file beside the helper's.
 */
final class InlineLibrary {
  private final Sources sources;
  private final Map<ExecutableElement, Optional<Parsed>> parsed = new HashMap<>();

  /** A method that was parsed from stored source. */
  private record Parsed(MethodTree tree, TreePath path) {}

  InlineLibrary(Sources sources) {
    this.sources = sources;
  }

  /** The routine of a helper, or an error at the call. */
  Routine find(ExecutableElement method, Place at) {
    TreePath path = sources.path(method);
    if (path != null && path.getLeaf() instanceof MethodTree tree && tree.getBody() != null) {
      Body body =
          new Body(sources, path.getCompilationUnit(), new CompilerNames(sources), method, null);
      return new Routine(method, tree, path, body);
    }
    Parsed stored =
        parsed
            .computeIfAbsent(method, this::parse)
            .orElseThrow(
                () ->
                    new DiagnosticException(
                        Rule.NO_SOURCE,
                        at,
                        "%s.%s is an @Inline helper without a stored body. Compile it again with the"
                                .formatted(method.getEnclosingElement(), method.getSimpleName())
                            + " Tikhonov processor, which writes %s."
                                .formatted(
                                    InlineWriter.companionName(
                                        (TypeElement) method.getEnclosingElement()))));
    Names names = new StoredNames(sources, at);
    Body body = new Body(sources, stored.path().getCompilationUnit(), names, method, at);
    return new Routine(method, stored.tree(), stored.path(), body);
  }

  private Optional<Parsed> parse(ExecutableElement method) {
    TypeElement owner = (TypeElement) method.getEnclosingElement();
    String packageName = sources.elements().getPackageOf(owner).getQualifiedName().toString();
    String companion = InlineWriter.companionName(owner);
    TypeElement type =
        sources
            .elements()
            .getTypeElement(packageName.isEmpty() ? companion : packageName + "." + companion);
    if (type == null) {
      return Optional.empty();
    }
    for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
      if (field.getConstantValue() instanceof String text
          && field.getSimpleName().contentEquals(InlineWriter.constantName(method))) {
        return parse(text, method);
      }
    }
    return Optional.empty();
  }

  private static Optional<Parsed> parse(String text, ExecutableElement method) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      return Optional.empty();
    }
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Stored.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return "class Stored {\n" + text + "\n}\n";
          }
        };
    JavacTask task =
        (JavacTask)
            compiler.getTask(
                null, null, diagnostic -> {}, List.of("-proc:none"), null, List.of(file));
    try {
      for (CompilationUnitTree unit : task.parse()) {
        for (Tree type : unit.getTypeDecls()) {
          for (Tree member : ((ClassTree) type).getMembers()) {
            if (member instanceof MethodTree tree
                && tree.getName().contentEquals(method.getSimpleName())
                && tree.getModifiers().getFlags().contains(Modifier.STATIC)) {
              TreePath path = new TreePath(new TreePath(new TreePath(unit), type), tree);
              return Optional.of(new Parsed(tree, path));
            }
          }
        }
      }
    } catch (IOException e) {
      // The source is in memory; there is nothing that could fail to be read.
      throw new IllegalStateException(e);
    }
    return Optional.empty();
  }
}
