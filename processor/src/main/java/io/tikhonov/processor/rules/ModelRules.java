package io.tikhonov.processor.rules;

import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.model.ObjectiveModel;

/** Runs the rules of this package on a model. */
public final class ModelRules {

  private ModelRules() {}

  /**
   * Reports what is known to go wrong with the model.
   *
   * @param complete false if terms are missing because of errors; then only rules on the
   *     declarations are checked, because what the terms do is not known
   */
  public static void check(
      ObjectiveModel model, Catalogue catalogue, Reporter reporter, boolean complete) {
    Context context = Context.of(model, catalogue, reporter);
    if (complete) {
      new NumericRules(context).run();
    }
  }
}
