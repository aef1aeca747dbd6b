package io.tikhonov.processor.check;

import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.diagnostic.Suggestions;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import java.util.List;
import java.util.stream.Collectors;

/** Rules on the declarations alone: TKV102, TKV104. */
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

  /** Names for a message. */
  static String names(List<TensorDeclaration> tensors) {
    return tensors.stream().map(TensorDeclaration::name).collect(Collectors.joining(", "));
  }
}
