package io.tikhonov.processor.rules;

import io.tikhonov.processor.analysis.Collapse;
import io.tikhonov.processor.analysis.Collapse.Representation;
import io.tikhonov.processor.analysis.Growth;
import io.tikhonov.processor.analysis.Patterns;
import io.tikhonov.processor.analysis.Reach;
import io.tikhonov.processor.analysis.Shifts;
import io.tikhonov.processor.analysis.ZeroSet;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.diagnostic.Severity;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.TermDeclaration;
import io.tikhonov.processor.rules.Pulls.Pull;
import io.tikhonov.processor.training.Assignment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rules on objectives whose best or only point is useless: TKV408 (no lower bound), TKV409
 * (collapse), TKV415 (all parameters stay 0), TKV417 (a likelihood without bound).
 */
final class DegenerateRules {
  /** Sets that contain 0. */
  private static final Set<String> AROUND_ZERO =
      Set.of("NonNegative", "MaxNorm", "L2Ball", "L1Ball", "L0Ball", "GroupL0Ball");

  private final Context context;
  private final List<TermDeclaration> terms;
  private final List<Node> values;

  DegenerateRules(Context context) {
    this.context = context;
    this.terms = context.model().terms().stream().filter(t -> t.weight() > 0).toList();
    this.values = terms.stream().map(TermDeclaration::training).toList();
  }

  void run() {
    List<Pull> pulls = Pulls.of(context);
    boolean ascends = context.assignments().stream().anyMatch(DegenerateRules::ascends);
    checkZeros(pulls);
    checkLikelihoods();
    if (!ascends) {
      checkBounds(pulls);
      checkCollapse();
    }
  }

  private static boolean ascends(Assignment assignment) {
    return assignment
        .optimizer()
        .filter(optimizer -> optimizer.has("maximize") && optimizer.flag("maximize"))
        .isPresent();
  }

  // TKV408

  private void checkBounds(List<Pull> pulls) {
    for (TermDeclaration term : terms) {
      for (Assignment assignment : context.assignments()) {
        TensorDeclaration parameter = assignment.parameter();
        boolean free = assignment.constraints().isEmpty();
        if (free && winsAgainstAll(term, parameter, pulls)) {
          context.report(
              Rule.NO_LOWER_BOUND,
              term.token(),
              "%s = %s has no lower bound: sending %s to infinity wins against every other term here."
                      .formatted(term.name(), shortened(term.source()), parameter.name())
                  + " Use exp(-alpha * norm^2), a hinge max(0, m - norm), or put %s on a sphere."
                      .formatted(parameter.name()));
          break;
        }
      }
    }
  }

  private static String shortened(String source) {
    return source.length() > 60 ? source.substring(0, 57) + "..." : source;
  }

  private boolean winsAgainstAll(
      TermDeclaration term, TensorDeclaration parameter, List<Pull> pulls) {
    Growth growth = new Growth(parameter.leaf(), context.ranges());
    Growth.Order own = growth.of(term.training());
    boolean falls = own.isKnown() && own.power() > 0 && own.lead() == Growth.Lead.NEGATIVE;
    boolean trained = term.trains().isEmpty() || term.trains().contains(parameter.name());
    if (!falls || !trained || !Reach.differentiated(term.training()).contains(parameter.leaf())) {
      return false;
    }
    return terms.stream()
            .filter(other -> !other.equals(term))
            .allMatch(other -> isSlower(growth.of(other.training()), own))
        && pulls.stream()
            .filter(pull -> parameter.equals(pull.parameter()))
            .allMatch(pull -> isSlower(growth.of(pull.value()), own));
  }

  private static boolean isSlower(Growth.Order other, Growth.Order own) {
    return other.isKnown() && other.power() < own.power();
  }

  // TKV409

  private void checkCollapse() {
    Collapse collapse = new Collapse(values, context.ranges(), context.model().batchDimensions());
    for (TermDeclaration term : terms) {
      if (isEntropy(term) && isAlone(term)) {
        reportCollapse(term, Severity.WARNING);
        return;
      }
    }
    for (Representation representation : collapse.representations()) {
      List<TermDeclaration> dependent =
          terms.stream()
              .filter(
                  term ->
                      Reach.leaves(term.training(), Leaf.Role.PARAMETER).stream()
                          .anyMatch(representation.parameters()::contains))
              .toList();
      boolean smallest =
          !dependent.isEmpty()
              && mayBeConstant(representation)
              && dependent.stream()
                  .allMatch(term -> collapse.isSmallest(term.training(), representation));
      if (smallest) {
        boolean stopped = dependent.stream().anyMatch(DegenerateRules::hasTeacher);
        reportCollapse(dependent.get(0), stopped ? Severity.NOTE : Severity.WARNING);
        return;
      }
    }
  }

  /** A term of negative weight objects, and so does a set that keeps a parameter from 0. */
  private boolean mayBeConstant(Collapse.Representation representation) {
    boolean rewarded =
        context.model().terms().stream()
            .filter(term -> term.weight() < 0)
            .anyMatch(
                term ->
                    Reach.leaves(term.training(), Leaf.Role.PARAMETER).stream()
                        .anyMatch(representation.parameters()::contains));
    return !rewarded
        && context.assignments().stream()
            .filter(it -> representation.parameters().contains(it.parameter().leaf()))
            .flatMap(it -> it.constraints().stream())
            .allMatch(it -> AROUND_ZERO.contains(it.name()));
  }

  /** The entropy of predictions, which every constant and certain prediction makes 0. */
  private static boolean isEntropy(TermDeclaration term) {
    Node value = term.training();
    while (value.op() == Elementwise.MUL
        && Patterns.literal(value.input(0)).filter(factor -> factor > 0).isPresent()) {
      value = value.input(1);
    }
    String function = value.origin().function();
    return (function.equals("softmaxEntropy") && value.op() == Elementwise.DIV)
        || (function.equals("entropy") && value.op() == Elementwise.NEG);
  }

  private boolean isAlone(TermDeclaration term) {
    Set<Node> own = Reach.leaves(term.training(), Leaf.Role.PARAMETER);
    return !own.isEmpty()
        && terms.stream()
            .filter(other -> !other.equals(term))
            .noneMatch(
                other ->
                    Reach.leaves(other.training(), Leaf.Role.PARAMETER).stream()
                        .anyMatch(own::contains));
  }

  private static boolean hasTeacher(TermDeclaration term) {
    return Reach.inOrder(term.training()).stream()
        .anyMatch(
            node ->
                Reach.isStored(node, Leaf.Role.AVERAGE)
                    || (node.op() == Elementwise.STOP_GRADIENT
                        && node.origin().function().equals("stopGradient")));
  }

  private void reportCollapse(TermDeclaration term, Severity severity) {
    boolean teacher = severity == Severity.NOTE;
    context.report(
        Rule.COLLAPSE,
        severity,
        term.token(),
        "%s is smallest when the representation is the same for every input, and no other term objects."
                .formatted(term.name())
            + (teacher
                ? " The target that stops the gradient only makes this unlikely. Add a variance or"
                    + " uniformity term if it happens."
                : " Add a variance or uniformity term (VICReg), negatives, or a target that stops the"
                    + " gradient."));
  }

  // TKV415

  private void checkZeros(List<Pull> pulls) {
    List<TensorDeclaration> candidates =
        context.model().parameters().stream()
            .filter(p -> p.startsAtZero() && isTrained(p) && staysAtZero(p, pulls))
            .toList();
    Map<Node, TermDeclaration> byValue =
        terms.stream()
            .collect(Collectors.toMap(TermDeclaration::training, t -> t, (first, other) -> first));
    Set<Node> zeros =
        ZeroSet.of(
            candidates.stream().map(TensorDeclaration::leaf).toList(),
            byValue.keySet(),
            (value, parameter) -> trains(value, parameter));
    List<TensorDeclaration> members =
        candidates.stream().filter(p -> zeros.contains(p.leaf())).toList();
    if (!members.isEmpty()) {
      reportZeros(members);
    }
  }

  private boolean trains(Node value, Node parameter) {
    String name = ((Leaf.Stored) parameter.op()).id();
    return terms.stream()
        .filter(term -> term.training().equals(value))
        .anyMatch(term -> term.trains().isEmpty() || term.trains().contains(name));
  }

  /** A term reaches it with a derivative, and it does not cancel. */
  private boolean isTrained(TensorDeclaration parameter) {
    boolean reached =
        terms.stream()
            .filter(t -> t.trains().isEmpty() || t.trains().contains(parameter.name()))
            .anyMatch(t -> Reach.differentiated(t.training()).contains(parameter.leaf()));
    return reached && !Shifts.cancels(parameter.leaf(), values);
  }

  /** Neither a penalty nor a constraint moves it away from 0. */
  private boolean staysAtZero(TensorDeclaration parameter, List<Pull> pulls) {
    boolean penalised =
        pulls.stream()
            .filter(pull -> parameter.equals(pull.parameter()))
            .allMatch(pull -> ZeroSet.staysAtZero(parameter.leaf(), pull.value()));
    return penalised
        && context.assignment(parameter).constraints().stream().allMatch(this::containsZero);
  }

  private boolean containsZero(Ingredient constraint) {
    boolean box =
        constraint.name().equals("Box")
            && constraint.number("min") <= 0
            && constraint.number("max") >= 0;
    return box || AROUND_ZERO.contains(constraint.name());
  }

  private void reportZeros(List<TensorDeclaration> members) {
    TensorDeclaration first =
        members.stream().filter(TensorDeclaration::decays).findFirst().orElse(members.get(0));
    String names = Context.names(members);
    boolean one = members.size() == 1;
    context.report(
        Rule.STUCK_AT_ZERO,
        first.initToken(),
        "%s %s at 0, where %s: %s for ever unless you put other values in. Start %s at a random value"
                .formatted(
                    names,
                    one ? "starts" : members.size() == 2 ? "both start" : "all start",
                    one ? "its gradient is 0" : "the gradient of each is a multiple of the others",
                    one ? "it stays 0" : "they stay 0",
                    one ? "it" : "one of them")
            + " (LoRA: A random, B = 0).");
  }

  // TKV417

  /** r²/s² + log s, where s can become 0. */
  private void checkLikelihoods() {
    for (TermDeclaration term : terms) {
      Set<Node> divisors = divisors(term);
      for (Node node : Reach.differentiated(term.training())) {
        boolean logarithm = node.op() == Elementwise.LOG && node.origin().function().equals("log");
        if (logarithm
            && context.ranges().of(node.input(0)).low() <= 0
            && isAdded(term, node)
            && !Reach.leaves(node, Leaf.Role.PARAMETER).isEmpty()
            && divisors.contains(Patterns.strip(node.input(0)))) {
          context.report(
              Rule.UNBOUNDED_LIKELIHOOD,
              node,
              term,
              "%s is unbounded below: where the residual is 0, %s goes to minus infinity. Give the scale"
                      .formatted(term.name(), node.origin().text())
                  + " a floor (softplus(r).plus(1e-3)), or compute it from the running error.");
          break;
        }
      }
    }
  }

  /** What squares are divided by, and the roots and squares of it. */
  private static Set<Node> divisors(TermDeclaration term) {
    return Reach.inOrder(term.training()).stream()
        .filter(node -> node.op() == Elementwise.DIV && isSquare(node.input(0)))
        .map(node -> Patterns.strip(node.input(1)))
        .flatMap(
            node ->
                node.op() == Elementwise.SQUARE
                    ? List.of(node, Patterns.strip(node.input(0))).stream()
                    : List.of(node).stream())
        .collect(Collectors.toSet());
  }

  private static boolean isSquare(Node node) {
    Node x = Patterns.strip(node);
    while (x.op() == Elementwise.MUL && x.input(0).op() instanceof Leaf.Literal) {
      x = x.input(1);
    }
    return x.op() == Elementwise.SQUARE;
  }

  /** True if a value is added in the term with a positive sign. */
  private static boolean isAdded(TermDeclaration term, Node value) {
    return Signs.of(term.training()).getOrDefault(value, 0) > 0;
  }
}
