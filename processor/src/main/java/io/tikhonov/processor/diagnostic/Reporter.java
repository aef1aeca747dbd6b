package io.tikhonov.processor.diagnostic;

import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;

/**
 * Collects the diagnostics of one class and shows them together, in the order of the source, each
 * at its very token.
 *
 * <p>Of several diagnostics of one rule at one token only the first is kept, and none but errors
 * where there is an error. Warnings and notes can be switched off by
 * {@code @SuppressWarnings("TKVnnn")} on the element or a class around it, and set by the {@link
 * Options}.
 */
public final class Reporter {
  private final Trees trees;
  private final Messager messager;
  private final Options options;
  private final TypeElement subject;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private boolean failed;

  /**
   * @param trees shows diagnostics at trees; null if the compiler is not javac
   * @param messager shows those that have an element only
   * @param options the processor's options
   * @param subject the class that is read; what has no place is shown there. Null for what concerns
   *     no class
   */
  public Reporter(Trees trees, Messager messager, Options options, TypeElement subject) {
    this.trees = trees;
    this.messager = messager;
    this.options = options;
    this.subject = subject;
  }

  /** Reports with the usual severity of the rule. */
  public void report(Rule rule, Object at, String message) {
    report(rule, rule.severity(), at, message);
  }

  /**
   * Reports with a severity of its own.
   *
   * @param at a {@link Place}, as tokens and origins carry them; anything else stands for the class
   */
  public void report(Rule rule, Severity severity, Object at, String message) {
    Place place = at instanceof Place known ? known : Place.of(subject);
    Optional<Severity> effective = effective(rule, severity, place);
    if (effective.isEmpty()) {
      return;
    }
    Diagnostic diagnostic = new Diagnostic(rule, effective.get(), place, message);
    if (isKnown(diagnostic)) {
      return;
    }
    Optional<Diagnostic> cause = cause(diagnostic);
    cause.ifPresentOrElse(
        it -> raise(it, diagnostic.severity()), () -> diagnostics.add(diagnostic));
    failed |= effective.get() == Severity.ERROR;
  }

  public void report(DiagnosticException problem) {
    report(problem.rule(), problem.at(), problem.getMessage());
  }

  /** True if the rule was reported at this token, or if an error there makes a warning idle. */
  private boolean isKnown(Diagnostic other) {
    if (subject == null) {
      // Without places, only what says the same is known.
      return diagnostics.contains(other);
    }
    return diagnostics.stream()
        .filter(d -> d.place().sameTokenAs(other.place()))
        .anyMatch(
            d ->
                d.rule() == other.rule()
                    || (d.severity() == Severity.ERROR && other.severity() != Severity.ERROR));
  }

  /** What was reported at the token and explains more. */
  private Optional<Diagnostic> cause(Diagnostic other) {
    return diagnostics.stream()
        .filter(d -> d.place().sameTokenAs(other.place()) && explains(d.rule(), other.rule()))
        .findFirst();
  }

  /**
   * A value that an integer division has spoilt is explained by that division, and of a slope that
   * is infinite in a penalty there is more to say than of one elsewhere.
   */
  private static boolean explains(Rule cause, Rule rule) {
    return cause == Rule.INTEGER_DIVISION
        || (cause == Rule.SLOPE_AT_ZERO
            && (rule == Rule.INFINITE_VALUE
                || rule == Rule.INFINITE_SLOPE
                || rule == Rule.POWER_OUTSIDE_DOMAIN));
  }

  /** A cause is as bad as what follows from it. */
  private void raise(Diagnostic cause, Severity severity) {
    if (severity.compareTo(cause.severity()) < 0) {
      diagnostics.set(
          diagnostics.indexOf(cause),
          new Diagnostic(cause.rule(), severity, cause.place(), cause.message()));
    }
  }

  /** True if a rule was reported somewhere in a declaration and not shown yet. */
  public boolean hasReported(Rule rule, Object within) {
    return reported(Set.of(rule), within).isPresent();
  }

  /**
   * Leaves a consequence to its cause, which becomes as bad as the consequence.
   *
   * @param causes what can explain it in the same declaration
   * @return false if none of them was reported there
   */
  public boolean isExplained(Set<Rule> causes, Object within, Severity consequence) {
    Optional<Diagnostic> cause = reported(causes, within);
    cause.ifPresent(it -> raise(it, consequence));
    failed |= cause.isPresent() && consequence == Severity.ERROR;
    return cause.isPresent();
  }

  private Optional<Diagnostic> reported(Set<Rule> rules, Object within) {
    return within instanceof Place place && place.element() != null
        ? diagnostics.stream()
            .filter(d -> rules.contains(d.rule()))
            .filter(d -> place.element().equals(d.place().element()))
            .findFirst()
        : Optional.empty();
  }

  private Optional<Severity> effective(Rule rule, Severity severity, Place place) {
    if (severity == Severity.ERROR) {
      return Optional.of(severity);
    }
    if (isSuppressed(rule, place.element()) || isSuppressed(rule, subject)) {
      return Optional.empty();
    }
    return options.severity(rule, severity);
  }

  private static boolean isSuppressed(Rule rule, Element start) {
    for (Element element = start; element != null; element = element.getEnclosingElement()) {
      SuppressWarnings suppressed = element.getAnnotation(SuppressWarnings.class);
      if (suppressed != null && List.of(suppressed.value()).contains(rule.code())) {
        return true;
      }
    }
    return false;
  }

  /** True if something was reported, shown or not yet, that forbids to generate code. */
  public boolean hasErrors() {
    return failed;
  }

  /** What was reported, is not switched off and was not shown yet, in the order of reporting. */
  public List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  /** Shows everything that was collected since the last call, sorted by position. */
  public void flush() {
    List<Diagnostic> sorted = new ArrayList<>(diagnostics);
    sorted.sort(
        Comparator.comparing((Diagnostic d) -> d.place().tree() == null)
            .thenComparing(Reporter::file)
            .thenComparingLong(d -> d.place().position()));
    sorted.forEach(this::show);
    diagnostics.clear();
  }

  private static String file(Diagnostic diagnostic) {
    Place place = diagnostic.place();
    return place.unit() == null ? "" : place.unit().getSourceFile().toUri().toString();
  }

  private void show(Diagnostic diagnostic) {
    Kind kind =
        switch (diagnostic.severity()) {
          case ERROR -> Kind.ERROR;
          case WARNING -> Kind.WARNING;
          case NOTE -> Kind.NOTE;
        };
    Place place = diagnostic.place();
    if (place.tree() != null && trees != null) {
      trees.printMessage(kind, diagnostic.text(), place.tree(), place.unit());
    } else if (subject == null) {
      messager.printMessage(kind, diagnostic.text());
    } else {
      messager.printMessage(kind, diagnostic.text(), withSource(place.element()));
    }
  }

  /** An element of a class file has no place to show; the class that is read stands for it. */
  private Element withSource(Element element) {
    boolean shown = element != null && (trees == null || trees.getPath(element) != null);
    return shown ? element : subject;
  }
}
