package io.tikhonov.processor.check;

import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.diagnostic.Suggestions;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import java.util.List;
import java.util.stream.Collectors;

/** Rules on the declarations alone: TKV102, TKV104, TKV112. */
final class DeclarationChecks {
  private final ObjectiveModel model;
  private final Reporter reporter;

  DeclarationChecks(ObjectiveModel model, Reporter reporter) {
    this.model = model;
    this.reporter = reporter;
  }

  void run() {
    model.ingredients().forEach(this::checkNames);
    checkOptimizer();
    model.parameters().forEach(this::checkConstraints);
  }

  private String simpleName() {
    return model.className().substring(model.className().lastIndexOf('.') + 1);
  }

  /** The names in {@code on} must be parameters. */
  private void checkNames(Ingredient ingredient) {
    List<String> known = model.parameters().stream().map(TensorDeclaration::name).toList();
    List<String> names = ingredient.texts("on");
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (!known.contains(name)) {
        reporter.report(
            Rule.UNKNOWN_NAME,
            element(ingredient, "on", i),
            "%s(on = \"%s\"): %s has no parameter \"%s\".%s Its parameters are %s."
                .formatted(
                    ingredient.written(),
                    name,
                    simpleName(),
                    name,
                    Suggestions.didYouMean(name, known),
                    known.stream().sorted().toList()));
      }
    }
  }

  /** The place of an element of an array attribute. */
  static Object element(Ingredient ingredient, String attribute, int i) {
    return ingredient
        .valueTokens()
        .getOrDefault(attribute + "[" + i + "]", ingredient.tokenOf(attribute))
        .handle();
  }

  private void checkOptimizer() {
    boolean onClass = model.ingredients().stream().anyMatch(DeclarationChecks::isOptimizer);
    List<String> without =
        model.parameters().stream()
            .filter(p -> p.ingredients().stream().noneMatch(DeclarationChecks::isOptimizer))
            .map(TensorDeclaration::name)
            .toList();
    if (!onClass && !without.isEmpty()) {
      reporter.report(
          Rule.MISSING_DECLARATION,
          model.token().handle(),
          "%s needs an @Optimizer: none says how %s is trained. Put one on the class, such as"
                  .formatted(simpleName(), String.join(", ", without))
              + " @Optimizer.AdamW(learningRate = 1e-3).");
    }
  }

  private static boolean isOptimizer(Ingredient ingredient) {
    return ingredient.family().equals("Optimizer");
  }

  /** Two constraints need a joint projection. */
  private void checkConstraints(TensorDeclaration parameter) {
    List<Ingredient> constraints = Targets.of(model, parameter, "Constrain");
    for (int i = 0; i < constraints.size(); i++) {
      for (int j = 0; j < i; j++) {
        Ingredient first = constraints.get(j);
        Ingredient second = constraints.get(i);
        if (!isKnownPair(first, second)) {
          reporter.report(
              Rule.EXCLUDING_PAIR,
              second.token().handle(),
              "%s: no projection on both %s and %s is known. Keep one of the"
                      .formatted(parameter.name(), first.written(), second.written())
                  + " two.");
        }
      }
    }
  }

  /** Boxes meet in a box; non-negativity and then a ball around 0 is the joint projection. */
  private static boolean isKnownPair(Ingredient a, Ingredient b) {
    List<String> boxes = List.of("NonNegative", "Box");
    List<String> balls = List.of("MaxNorm", "L2Ball");
    boolean known =
        List.of("NonNegative", "Box", "MaxNorm", "L2Ball").contains(a.name())
            && List.of("NonNegative", "Box", "MaxNorm", "L2Ball").contains(b.name());
    if (!known) {
      // Other sets, and those of other libraries: TKV304 says so where they do not compose.
      return true;
    }
    return (boxes.contains(a.name()) && boxes.contains(b.name()))
        || (a.name().equals("NonNegative") && balls.contains(b.name()))
        || (balls.contains(a.name()) && b.name().equals("NonNegative"))
        || (a.name().equals("L2Ball") && b.name().equals("L2Ball"))
        || (a.name().equals("MaxNorm")
            && b.name().equals("MaxNorm")
            && a.integer("axis") == b.integer("axis"));
  }

  /** Names for a message. */
  static String names(List<TensorDeclaration> tensors) {
    return tensors.stream().map(TensorDeclaration::name).collect(Collectors.joining(", "));
  }
}
