package io.tikhonov.processor.check;

import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.model.ObjectiveModel;

/** Runs the checks of this package on a model. */
public final class ModelChecks {
  private final ObjectiveModel model;
  private final Reporter reporter;

  public ModelChecks(ObjectiveModel model, Reporter reporter) {
    this.model = model;
    this.reporter = reporter;
  }

  /**
   * Reports what is wrong with the model.
   *
   * @param complete false if terms are missing because of errors; then only the declarations are
   *     checked, because what the terms do is not known
   */
  public void run(boolean complete) {
    new DeclarationChecks(model, reporter).run();
    new PenaltyChecks(model, reporter).run();
    if (complete) {
      new GradientPathChecks(model, reporter).run();
      new BatchReductionChecks(model, reporter).run();
      new EvidenceChecks(model, reporter).run();
      new SlopeChecks(model, reporter).run();
    }
  }
}
