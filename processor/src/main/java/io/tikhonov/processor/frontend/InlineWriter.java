package io.tikhonov.processor.frontend;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import io.tikhonov.processor.diagnostic.DiagnosticException;
import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.diagnostic.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/**
 * Writes the bodies of {@code @Inline} helpers into a class beside the helper's, so that models
 * that are compiled later find them in its class file. Names are resolved now: static methods and
 * classes get their full names, constants become literals.
 */
public final class InlineWriter {
  /** A string constant in a class file has at most so many bytes. */
  private static final int LONGEST_CONSTANT = 65_535;

  private final Sources sources;

  /** A class to generate. */
  public record Companion(String packageName, String simpleName, String source) {}

  InlineWriter(Sources sources) {
    this.sources = sources;
  }

  /** The simple name of the class that holds the bodies of a class's helpers. */
  static String companionName(TypeElement owner) {
    StringBuilder name = new StringBuilder(owner.getSimpleName());
    Element outer = owner.getEnclosingElement();
    while (outer instanceof TypeElement type) {
      name.insert(0, type.getSimpleName() + "_");
      outer = type.getEnclosingElement();
    }
    return name + "_Inline";
  }

  /** The name of the constant that holds a helper's body. */
  static String constantName(ExecutableElement method) {
    return method.getSimpleName() + "_" + method.getParameters().size();
  }

  /**
   * The class that stores the helpers of a class; empty if there are none or something is wrong.
   */
  Optional<Companion> write(TypeElement owner, Reporter reporter) {
    List<String> constants = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ExecutableElement method : ElementFilter.methodsIn(owner.getEnclosedElements())) {
      if (!Dsl.has(method, Dsl.INLINE)) {
        continue;
      }
      try {
        if (!names.add(constantName(method))) {
          throw problem(
              method,
              "%s has two @Inline overloads with %d parameters. Give one another name."
                  .formatted(method.getSimpleName(), method.getParameters().size()));
        }
        constants.add(constant(method));
      } catch (DiagnosticException e) {
        reporter.report(e);
      } catch (Poisoned e) {
        // The compiler reports the name that it cannot find.
        return Optional.empty();
      }
    }
    if (constants.isEmpty() || reporter.hasErrors()) {
      return Optional.empty();
    }
    String packageName = sources.elements().getPackageOf(owner).getQualifiedName().toString();
    StringBuilder source = new StringBuilder();
    if (!packageName.isEmpty()) {
      source.append("package ").append(packageName).append(";\n\n");
    }
    source
        .append("/** The bodies of the @Inline methods of {@link ")
        .append(owner.getQualifiedName())
        .append("}, for models that are compiled against its class file. */\n")
        .append("final class ")
        .append(companionName(owner))
        .append(" {\n  private ")
        .append(companionName(owner))
        .append("() {}\n");
    constants.forEach(constant -> source.append("\n").append(constant));
    source.append("}\n");
    return Optional.of(new Companion(packageName, companionName(owner), source.toString()));
  }

  private DiagnosticException problem(ExecutableElement method, String message) {
    return new DiagnosticException(Rule.INLINE_RESTRICTION, sources.place(method), message);
  }

  private String constant(ExecutableElement method) {
    TreePath path = sources.path(method);
    if (!method.getModifiers().contains(Modifier.STATIC)
        || path == null
        || !(path.getLeaf() instanceof MethodTree tree)
        || tree.getBody() == null) {
      throw problem(
          method,
          "@Inline on %s: only a static method with a body can be inlined elsewhere."
              .formatted(method.getSimpleName()));
    }
    String text = new Resolver(method, path).resolved(tree);
    if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_CONSTANT) {
      throw problem(method, "The body of this @Inline method is too long to be stored. Split it.");
    }
    StringBuilder constant = new StringBuilder("  static final String ");
    constant.append(constantName(method)).append(" =\n");
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      boolean last = i == lines.length - 1;
      constant
          .append(i == 0 ? "      " : "          + ")
          .append(JavaLiterals.of(lines[i] + (last ? "" : "\n")))
          .append(last ? ";\n" : "\n");
    }
    return constant.toString();
  }

  /** Replaces the names in one method. */
  private final class Resolver extends TreePathScanner<Void, Void> {
    private final ExecutableElement method;
    private final CompilationUnitTree unit;
    private final TreePath start;
    private final TreeMap<Long, String> replacements = new TreeMap<>();
    private final TreeMap<Long, Long> ends = new TreeMap<>();
    private final TreeMap<Long, String> insertions = new TreeMap<>();

    Resolver(ExecutableElement method, TreePath start) {
      this.method = method;
      this.start = start;
      this.unit = start.getCompilationUnit();
    }

    String resolved(MethodTree tree) {
      scan(new TreePath(start, tree.getBody()), null);
      SourcePositions positions = sources.trees().getSourcePositions();
      StringBuilder text = new StringBuilder("static ");
      text.append(tree.getReturnType()).append(' ').append(tree.getName()).append('(');
      for (int i = 0; i < tree.getParameters().size(); i++) {
        Tree type = tree.getParameters().get(i).getType();
        text.append(i == 0 ? "" : ", ").append(type).append(' ');
        text.append(tree.getParameters().get(i).getName());
      }
      text.append(") ");
      long from = positions.getStartPosition(unit, tree.getBody());
      long to = positions.getEndPosition(unit, tree.getBody());
      try {
        CharSequence content = unit.getSourceFile().getCharContent(true);
        for (long i = from; i < to; ) {
          if (insertions.containsKey(i)) {
            text.append(insertions.get(i));
          }
          if (replacements.containsKey(i)) {
            text.append(replacements.get(i));
            i = ends.get(i);
          } else {
            text.append(content.charAt((int) i));
            i++;
          }
        }
      } catch (IOException e) {
        throw problem(method, "The source of this @Inline method cannot be read: " + e);
      }
      return text.toString();
    }

    @Override
    public Void visitIdentifier(IdentifierTree tree, Void unused) {
      return replace(tree, tree.getName().toString());
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree tree, Void unused) {
      Element element = element();
      if (element.getKind() == ElementKind.FIELD || element instanceof TypeElement) {
        return replace(tree, tree.getIdentifier().toString());
      } else if (element instanceof ExecutableElement called) {
        requireInlinable(called);
      }
      return super.visitMemberSelect(tree, null);
    }

    /** The types of variables stay as they are; the compiler has put its own in place of var. */
    @Override
    public Void visitVariable(VariableTree tree, Void unused) {
      return scan(tree.getInitializer(), null);
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree tree, Void unused) {
      return scan(tree.getBody(), null);
    }

    /** The static type of a choice between an int and a double is kept by a cast. */
    @Override
    public Void visitConditionalExpression(ConditionalExpressionTree tree, Void unused) {
      var type = sources.trees().getTypeMirror(getCurrentPath());
      if (type != null && type.getKind() == TypeKind.DOUBLE) {
        SourcePositions positions = sources.trees().getSourcePositions();
        insertions.merge(positions.getStartPosition(unit, tree), "((double) (", (a, b) -> a + b);
        insertions.merge(positions.getEndPosition(unit, tree), "))", (a, b) -> a + b);
      }
      return super.visitConditionalExpression(tree, null);
    }

    private Element element() {
      Element element = sources.trees().getElement(getCurrentPath());
      if (element == null || element.asType().getKind() == TypeKind.ERROR) {
        throw Poisoned.INSTANCE;
      }
      return element;
    }

    private Void replace(Tree tree, String name) {
      Element element = element();
      if (element instanceof TypeElement type) {
        put(tree, type.getQualifiedName().toString());
      } else if (element.getKind() == ElementKind.FIELD && !name.equals("length")) {
        Object value = ((VariableElement) element).getConstantValue();
        if (value == null) {
          throw new DiagnosticException(
              Rule.INLINE_RESTRICTION,
              sources.place(getCurrentPath(), method),
              ("%s is used in an @Inline method, but it is no compile-time constant. Pass it as an"
                      + " argument, or write the value.")
                  .formatted(name));
        }
        put(tree, JavaLiterals.of(value));
      } else if (element instanceof ExecutableElement called) {
        requireInlinable(called);
        put(tree, ((TypeElement) called.getEnclosingElement()).getQualifiedName() + "." + name);
      }
      return null;
    }

    private void requireInlinable(ExecutableElement called) {
      Callee callee = Callee.of(called);
      if (callee.vocabularyOwner().isEmpty() && !callee.isMath() && !Dsl.has(called, Dsl.INLINE)) {
        throw new DiagnosticException(
            Rule.INLINE_RESTRICTION,
            sources.place(getCurrentPath(), method),
            "%s is called in an @Inline method, so its body must be stored, too. Put @Inline on it."
                .formatted(called.getSimpleName()));
      }
    }

    private void put(Tree tree, String text) {
      SourcePositions positions = sources.trees().getSourcePositions();
      long from = positions.getStartPosition(unit, tree);
      replacements.put(from, text);
      ends.put(from, positions.getEndPosition(unit, tree));
    }
  }
}
