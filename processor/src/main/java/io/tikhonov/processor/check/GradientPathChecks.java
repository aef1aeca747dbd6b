package io.tikhonov.processor.check;

import io.tikhonov.processor.analysis.HardChoices;
import io.tikhonov.processor.analysis.Reach;
import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.diagnostic.Severity;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.TermDeclaration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules on what trains what: TKV111, TKV302. */
final class GradientPathChecks {
  /** What gives factors of 0, by which a term loses its parameters. */
  private static final Set<Rule> ZEROS =
      Set.of(Rule.INTEGER_DIVISION, Rule.ZERO_GRADIENT, Rule.NO_CURVATURE);

  private static final String DECAY = "weight decay";

  private final ObjectiveModel model;
  private final Reporter reporter;

  GradientPathChecks(ObjectiveModel model, Reporter reporter) {
    this.model = model;
    this.reporter = reporter;
  }

  void run() {
    if (model.parameters().isEmpty()) {
      return;
    }
    Set<String> reached = new HashSet<>();
    for (TermDeclaration term : model.terms()) {
      Reach.trained(term.training()).stream()
          .map(node -> ((Leaf.Stored) node.op()).id())
          .filter(name -> term.trains().isEmpty() || term.trains().contains(name))
          .forEach(reached::add);
    }
    for (TermDeclaration term : model.terms()) {
      if (Reach.trained(term.training()).isEmpty()) {
        Severity severity = reached.isEmpty() ? Severity.ERROR : Severity.WARNING;
        if (!reporter.isExplained(ZEROS, term.token().handle(), severity)) {
          reportDead(term, severity);
        }
      }
    }
    List<TensorDeclaration> unreached =
        model.parameters().stream()
            .filter(p -> !reached.contains(p.name()))
            // A hard random choice has a rule of its own (TKV805).
            .filter(p -> HardChoices.of(p.leaf(), values()).isEmpty())
            .toList();
    if (!reached.isEmpty() && !unreached.isEmpty()) {
      reportUnreached(unreached);
    }
  }

  private List<Node> values() {
    return model.terms().stream().map(TermDeclaration::training).toList();
  }

  private void reportDead(TermDeclaration term, Severity severity) {
    String what = term.loss() ? "loss" : "term";
    Optional<Node> cut = cut(term.training());
    if (cut.isEmpty()) {
      reporter.report(
          Rule.NO_DERIVATIVE,
          severity,
          term.token().handle(),
          "%s depends on no parameter, so this %s trains nothing. Use a parameter in it, or remove it."
              .formatted(term.name(), what));
      return;
    }
    String name = cutName(cut.get());
    reporter.report(
        Rule.NO_DERIVATIVE,
        severity,
        Places.of(cut.get(), term, model),
        "%s goes through %s, whose derivative is 0, so this %s trains nothing. %s"
            .formatted(term.name(), name, what, remedy(name)));
  }

  /**
   * The operation closest to the value that cuts the way to a parameter: one that a derivative
   * reaches if there is one, else the comparison that chooses a branch.
   */
  private static Optional<Node> cut(Node root) {
    Set<Node> seen = new LinkedHashSet<>();
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    Node condition = null;
    while (!open.isEmpty()) {
      Node node = open.removeFirst();
      if (!seen.add(node)) {
        continue;
      }
      List<Node> passed = node.op().derivativeInputs(node.inputs());
      for (Node input : node.inputs()) {
        if (!passed.contains(input) && !Reach.leaves(input, Leaf.Role.PARAMETER).isEmpty()) {
          if (node.op() != Elementwise.WHERE) {
            return Optional.of(node);
          }
          condition = condition == null ? input : condition;
        }
      }
      passed.forEach(open::addLast);
    }
    return Optional.ofNullable(condition);
  }

  private static String cutName(Node cut) {
    return cut.op() == Elementwise.TO_REAL ? "argmax" : cut.op().opName();
  }

  private static String remedy(String name) {
    return switch (name) {
      case "argmax" -> "Use softmaxCrossEntropy, or softmax with a temperature in place of argmax.";
      case "stopGradient" -> "Remove stopGradient.";
      case "sign" -> "Use tanh with a temperature in place of sign.";
      default -> "Use sigmoid of the difference with a temperature in place of " + name + ".";
    };
  }

  /** True if every optimizer that may act on it decays weights. */
  private boolean isDecayed(TensorDeclaration parameter) {
    List<Ingredient> optimizers =
        Stream.concat(parameter.ingredients().stream(), model.ingredients().stream())
            .filter(it -> it.family().equals("Optimizer"))
            .toList();
    return parameter.decays()
        && !optimizers.isEmpty()
        && optimizers.stream()
            .allMatch(it -> it.has("weightDecay") && it.number("weightDecay") > 0);
  }

  private void reportUnreached(List<TensorDeclaration> unreached) {
    String penalties =
        unreached.stream()
            .flatMap(p -> Targets.of(model, p, "Regularize").stream())
            .map(Ingredient::name)
            .distinct()
            .collect(Collectors.joining(", "));
    if (penalties.isEmpty() && unreached.stream().allMatch(this::isDecayed)) {
      penalties = DECAY;
    }
    boolean several = unreached.size() > 1;
    String names = DeclarationChecks.names(unreached);
    String consequence =
        penalties.isEmpty()
            ? (several ? "so they keep their initial values" : "so it keeps its initial value")
            : "only %s %s %s, straight to 0"
                .formatted(
                    several ? "their" : "its",
                    penalties.equals(DECAY)
                        ? DECAY + " moves"
                        : several
                            ? "penalties " + penalties + " move"
                            : "penalty " + penalties + " moves",
                    several ? "them" : "it");
    reporter.report(
        Rule.UNREACHED_PARAMETER,
        unreached.get(0).token().handle(),
        "No loss reaches %s%s %s. Use %s in the loss, make %s a @Constant, or delete %s."
            .formatted(
                names,
                penalties.isEmpty() ? "," : ":",
                consequence,
                several ? "them" : names,
                several ? "each" : "it",
                several ? "them" : "it"));
  }
}
