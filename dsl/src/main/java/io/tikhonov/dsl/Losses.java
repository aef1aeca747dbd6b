package io.tikhonov.dsl;

/**
 * Losses: scalars that compare a prediction with a target.
 *
 * <p>All are means: over all elements, and over the rows for class labels, as PyTorch's {@code
 * reduction="mean"}. Prediction and target have the same shape after broadcasting. Both get their
 * derivative; a target that must not, takes {@link Ops#stopGradient}.
 */
public final class Losses {
  private Losses() {}

  /**
   * Cross entropy of class labels: the mean over the rows of log Σₖ exp(zₖ) − z_y.
   *
   * @param logits unnormalised scores (batch, classes), also with more axes before the last; not
   *     the output of {@code softmax} (TKV207)
   * @param labels class numbers (batch) in [0, classes), the axes of the logits but the last; any
   *     other number is refused before the step changes anything
   */
  public static Tensor softmaxCrossEntropy(Tensor logits, Labels labels) {
    return Compiled.only();
  }

  /**
   * Cross entropy with smoothed labels: (1 − ε) times the cross entropy plus ε times the mean over
   * all classes of −log softmax(z).
   *
   * <p>Szegedy et al., Rethinking the Inception Architecture for Computer Vision, 2016; {@code
   * torch.nn.CrossEntropyLoss(label_smoothing=ε)}.
   *
   * @param logits unnormalised scores (batch, classes)
   * @param labels class numbers (batch)
   * @param labelSmoothing ε in [0, 1]
   */
  public static Tensor softmaxCrossEntropy(Tensor logits, Labels labels, double labelSmoothing) {
    return Compiled.only();
  }

  /**
   * Binary cross entropy: the mean of softplus(z) − t·z, which is −t·log p − (1 − t)·log(1 − p) at
   * p = sigmoid(z), without overflow.
   *
   * @param logits log odds, of any shape; not the output of {@code sigmoid} (TKV207)
   * @param targets probabilities in [0, 1]
   */
  public static Tensor sigmoidCrossEntropy(Tensor logits, Tensor targets) {
    return Compiled.only();
  }

  /** Mean of (prediction − target)². */
  public static Tensor meanSquaredError(Tensor prediction, Tensor target) {
    return Compiled.only();
  }

  /** Mean of |prediction − target|; derivative 0 where both are equal. */
  public static Tensor meanAbsoluteError(Tensor prediction, Tensor target) {
    return Compiled.only();
  }

  /**
   * Huber's loss: the mean of ½r² where |r| ≤ δ and δ(|r| − ½δ) elsewhere, r = prediction − target.
   *
   * <p>Huber, Robust Estimation of a Location Parameter, 1964; {@code torch.nn.HuberLoss}.
   *
   * @param delta residual δ from which the loss is linear; above 0
   */
  public static Tensor huber(Tensor prediction, Tensor target, double delta) {
    return Compiled.only();
  }

  /**
   * {@link #huber} with δ = β, divided by β; {@code torch.nn.SmoothL1Loss}.
   *
   * @param beta residual β from which the loss is linear with slope 1; above 0
   */
  public static Tensor smoothL1(Tensor prediction, Tensor target, double beta) {
    return Compiled.only();
  }

  /** Mean of log cosh(prediction − target), without overflow; derivative tanh of the difference. */
  public static Tensor logCosh(Tensor prediction, Tensor target) {
    return Compiled.only();
  }

  /**
   * Quantile loss: the mean of max(q·r, (q − 1)·r) with r = target − prediction. Its minimiser is
   * the q-quantile. The derivative at r = 0 is the mean of those on both sides.
   *
   * <p>Koenker and Bassett, Regression Quantiles, 1978.
   *
   * @param quantile q in (0, 1)
   */
  public static Tensor pinball(Tensor prediction, Tensor target, double quantile) {
    return Compiled.only();
  }

  /**
   * Poisson negative log likelihood without its constant: the mean of exp(s) − k·s; {@code
   * torch.nn.PoissonNLLLoss(log_input=True)}.
   *
   * @param logRate logarithm s of the expected count
   * @param counts observed counts k, at least 0
   */
  public static Tensor poissonNegativeLogLikelihood(Tensor logRate, Tensor counts) {
    return Compiled.only();
  }

  /**
   * Normal negative log likelihood without its constant: the mean of ½(log v + (mean − target)²/v);
   * {@code torch.nn.GaussianNLLLoss}.
   *
   * @param mean predicted mean
   * @param target observed value
   * @param variance predicted variance, above 0; v is the variance, at least 10⁻⁶, and the bound is
   *     left out of the derivative
   */
  public static Tensor gaussianNegativeLogLikelihood(Tensor mean, Tensor target, Tensor variance) {
    return Compiled.only();
  }
}
