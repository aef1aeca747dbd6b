package io.tikhonov.dsl;

/**
 * Losses: scalars that compare a prediction with a target.
 *
 * <p>Unless they say otherwise they are means: over all elements, and over the rows for class
 * labels and vectors, as PyTorch's {@code reduction="mean"}. Prediction and target have the same
 * shape after broadcasting. Both get their derivative; a target that must not, takes {@link
 * Ops#stopGradient}.
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

  /**
   * Cross entropy with class weights: Σ w_y(log Σₖ exp(zₖ) − z_y) / Σ w_y over the rows, y their
   * labels. A class of weight 0 does not count.
   *
   * <p>Peer: {@code torch.nn.CrossEntropyLoss(weight)}.
   *
   * @param logits unnormalised scores (batch, classes); not the output of {@code softmax} (TKV207)
   * @param labels class numbers (batch) in [0, classes)
   * @param classWeights one weight for each class (classes), at least 0; for example {@link
   *     #inverseFrequencyWeights}
   */
  public static Tensor softmaxCrossEntropy(Tensor logits, Labels labels, Tensor classWeights) {
    return Compiled.only();
  }

  /**
   * Cross entropy of target distributions: the mean over the rows of −Σₖ qₖ·log softmax(z)ₖ.
   *
   * <p>Peer: {@code torch.nn.CrossEntropyLoss} with class probabilities.
   *
   * @param logits unnormalised scores (batch, classes); not the output of {@code softmax} (TKV207)
   * @param probabilities target probabilities q of the shape of the logits, or broadcasting to it
   */
  public static Tensor softmaxCrossEntropy(Tensor logits, Tensor probabilities) {
    return Compiled.only();
  }

  /**
   * Cross entropies of class labels for each row: log Σₖ exp(zₖ) − z_y, of the shape of the labels.
   * For weights of single examples, with {@link #weightedMean}.
   *
   * <p>Peer: {@code torch.nn.CrossEntropyLoss(reduction="none")}.
   *
   * @param logits unnormalised scores (batch, classes); not the output of {@code softmax} (TKV207)
   * @param labels class numbers (batch) in [0, classes)
   */
  public static Tensor softmaxCrossEntropies(Tensor logits, Labels labels) {
    return Compiled.only();
  }

  /**
   * Cross entropy of the rows that have a label: the mean of log Σₖ exp(zₖ) − z_y over the rows
   * whose label y lies in [0, classes), 0 if there is none.
   *
   * <p>Peer: {@code torch.nn.CrossEntropyLoss(ignore_index)}. Çiçek et al., 3D U-Net: Learning
   * Dense Volumetric Segmentation from Sparse Annotation, 2016.
   *
   * @param logits unnormalised scores (batch, classes); not the output of {@code softmax} (TKV207)
   * @param labels class numbers (batch); any number that is no class, −1 by custom, marks a row
   *     without label, so a wrong label is not refused
   */
  public static Tensor maskedSoftmaxCrossEntropy(Tensor logits, Labels labels) {
    return Compiled.only();
  }

  /**
   * Focal loss of class labels: the mean over the rows of −(1 − p_y)^γ·log p_y with p = softmax(z);
   * γ = 0 is the cross entropy.
   *
   * <p>Lin et al., Focal Loss for Dense Object Detection, 2017.
   *
   * @param logits unnormalised scores (batch, classes); not the output of {@code softmax} (TKV207)
   * @param labels class numbers (batch) in [0, classes)
   * @param gamma focus γ, at least 0; usually 2
   */
  public static Tensor softmaxFocal(Tensor logits, Labels labels, double gamma) {
    return Compiled.only();
  }

  /**
   * Focal loss of binary targets: the mean of a·(1 − pₜ)^γ times the cross entropy, with pₜ = p·t +
   * (1 − p)(1 − t), a = α·t + (1 − α)(1 − t) and p = sigmoid(z).
   *
   * <p>Lin et al., Focal Loss for Dense Object Detection, 2017; {@code
   * torchvision.ops.sigmoid_focal_loss}.
   *
   * @param logits log odds, of any shape; not the output of {@code sigmoid} (TKV207)
   * @param targets probabilities in [0, 1]
   * @param gamma focus γ, at least 0; usually 2
   * @param alpha weight α of the positive class, in [0, 1]; usually 0.25
   */
  public static Tensor sigmoidFocal(Tensor logits, Tensor targets, double gamma, double alpha) {
    return Compiled.only();
  }

  /**
   * Binary cross entropy with a weight of the positive class: the mean of (1 − t)·z + (1 + (w −
   * 1)·t)·softplus(−z), which is −w·t·log p − (1 − t)·log(1 − p) at p = sigmoid(z).
   *
   * <p>Peer: {@code torch.nn.BCEWithLogitsLoss(pos_weight)}.
   *
   * @param logits log odds, of any shape; not the output of {@code sigmoid} (TKV207)
   * @param targets probabilities in [0, 1]
   * @param positiveWeight weight w, at least 0
   */
  public static Tensor sigmoidCrossEntropy(Tensor logits, Tensor targets, double positiveWeight) {
    return Compiled.only();
  }

  /**
   * Binary cross entropy with a weight of the positive class: the mean of (1 − t)·z + (1 + (w −
   * 1)·t)·softplus(−z), which is −w·t·log p − (1 − t)·log(1 − p) at p = sigmoid(z).
   *
   * <p>Peer: {@code torch.nn.BCEWithLogitsLoss(pos_weight)}.
   *
   * @param logits log odds, of any shape; not the output of {@code sigmoid} (TKV207)
   * @param targets probabilities in [0, 1]
   * @param positiveWeight weights w that broadcast to the logits, one for each column say
   */
  public static Tensor sigmoidCrossEntropy(Tensor logits, Tensor targets, Tensor positiveWeight) {
    return Compiled.only();
  }

  /**
   * Binary cross entropy of probabilities: the mean of −t·log p − (1 − t)·log(1 − p), logarithms
   * cut off at −100 with derivative 0 beyond. {@link #sigmoidCrossEntropy} of logits loses no
   * digits.
   *
   * <p>Peer: {@code torch.nn.BCELoss}.
   *
   * @param probabilities p in [0, 1]
   * @param targets probabilities t in [0, 1]
   */
  public static Tensor binaryCrossEntropy(Tensor probabilities, Tensor targets) {
    return Compiled.only();
  }

  /**
   * Hinge loss: the mean of max(0, m − y·z) with m = 1.
   *
   * <p>Cortes and Vapnik, Support-Vector Networks, 1995.
   *
   * @param scores z
   * @param signs −1 or 1, of the shape of the scores
   */
  public static Tensor hinge(Tensor scores, Tensor signs) {
    return Compiled.only();
  }

  /**
   * Hinge loss: the mean of max(0, m − y·z).
   *
   * <p>Cortes and Vapnik, Support-Vector Networks, 1995.
   *
   * @param scores z
   * @param signs −1 or 1, of the shape of the scores
   * @param margin m, at least 0
   */
  public static Tensor hinge(Tensor scores, Tensor signs, double margin) {
    return Compiled.only();
  }

  /**
   * Squared hinge loss: the mean of max(0, m − y·z)² with m = 1.
   *
   * <p>Cortes and Vapnik, Support-Vector Networks, 1995.
   *
   * @param scores z
   * @param signs −1 or 1, of the shape of the scores
   */
  public static Tensor squaredHinge(Tensor scores, Tensor signs) {
    return Compiled.only();
  }

  /**
   * Squared hinge loss: the mean of max(0, m − y·z)².
   *
   * <p>Cortes and Vapnik, Support-Vector Networks, 1995.
   *
   * @param scores z
   * @param signs −1 or 1, of the shape of the scores
   * @param margin m, at least 0
   */
  public static Tensor squaredHinge(Tensor scores, Tensor signs, double margin) {
    return Compiled.only();
  }

  /**
   * Logistic loss of signs: the mean of log(1 + exp(−y·z)).
   *
   * <p>Peer: {@code torch.nn.SoftMarginLoss}.
   *
   * @param scores z
   * @param signs −1 or 1, of the shape of the scores
   */
  public static Tensor softMargin(Tensor scores, Tensor signs) {
    return Compiled.only();
  }

  /**
   * Hinge loss of distances: the mean of d where y = 1 and of max(0, m − d) where y = −1.
   *
   * <p>Peer: {@code torch.nn.HingeEmbeddingLoss}.
   *
   * @param distances d
   * @param signs −1 or 1, of the shape of the scores
   * @param margin m, at least 0; 1 by custom
   */
  public static Tensor hingeEmbedding(Tensor distances, Tensor signs, double margin) {
    return Compiled.only();
  }

  /**
   * Ranking loss: the mean of max(0, m − y·(a − b)): a shall exceed b where y = 1, and b exceed a
   * where y = −1.
   *
   * <p>Peer: {@code torch.nn.MarginRankingLoss}.
   *
   * @param a scores
   * @param b scores
   * @param signs −1 or 1, of the shape of the scores
   * @param margin m, at least 0
   */
  public static Tensor marginRanking(Tensor a, Tensor b, Tensor signs, double margin) {
    return Compiled.only();
  }

  /**
   * Multiclass hinge loss: the mean over the rows of maxₖ(zₖ + m·[k ≠ y]) − z_y with m = 1.
   *
   * <p>Crammer and Singer, On the Algorithmic Implementation of Multiclass Kernel-based Vector
   * Machines, 2001.
   *
   * @param logits unnormalised scores (batch, classes); not the output of {@code softmax} (TKV207)
   * @param labels class numbers (batch) in [0, classes)
   */
  public static Tensor multiclassHinge(Tensor logits, Labels labels) {
    return Compiled.only();
  }

  /**
   * Multiclass hinge loss: the mean over the rows of maxₖ(zₖ + m·[k ≠ y]) − z_y.
   *
   * <p>Crammer and Singer, On the Algorithmic Implementation of Multiclass Kernel-based Vector
   * Machines, 2001.
   *
   * @param logits unnormalised scores (batch, classes); not the output of {@code softmax} (TKV207)
   * @param labels class numbers (batch) in [0, classes)
   * @param margin m, at least 0
   */
  public static Tensor multiclassHinge(Tensor logits, Labels labels, double margin) {
    return Compiled.only();
  }

  /**
   * Perceptron loss: the mean over the rows of maxₖ zₖ − z_y.
   *
   * <p>Rosenblatt, The Perceptron, 1958.
   *
   * @param logits unnormalised scores (batch, classes); not the output of {@code softmax} (TKV207)
   * @param labels class numbers (batch) in [0, classes)
   */
  public static Tensor perceptron(Tensor logits, Labels labels) {
    return Compiled.only();
  }

  /**
   * Margin loss of all classes: the mean over the rows of Σ_{k≠y} max(0, m − z_y + zₖ) / classes
   * with m = 1.
   *
   * <p>Weston and Watkins, Support Vector Machines for Multi-Class Pattern Recognition, 1999;
   * {@code torch.nn.MultiMarginLoss}.
   *
   * @param logits unnormalised scores (batch, classes); not the output of {@code softmax} (TKV207)
   * @param labels class numbers (batch) in [0, classes)
   */
  public static Tensor multiMargin(Tensor logits, Labels labels) {
    return Compiled.only();
  }

  /**
   * Margin loss of all classes: the mean over the rows of Σ_{k≠y} max(0, m − z_y + zₖ) / classes.
   *
   * <p>Weston and Watkins, Support Vector Machines for Multi-Class Pattern Recognition, 1999;
   * {@code torch.nn.MultiMarginLoss}.
   *
   * @param logits unnormalised scores (batch, classes); not the output of {@code softmax} (TKV207)
   * @param labels class numbers (batch) in [0, classes)
   * @param margin m, at least 0
   */
  public static Tensor multiMargin(Tensor logits, Labels labels, double margin) {
    return Compiled.only();
  }

  /**
   * Margin loss of all classes: the mean over the rows of Σ_{k≠y} max(0, m − z_y + zₖ)² / classes
   * with m = 1.
   *
   * <p>Weston and Watkins, Support Vector Machines for Multi-Class Pattern Recognition, 1999;
   * {@code torch.nn.MultiMarginLoss(p=2)}.
   *
   * @param logits unnormalised scores (batch, classes); not the output of {@code softmax} (TKV207)
   * @param labels class numbers (batch) in [0, classes)
   */
  public static Tensor squaredMultiMargin(Tensor logits, Labels labels) {
    return Compiled.only();
  }

  /**
   * Margin loss of all classes: the mean over the rows of Σ_{k≠y} max(0, m − z_y + zₖ)² / classes.
   *
   * <p>Weston and Watkins, Support Vector Machines for Multi-Class Pattern Recognition, 1999;
   * {@code torch.nn.MultiMarginLoss(p=2)}.
   *
   * @param logits unnormalised scores (batch, classes); not the output of {@code softmax} (TKV207)
   * @param labels class numbers (batch) in [0, classes)
   * @param margin m, at least 0
   */
  public static Tensor squaredMultiMargin(Tensor logits, Labels labels, double margin) {
    return Compiled.only();
  }

  /**
   * Kullback-Leibler divergence: the mean over the rows of Σₖ tₖ(log tₖ − sₖ), with t·log t = 0 at
   * t = 0.
   *
   * <p>Peer: {@code torch.nn.KLDivLoss(reduction="batchmean")}.
   *
   * @param logProbabilities logarithms s of the predicted probabilities (batch, classes), from
   *     {@link Ops#logSoftmax}
   * @param targets target probabilities t
   */
  public static Tensor klDivergence(Tensor logProbabilities, Tensor targets) {
    return Compiled.only();
  }

  /**
   * Generalised Kullback-Leibler divergence, of numbers that need not sum to 1: the mean over the
   * rows of Σₖ pₖ·log(pₖ/qₖ) − pₖ + qₖ.
   *
   * <p>Peer: {@code optax.generalized_kl_divergence}.
   *
   * @param p numbers of at least 0 (batch, classes); 0·log 0 = 0
   * @param q numbers above 0 where p is
   */
  public static Tensor generalizedKlDivergence(Tensor p, Tensor q) {
    return Compiled.only();
  }

  /**
   * Charbonnier's loss: the mean of √(r² + ε²), r = prediction − target.
   *
   * <p>Charbonnier et al., Two Deterministic Half-Quadratic Regularization Algorithms for Computed
   * Imaging, 1994.
   *
   * @param prediction predicted values
   * @param target observed values
   * @param epsilon rounding ε of the kink, above 0; usually 1e-3
   */
  public static Tensor charbonnier(Tensor prediction, Tensor target, double epsilon) {
    return Compiled.only();
  }

  /**
   * Pseudo-Huber loss: the mean of δ²(√(1 + (r/δ)²) − 1), r = prediction − target.
   *
   * <p>Peer: {@code scipy.special.pseudo_huber}.
   *
   * @param prediction predicted values
   * @param target observed values
   * @param delta residual δ around which the loss turns from square to line, above 0
   */
  public static Tensor pseudoHuber(Tensor prediction, Tensor target, double delta) {
    return Compiled.only();
  }

  /**
   * Cosine distance: the mean over the vectors of 1 − ⟨a, b⟩/(‖a‖‖b‖), 10⁻¹² added to the squared
   * norms.
   *
   * <p>Peer: {@code optax.cosine_distance}.
   *
   * @param a vectors along the last axis
   * @param b vectors of the same shape
   */
  public static Tensor cosineDistance(Tensor a, Tensor b) {
    return Compiled.only();
  }

  /**
   * Cosine embedding loss: the mean over the vectors of 1 − cos(a, b) where y = 1 and of max(0,
   * cos(a, b) − m) where y = −1, m = 0.
   *
   * <p>Peer: {@code torch.nn.CosineEmbeddingLoss}.
   *
   * @param a vectors along the last axis
   * @param b vectors of the same shape
   * @param signs −1 or 1, one for each pair of vectors
   */
  public static Tensor cosineEmbedding(Tensor a, Tensor b, Tensor signs) {
    return Compiled.only();
  }

  /**
   * Cosine embedding loss: the mean over the vectors of 1 − cos(a, b) where y = 1 and of max(0,
   * cos(a, b) − m) where y = −1.
   *
   * <p>Peer: {@code torch.nn.CosineEmbeddingLoss}.
   *
   * @param a vectors along the last axis
   * @param b vectors of the same shape
   * @param signs −1 or 1, one for each pair of vectors
   * @param margin m, from −1 to 1
   */
  public static Tensor cosineEmbedding(Tensor a, Tensor b, Tensor signs, double margin) {
    return Compiled.only();
  }

  /**
   * Triplet loss: the mean over the vectors of max(0, ‖a − p‖ − ‖a − n‖ + m), 10⁻⁶ added to each
   * difference.
   *
   * <p>Schroff, Kalenichenko and Philbin, FaceNet, 2015; {@code torch.nn.TripletMarginLoss}.
   *
   * @param anchor vectors a along the last axis
   * @param positive vectors p of the same shape
   * @param negative vectors n of the same shape
   * @param margin m, at least 0; 1 by custom
   */
  public static Tensor tripletMargin(
      Tensor anchor, Tensor positive, Tensor negative, double margin) {
    return Compiled.only();
  }

  /**
   * Triplet loss with the harder negative pair: the mean over the vectors of max(0, ‖a − p‖ −
   * min(‖a − n‖, ‖p − n‖) + m), 10⁻⁶ added to each difference.
   *
   * <p>Balntas et al., Learning Shallow Convolutional Feature Descriptors with Triplet Losses,
   * 2016; {@code torch.nn.TripletMarginLoss(swap=True)}.
   *
   * @param anchor vectors a along the last axis
   * @param positive vectors p of the same shape
   * @param negative vectors n of the same shape
   * @param margin m, at least 0; 1 by custom
   */
  public static Tensor tripletMarginWithSwap(
      Tensor anchor, Tensor positive, Tensor negative, double margin) {
    return Compiled.only();
  }

  /**
   * Contrastive loss of pairs (InfoNCE): −(1/n) Σᵢ log(exp⟨uᵢ, vᵢ⟩/τ / Σⱼ exp⟨uᵢ, vⱼ⟩/τ) with the
   * directions u = a/‖a‖ and v = b/‖b‖ of the rows.
   *
   * <p>Oord, Li and Vinyals, Representation Learning with Contrastive Predictive Coding, 2018.
   *
   * @param a embeddings (batch, size)
   * @param b embeddings of the other view; row i belongs to row i
   * @param temperature τ, above 0; usually 0.07 to 0.5
   */
  public static Tensor infoNce(Tensor a, Tensor b, double temperature) {
    return Compiled.only();
  }

  /**
   * Contrastive loss of pairs among all 2n rows (NT-Xent): the mean over the rows of both views of
   * −log(exp⟨uᵢ, vᵢ⟩/τ / Σₖ exp⟨uᵢ, wₖ⟩/τ), w all directions of both views but the row's own.
   *
   * <p>Chen et al., A Simple Framework for Contrastive Learning of Visual Representations, 2020.
   *
   * @param a embeddings (batch, size)
   * @param b embeddings of the other view; row i belongs to row i
   * @param temperature τ, above 0; usually 0.07 to 0.5
   */
  public static Tensor ntXent(Tensor a, Tensor b, double temperature) {
    return Compiled.only();
  }

  /**
   * Dice loss: 1 − (2Σpg + s)/(Σp + Σg + s).
   *
   * <p>Milletari, Navab and Ahmadi, V-Net, 2016.
   *
   * @param probabilities predicted probabilities p in [0, 1], of any shape; sums run over all
   *     elements
   * @param targets g in [0, 1], of the same shape
   * @param smoothing s, at least 0; usually 1
   */
  public static Tensor dice(Tensor probabilities, Tensor targets, double smoothing) {
    return Compiled.only();
  }

  /**
   * Dice loss with squares: 1 − (2Σpg + s)/(Σp² + Σg² + s).
   *
   * <p>Milletari, Navab and Ahmadi, V-Net, 2016.
   *
   * @param probabilities predicted probabilities p in [0, 1], of any shape; sums run over all
   *     elements
   * @param targets g in [0, 1], of the same shape
   * @param smoothing s, at least 0; usually 1
   */
  public static Tensor squaredDice(Tensor probabilities, Tensor targets, double smoothing) {
    return Compiled.only();
  }

  /**
   * Logarithmic Dice loss: −log((2Σpg + s)/(Σp + Σg + s)).
   *
   * <p>Milletari, Navab and Ahmadi, V-Net, 2016.
   *
   * @param probabilities predicted probabilities p in [0, 1], of any shape; sums run over all
   *     elements
   * @param targets g in [0, 1], of the same shape
   * @param smoothing s, at least 0; usually 1
   */
  public static Tensor logDice(Tensor probabilities, Tensor targets, double smoothing) {
    return Compiled.only();
  }

  /**
   * Generalised Dice loss: 1 − 2Σₖ wₖΣpg / Σₖ wₖ(Σp + Σg) with wₖ = 1/(Σg)² for the classes k along
   * the last axis; a class without targets does not count.
   *
   * <p>Sudre et al., Generalised Dice Overlap as a Deep Learning Loss Function for Highly
   * Unbalanced Segmentations, 2017.
   *
   * @param probabilities predicted probabilities p (..., classes)
   * @param targets g in [0, 1], of the same shape
   */
  public static Tensor generalizedDice(Tensor probabilities, Tensor targets) {
    return Compiled.only();
  }

  /**
   * Tversky loss: 1 − (TP + s)/(TP + α·FP + β·FN + s) with TP = Σpg, FP = Σp(1 − g), FN = Σ(1 − p)g
   * and s = 10⁻⁶; α = β = ½ is Dice, α = β = 1 Jaccard.
   *
   * <p>Salehi, Erdogmus and Gholipour, Tversky Loss Function for Image Segmentation, 2017.
   *
   * @param probabilities predicted probabilities p in [0, 1], of any shape; sums run over all
   *     elements
   * @param targets g in [0, 1], of the same shape
   * @param alpha cost α of false positives
   * @param beta cost β of false negatives
   */
  public static Tensor tversky(Tensor probabilities, Tensor targets, double alpha, double beta) {
    return Compiled.only();
  }

  /**
   * Focal Tversky loss: (1 − (TP + s)/(TP + α·FP + β·FN + s))^γ, see {@link #tversky}.
   *
   * <p>Abraham and Khan, A Novel Focal Tversky Loss Function with Improved Attention U-Net, 2019.
   *
   * @param probabilities predicted probabilities p in [0, 1], of any shape; sums run over all
   *     elements
   * @param targets g in [0, 1], of the same shape
   * @param alpha cost α of false positives
   * @param beta cost β of false negatives
   * @param gamma γ, above 0
   */
  public static Tensor focalTversky(
      Tensor probabilities, Tensor targets, double alpha, double beta, double gamma) {
    return Compiled.only();
  }

  /**
   * Jaccard loss, of intersection over union: 1 − (Σpg + s)/(Σp + Σg − Σpg + s) with s = 10⁻⁶.
   *
   * <p>Rahman and Wang, Optimizing Intersection-Over-Union in Deep Neural Networks for Image
   * Segmentation, 2016.
   *
   * @param probabilities predicted probabilities p in [0, 1], of any shape; sums run over all
   *     elements
   * @param targets g in [0, 1], of the same shape
   */
  public static Tensor jaccard(Tensor probabilities, Tensor targets) {
    return Compiled.only();
  }

  /**
   * Flooding: |L − b| + b, which keeps a loss L from falling below b.
   *
   * <p>Ishida et al., Do We Need Zero Training Loss After Achieving Zero Training Error?, 2020.
   *
   * @param loss a scalar L
   * @param level b, usually 0.01 to 0.1
   */
  public static Tensor flooded(Tensor loss, double level) {
    return Compiled.only();
  }

  /**
   * Weighted mean: Σwl / Σw, the importance-weighted risk of losses l.
   *
   * <p>Shimodaira, Improving Predictive Inference under Covariate Shift by Weighting the
   * Log-Likelihood Function, 2000.
   *
   * @param losses l, one for each example, as from {@link #softmaxCrossEntropies} or {@code
   *     square(...)}
   * @param weights w of at least 0 and not all 0, broadcasting with the losses
   */
  public static Tensor weightedMean(Tensor losses, Tensor weights) {
    return Compiled.only();
  }

  /**
   * Class weights by inverse frequency: n/(K·nₖ) with n = Σnₖ examples in K classes.
   *
   * <p>Peer: {@code sklearn.utils.class_weight.compute_class_weight("balanced")}.
   *
   * @param counts examples nₖ of each class (classes), above 0
   */
  public static Tensor inverseFrequencyWeights(Tensor counts) {
    return Compiled.only();
  }

  /**
   * Class weights by effective number: (1 − β)/(1 − β^nₖ), scaled to the mean 1.
   *
   * <p>Cui et al., Class-Balanced Loss Based on Effective Number of Samples, 2019.
   *
   * @param counts examples nₖ of each class (classes), above 0
   * @param beta β in (0, 1); usually 0.9999
   */
  public static Tensor effectiveNumberWeights(Tensor counts, double beta) {
    return Compiled.only();
  }

  /**
   * Data fidelity of an inverse problem with Gaussian noise: Σ(Ax − y)²/(2σ²), a sum and not a
   * mean. A is any expression of the vocabulary; its adjoint follows.
   *
   * <p>Bertero and Boccacci, Introduction to Inverse Problems in Imaging, 1998.
   *
   * @param projection what the operator makes of the unknown, Ax
   * @param data the measurement y
   * @param noise standard deviation σ, above 0
   */
  public static Tensor dataFidelity(Tensor projection, Tensor data, double noise) {
    return Compiled.only();
  }

  /**
   * Poisson negative log likelihood of a rate, without its constant: the mean of λ − k·log(λ +
   * 10⁻⁸).
   *
   * <p>Peer: {@code torch.nn.PoissonNLLLoss(log_input=False)}.
   *
   * @param rate expected count λ, at least 0
   * @param counts observed counts k, at least 0
   */
  public static Tensor poissonRateNegativeLogLikelihood(Tensor rate, Tensor counts) {
    return Compiled.only();
  }

  /**
   * Normal negative log likelihood with weights v^β: the mean of ½v^β(log v + (m − t)²/v), v^β
   * without derivative; β = 0 is {@link #gaussianNegativeLogLikelihood}, β = 1 trains the mean as
   * the squared error does.
   *
   * <p>Seitzer et al., On the Pitfalls of Heteroscedastic Uncertainty Estimation with Probabilistic
   * Neural Networks, 2022.
   *
   * @param mean predicted mean m
   * @param target observed value t
   * @param variance predicted variance v, at least 10⁻⁶ as there
   * @param beta β in [0, 1]; usually 0.5
   */
  public static Tensor betaGaussianNegativeLogLikelihood(
      Tensor mean, Tensor target, Tensor variance, double beta) {
    return Compiled.only();
  }

  /**
   * Normal negative log likelihood by the logarithm of the variance: the mean of ½(s + (m −
   * t)²·exp(−s)).
   *
   * <p>Nix and Weigend, Estimating the Mean and Variance of the Target Probability Distribution,
   * 1994.
   *
   * @param mean predicted mean m
   * @param target observed value t
   * @param logVariance logarithm s of the predicted variance
   */
  public static Tensor logVarianceNegativeLogLikelihood(
      Tensor mean, Tensor target, Tensor logVariance) {
    return Compiled.only();
  }

  /**
   * Negative evidence bound of an autoencoder with binary data: the mean over the rows of
   * Σ(softplus(z) − t·z) + β·½Σ(μ² + exp(s) − s − 1).
   *
   * <p>Kingma and Welling, Auto-Encoding Variational Bayes, 2014; Higgins et al., beta-VAE, 2017.
   *
   * @param logits decoded log odds z (batch, ...), from a code drawn by {@link Ops#sampleNormal}
   * @param targets the data t in [0, 1]
   * @param mean means μ of the code (batch, ...)
   * @param logVariance logarithms s of its variances
   * @param beta factor β of the divergence, at least 0; 1 for the bound itself
   */
  public static Tensor bernoulliEvidenceBound(
      Tensor logits, Tensor targets, Tensor mean, Tensor logVariance, double beta) {
    return Compiled.only();
  }

  /**
   * Negative evidence bound of an autoencoder with Gaussian data of variance 1: the mean over the
   * rows of ½Σ(x̂ − x)² + β·½Σ(μ² + exp(s) − s − 1).
   *
   * <p>Kingma and Welling, Auto-Encoding Variational Bayes, 2014; Higgins et al., beta-VAE, 2017.
   *
   * @param reconstruction decoded data x̂ (batch, ...), from a code drawn by {@link
   *     Ops#sampleNormal}
   * @param targets the data x
   * @param mean means μ of the code (batch, ...)
   * @param logVariance logarithms s of its variances
   * @param beta factor β of the divergence, at least 0; 1 for the bound itself
   */
  public static Tensor gaussianEvidenceBound(
      Tensor reconstruction, Tensor targets, Tensor mean, Tensor logVariance, double beta) {
    return Compiled.only();
  }
}
