package io.tikhonov.dsl;

/**
 * The penalties of the catalogue as functions of any tensor, for {@link Regularize} methods.
 *
 * <p>They are scalars without a factor λ, and sums over the elements, not means. As terms of the
 * objective they are coupled; a penalty on a parameter that is to give exact zeros is declared on
 * the field ({@link Regularize.L1}), where it takes proximal steps.
 */
public final class Penalties {
  private Penalties() {}

  /** Σ|x|; derivative sign(x), 0 at 0. */
  public static Tensor l1(Tensor x) {
    return Compiled.only();
  }

  /** ½ Σx²; derivative x. */
  public static Tensor l2(Tensor x) {
    return Compiled.only();
  }

  /**
   * l1Ratio·Σ|x| + (1 − l1Ratio)/2·Σx².
   *
   * @param l1Ratio share of the 1-norm, in [0, 1]
   */
  public static Tensor elasticNet(Tensor x, double l1Ratio) {
    return Compiled.only();
  }

  /**
   * Sum of the Euclidean norms of the slices xᵢ = x[.., i, ..] along an axis, Σᵢ‖xᵢ‖₂; derivative
   * of a slice that is 0: 0.
   *
   * @param axis axis whose index numbers the groups; a negative one counts from the end
   */
  public static Tensor groupLasso(Tensor x, int axis) {
    return Compiled.only();
  }

  /** Sum of the singular values of a matrix; derivative U·Vᵀ. */
  public static Tensor nuclearNorm(Tensor x) {
    return Compiled.only();
  }

  /**
   * Anisotropic total variation: Σ|diff(x, a)| over the given axes a; derivative 0 where neighbours
   * are equal.
   *
   * @param axes axes along which neighbours are compared; all of them if none is given
   */
  public static Tensor totalVariation(Tensor x, int... axes) {
    return Compiled.only();
  }

  /**
   * Euclidean norm ‖x‖₂ of all elements together, not squared; derivative 0 at 0.
   *
   * <p>Yuan and Lin, Model Selection and Estimation in Regression with Grouped Variables, 2006.
   *
   * @param x any tensor
   */
  public static Tensor l2Norm(Tensor x) {
    return Compiled.only();
  }

  /**
   * Sparse group lasso: l1Ratio·Σ|x| + (1 − l1Ratio)·√p·Σᵢ‖xᵢ‖₂ over the slices xᵢ along an axis,
   * each of p elements.
   *
   * <p>Simon et al., A Sparse-Group Lasso, 2013.
   *
   * @param x any tensor
   * @param l1Ratio share of the 1-norm, in [0, 1]
   * @param axis axis whose index numbers the groups; a negative one counts from the end
   */
  public static Tensor sparseGroupLasso(Tensor x, double l1Ratio, int axis) {
    return Compiled.only();
  }

  /**
   * Spectral norm: the largest singular value σ₁(x) of a matrix; derivative u·vᵀ.
   *
   * <p>Yoshida and Miyato, Spectral Norm Regularization for Improving the Generalizability of Deep
   * Learning, 2017.
   *
   * @param x a matrix
   */
  public static Tensor spectralNorm(Tensor x) {
    return Compiled.only();
  }

  /**
   * Log-sum penalty: Σ log(1 + |x|/ε).
   *
   * <p>Candès, Wakin and Boyd, Enhancing Sparsity by Reweighted ℓ1 Minimization, 2008.
   *
   * @param x any tensor
   * @param epsilon ε, above 0
   */
  public static Tensor logSum(Tensor x, double epsilon) {
    return Compiled.only();
  }

  /**
   * Soft orthogonality: ‖xᵀx − I‖², of xxᵀ for a matrix with more columns than rows; 0 for
   * orthonormal columns (rows).
   *
   * <p>Bansal, Chen and Wang, Can We Gain More from Orthogonality Regularizations in Training Deep
   * Networks?, 2018.
   *
   * @param x a matrix
   */
  public static Tensor softOrthogonality(Tensor x) {
    return Compiled.only();
  }

  /**
   * Off-diagonal orthogonality: Σ_{i≠j} (xᵀx)ᵢⱼ², which leaves the lengths of the columns free.
   *
   * <p>Brock, Donahue and Simonyan, Large Scale GAN Training for High Fidelity Natural Image
   * Synthesis, 2019.
   *
   * @param x a matrix
   */
  public static Tensor offDiagonalOrthogonality(Tensor x) {
    return Compiled.only();
  }

  /**
   * Distance from orthonormal columns: ‖xᵀx − I‖, not squared.
   *
   * <p>Cao, SORSA: Singular Values and Orthonormal Regularized Singular Vectors Adaptation, 2024.
   *
   * @param x a matrix
   */
  public static Tensor orthogonalityNorm(Tensor x) {
    return Compiled.only();
  }

  /**
   * Group orthogonality: Σ_g ‖x_g·x_gᵀ − I‖² over consecutive groups of rows.
   *
   * <p>Kurtz, Bar and Giryes, Group Orthogonalization Regularization For Vision Models Adaptation
   * and Robustness, 2023.
   *
   * @param x a matrix
   * @param groups number of groups; it must divide the number of rows, which a dimension such as
   *     {@code "4*g"} says
   */
  public static Tensor groupOrthogonality(Tensor x, int groups) {
    return Compiled.only();
  }

  /**
   * Isotropic total variation: Σ √(Σₐ diff(x, a)² + ε) over the axes a, a difference beyond the end
   * being 0; derivative 0 where the root is 0.
   *
   * <p>Rudin, Osher and Fatemi, Nonlinear Total Variation Based Noise Removal Algorithms, 1992.
   *
   * @param x any tensor
   * @param epsilon rounding ε of the kink, at least 0; usually 1e-8
   * @param axes axes along which neighbours are compared; all of them if none is given
   */
  public static Tensor isotropicTotalVariation(Tensor x, double epsilon, int... axes) {
    return Compiled.only();
  }

  /**
   * Smoothing by differences: ½Σ(Δᵏx)² with the differences of order k along an axis; 0 for
   * polynomials of degree k − 1.
   *
   * <p>Whittaker, On a New Method of Graduation, 1923; Eilers and Marx, Flexible Smoothing with
   * B-splines and Penalties, 1996.
   *
   * @param x any tensor
   * @param order k, from 1 to 6
   * @param axis axis along which neighbours are compared
   */
  public static Tensor smoothness(Tensor x, int order, int axis) {
    return Compiled.only();
  }

  /**
   * Generalised Tikhonov penalty: ½‖L·x‖² with an operator given as a matrix.
   *
   * <p>Tikhonov, Solution of Incorrectly Formulated Problems and the Regularization Method, 1963.
   *
   * @param operator L (m, n), a {@link Constant} say
   * @param x a vector (n) or a matrix (n, k)
   */
  public static Tensor tikhonov(Tensor operator, Tensor x) {
    return Compiled.only();
  }

  /**
   * Dirichlet energy of a graph: ½Σᵢⱼ wᵢⱼ‖fᵢ − fⱼ‖² = tr(fᵀLf) with the Laplacian L of symmetric
   * weights.
   *
   * <p>Belkin, Niyogi and Sindhwani, Manifold Regularization, 2006.
   *
   * @param f values (n) or (n, k) at the n nodes
   * @param weights weights w (n, n), as from {@link Ops#knnGraph}; symmetry is not needed
   */
  public static Tensor dirichlet(Tensor f, Tensor weights) {
    return Compiled.only();
  }

  /**
   * Dirichlet energy with another power: ½Σᵢⱼ wᵢⱼ‖fᵢ − fⱼ‖^p (p-Laplacian); derivative 0 where fᵢ =
   * fⱼ.
   *
   * <p>Zhou and Schölkopf, Regularization on Discrete Spaces, 2005.
   *
   * @param f values (n, k) at the n nodes
   * @param weights weights w (n, n)
   * @param power p, at least 1
   */
  public static Tensor dirichlet(Tensor f, Tensor weights, double power) {
    return Compiled.only();
  }

  /**
   * Quadratic anchor: ½Σ(x − x₀)².
   *
   * <p>Li, Grandvalet and Davoine, Explicit Inductive Bias for Transfer Learning with Convolutional
   * Networks, 2018.
   *
   * @param x any tensor
   * @param reference x₀, of a shape that broadcasts to that of x; no derivative flows to it
   */
  public static Tensor anchor(Tensor x, Tensor reference) {
    return Compiled.only();
  }

  /**
   * Norm loss: Σᵢ (target − ‖xᵢ‖₂)² over the slices xᵢ along an axis.
   *
   * <p>Georgiou et al., Norm Loss: An Efficient yet Effective Regularization Method for Deep Neural
   * Networks, 2021.
   *
   * @param x any tensor
   * @param target norm that a slice shall have, at least 0; usually 1
   * @param axis axis whose index numbers the groups; a negative one counts from the end
   */
  public static Tensor normLoss(Tensor x, double target, int axis) {
    return Compiled.only();
  }

  /**
   * Hyperspherical energy: Σ_{i≠j} ‖x̂ᵢ − x̂ⱼ‖^(−s) over the directions x̂ᵢ of the rows, −log‖x̂ᵢ −
   * x̂ⱼ‖ for s = 0; a sum over both orders of each pair.
   *
   * <p>Liu et al., Learning towards Minimum Hyperspherical Energy, 2018.
   *
   * @param x directions (n, ...), one for each index of the first axis; none may be 0
   * @param power s, at least 0; usually 2, 1 or 0
   */
  public static Tensor hypersphericalEnergy(Tensor x, double power) {
    return Compiled.only();
  }

  /**
   * Cauchy-Schwarz regularizer for the values −a and a with any a: N·S₄ − S₂² with Sₖ = Σxᵏ and N
   * elements; 0 exactly where all elements are such values.
   *
   * <p>Taner, Wang and Studer, Cauchy-Schwarz Regularizers, 2025.
   *
   * @param x any tensor
   */
  public static Tensor cauchySchwarzBinary(Tensor x) {
    return Compiled.only();
  }

  /**
   * Cauchy-Schwarz regularizer for the values 0 and a with any a: S₂·S₄ − S₃² with Sₖ = Σxᵏ; 0
   * exactly where all elements are such values.
   *
   * <p>Taner, Wang and Studer, Cauchy-Schwarz Regularizers, 2025.
   *
   * @param x any tensor
   */
  public static Tensor cauchySchwarzOneSided(Tensor x) {
    return Compiled.only();
  }

  /**
   * Cauchy-Schwarz regularizer for the values −a, 0 and a with any a: S₂·S₆ − S₄² with Sₖ = Σxᵏ; 0
   * exactly where all elements are such values.
   *
   * <p>Taner, Wang and Studer, Cauchy-Schwarz Regularizers, 2025.
   *
   * @param x any tensor
   */
  public static Tensor cauchySchwarzTernary(Tensor x) {
    return Compiled.only();
  }

  /**
   * Activity regularization: the mean over the rows of l1·Σ|h| + (l2/2)·Σh².
   *
   * <p>Peer: {@code keras.layers.ActivityRegularization}, whose l2 is half of this one.
   *
   * @param activations values (batch, ...)
   * @param l1 factor of the 1-norm, at least 0
   * @param l2 factor of half the squared norm, at least 0
   */
  public static Tensor activity(Tensor activations, double l1, double l2) {
    return Compiled.only();
  }

  /**
   * Entropy of distributions: the mean over the rows of −Σₖ pₖ·log pₖ, with 0·log 0 = 0. A positive
   * λ makes decisions firm; negate it to penalise confidence.
   *
   * <p>Grandvalet and Bengio, Semi-supervised Learning by Entropy Minimization, 2004; Pereyra et
   * al., Regularizing Neural Networks by Penalizing Confident Output Distributions, 2017.
   *
   * @param probabilities (batch, classes)
   */
  public static Tensor entropy(Tensor probabilities) {
    return Compiled.only();
  }

  /**
   * Entropy of softmax(z) by logits: the mean over the rows of log Σₖ exp(zₖ) − Σₖ pₖzₖ, which does
   * not overflow.
   *
   * <p>Grandvalet and Bengio, Semi-supervised Learning by Entropy Minimization, 2004; Pereyra et
   * al., Regularizing Neural Networks by Penalizing Confident Output Distributions, 2017.
   *
   * @param logits (batch, classes)
   */
  public static Tensor softmaxEntropy(Tensor logits) {
    return Compiled.only();
  }

  /**
   * Divergence of normal distributions from the standard one: the mean over the rows of ½Σ(μ² +
   * exp(s) − s − 1).
   *
   * <p>Kingma and Welling, Auto-Encoding Variational Bayes, 2014; Alemi et al., Deep Variational
   * Information Bottleneck, 2017.
   *
   * @param mean μ (batch, ...)
   * @param logVariance logarithm s of the variance
   */
  public static Tensor gaussianKl(Tensor mean, Tensor logVariance) {
    return Compiled.only();
  }

  /**
   * Divergence of normal distributions from others: the mean over the rows of ½Σ(s₂ − s₁ + (exp(s₁)
   * + (μ₁ − μ₂)²)·exp(−s₂) − 1).
   *
   * <p>Kingma and Welling, Auto-Encoding Variational Bayes, 2014.
   *
   * @param mean μ₁ (batch, ...)
   * @param logVariance s₁, logarithm of the variance
   * @param otherMean μ₂
   * @param otherLogVariance s₂
   */
  public static Tensor gaussianKl(
      Tensor mean, Tensor logVariance, Tensor otherMean, Tensor otherLogVariance) {
    return Compiled.only();
  }

  /**
   * Divergence from a reference distribution: the mean over the rows of Σₖ pₖ(log pₖ − log rₖ) with
   * p = softmax(z) and r the softmax of the reference, through which no derivative flows.
   *
   * <p>Hinton, Vinyals and Dean, Distilling the Knowledge in a Neural Network, 2015; Geist,
   * Scherrer and Pietquin, A Theory of Regularized Markov Decision Processes, 2019.
   *
   * @param logits z (batch, classes)
   * @param referenceLogits logits of the reference, of the same shape
   */
  public static Tensor klToReference(Tensor logits, Tensor referenceLogits) {
    return Compiled.only();
  }

  /**
   * Spectral decoupling: the mean over the rows of ½‖z − γ‖².
   *
   * <p>Pezeshki et al., Gradient Starvation: A Learning Proclivity in Neural Networks, 2021.
   *
   * @param logits z (batch, classes)
   * @param target γ; usually 0
   */
  public static Tensor spectralDecoupling(Tensor logits, double target) {
    return Compiled.only();
  }

  /**
   * VICReg's variance term: (1/d)Σⱼ max(0, 1 − √(Var(zⱼ) + 10⁻⁴)) over the d columns, with the
   * unbiased variance of the batch.
   *
   * <p>Bardes, Ponce and LeCun, VICReg, 2022.
   *
   * @param z embeddings (batch, size), at least two rows
   */
  public static Tensor vicregVariance(Tensor z) {
    return Compiled.only();
  }

  /**
   * VICReg's covariance term: (1/d)Σ_{i≠j} Cᵢⱼ² with the unbiased covariance C of the d columns.
   *
   * <p>Bardes, Ponce and LeCun, VICReg, 2022.
   *
   * @param z embeddings (batch, size), at least two rows
   */
  public static Tensor vicregCovariance(Tensor z) {
    return Compiled.only();
  }

  /**
   * VICReg: invariance·(1/n)Σ‖aᵢ − bᵢ‖² + variance·(v(a) + v(b)) + covariance·(c(a) + c(b)) with
   * {@link #vicregVariance} v and {@link #vicregCovariance} c.
   *
   * <p>Bardes, Ponce and LeCun, VICReg, 2022.
   *
   * @param a embeddings (batch, size)
   * @param b embeddings of the other view
   * @param invariance usually 25
   * @param variance usually 25
   * @param covariance usually 1
   */
  public static Tensor vicreg(
      Tensor a, Tensor b, double invariance, double variance, double covariance) {
    return Compiled.only();
  }

  /**
   * Input-gradient penalty: the mean over the rows of ½‖∇ₓy‖², y summed over everything but the
   * row.
   *
   * <p>Drucker and Le Cun, Improving Generalization Performance Using Double Backpropagation, 1992;
   * Mescheder, Geiger and Nowozin, Which Training Methods for GANs Do Actually Converge?, 2018.
   *
   * @param y a loss or score computed from x, whose rows must not depend on each other, or a sum of
   *     such rows
   * @param x an input or local variable (batch, ...), as in {@link Ops#gradient}
   */
  public static Tensor inputGradient(Tensor y, Tensor x) {
    return Compiled.only();
  }

  /**
   * Squared Frobenius norm of the Jacobian: the mean over the rows of Σₖ‖∇ₓyₖ‖², exact, with one
   * backward pass for each of the columns of y, whose number must be known to the compiler.
   *
   * <p>Rifai et al., Contractive Auto-Encoders, 2011.
   *
   * @param y (batch, k) with a constant k, computed from x; rows must not depend on each other
   * @param x an input or local variable (batch, ...), as in {@link Ops#gradient}
   */
  public static Tensor jacobianFrobenius(Tensor y, Tensor x) {
    return Compiled.only();
  }

  /**
   * Estimate of the squared Frobenius norm of the Jacobian: the mean over the rows and over normal
   * draws v of ‖∇ₓ⟨v, y⟩‖² (Hutchinson), in inference mode too.
   *
   * <p>Hoffman, Roberts and Yaida, Robust Learning with Jacobian Regularization, 2019.
   *
   * @param y (batch, ...), computed from x; rows must not depend on each other
   * @param x an input or local variable (batch, ...), as in {@link Ops#gradient}
   * @param probes number of draws, from 1 to 64
   */
  public static Tensor jacobianFrobenius(Tensor y, Tensor x, int probes) {
    return Compiled.only();
  }
}
