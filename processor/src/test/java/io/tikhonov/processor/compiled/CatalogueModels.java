package io.tikhonov.processor.compiled;

import java.util.List;

/** Models that use the losses, penalties, proximal operators and operators of the catalogue. */
final class CatalogueModels {
  static final List<ModelSource> MODELS =
      List.of(
          Expressions.model(
              "ClassLosses",
              "softmaxCrossEntropies(x.matmul(w), label)",
              "softmaxCrossEntropy(x.matmul(w), label, positiveV)",
              "softmaxCrossEntropy(x.matmul(w), softmax(y, 1))",
              "softmaxFocal(x.matmul(w), label, 2)",
              "klDivergence(logSoftmax(x.matmul(w), 1), softmax(y, 1))",
              "generalizedKlDivergence(positiveY, exp(x.matmul(w)))"),
          // A model of its own, because it leaves labels without bounds.
          Expressions.model("MaskedLosses", "maskedSoftmaxCrossEntropy(x.matmul(w), label)"),
          Expressions.model(
              "MarginLosses",
              "multiclassHinge(x.matmul(w), label)",
              "multiclassHinge(x.matmul(w), label, 0.5)",
              "perceptron(x.matmul(w), label)",
              "multiMargin(x.matmul(w), label)",
              "multiMargin(x.matmul(w), label, 0.5)",
              "squaredMultiMargin(x.matmul(w), label)",
              "squaredMultiMargin(x.matmul(w), label, 0.5)"),
          Expressions.model(
              "BinaryLosses",
              "sigmoidCrossEntropy(x.matmul(w), sigmoid(y), 2.5)",
              "sigmoidCrossEntropy(x.matmul(w), sigmoid(y), positiveV)",
              "binaryCrossEntropy(sigmoid(x.matmul(w)), sigmoid(y))",
              "sigmoidFocal(x.matmul(w), sigmoid(y), 2, 0.25)",
              "hinge(x.matmul(w), sign(y))",
              "hinge(x.matmul(w), sign(y), 0.5)",
              "squaredHinge(x.matmul(w), sign(y))",
              "squaredHinge(x.matmul(w), sign(y), 0.5)",
              "softMargin(x.matmul(w), sign(y))",
              "hingeEmbedding(x.matmul(w), sign(y), 0.7)",
              "marginRanking(x.matmul(w), x.matmul(w2), sign(y), 0.3)"),
          Expressions.model(
              "ResidualLosses",
              "charbonnier(x.matmul(w), y, 0.1)",
              "pseudoHuber(x.matmul(w), y, 0.7)",
              "dataFidelity(x.matmul(w), y, 0.5)",
              "flooded(mean(square(x.matmul(w))), 0.1)",
              "weightedMean(square(x.matmul(w).minus(y)), positiveY)",
              "inverseFrequencyWeights(positiveV)",
              "effectiveNumberWeights(positiveV, 0.9)"),
          Expressions.model(
              "Likelihoods",
              "poissonRateNegativeLogLikelihood(exp(x.matmul(w)), positiveY)",
              "logVarianceNegativeLogLikelihood(x.matmul(w), y, x.matmul(w2))",
              "bernoulliEvidenceBound(x.matmul(w), sigmoid(y), x.matmul(w2), y2.times(v), 0.7)",
              "gaussianEvidenceBound(x.matmul(w), y, x.matmul(w2), y2.times(v), 0.7)"),
          // The factor has no derivative: gradient and differences would disagree.
          Expressions.model(
              "ConstantFactors",
              "betaGaussianNegativeLogLikelihood(x.matmul(w), y, positiveY, 0.5)",
              "Penalties.anchor(x.matmul(w), y)"),
          Expressions.model(
              "Embeddings",
              "cosineDistance(x.matmul(w), y)",
              "cosineEmbedding(x.matmul(w), y, sign(z))",
              "cosineEmbedding(x.matmul(w), y, sign(z), -0.5)",
              "tripletMargin(x.matmul(w), y, y2, 1)",
              "tripletMarginWithSwap(x.matmul(w), y.times(v), y2, 1)",
              "infoNce(x.matmul(w), y.times(v), 0.5)",
              "ntXent(x.matmul(w), y.times(v), 0.5)"),
          Expressions.model(
              "Overlaps",
              "dice(sigmoid(x.matmul(w)), sigmoid(y), 1)",
              "squaredDice(sigmoid(x.matmul(w)), sigmoid(y), 0.5)",
              "logDice(sigmoid(x.matmul(w)), sigmoid(y), 1)",
              "generalizedDice(sigmoid(x.matmul(w)), sigmoid(y))",
              "tversky(sigmoid(x.matmul(w)), sigmoid(y), 0.3, 0.7)",
              "focalTversky(sigmoid(x.matmul(w)), sigmoid(y), 0.3, 0.7, 1.3)",
              "jaccard(sigmoid(x.matmul(w)), sigmoid(y))"),
          Expressions.model(
              "NormPenalties",
              "Penalties.l2Norm(w)",
              "Penalties.l2Norm(c)",
              "Penalties.sparseGroupLasso(w, 0.4, 0)",
              "Penalties.sparseGroupLasso(c, 0.4, 1)",
              "Penalties.logSum(w, 0.2)",
              "Penalties.normLoss(w, 1, 0)",
              "Penalties.normLoss(c, 0.5, -1)"),
          Expressions.model(
              "MatrixPenalties",
              "Penalties.spectralNorm(r)",
              "Penalties.softOrthogonality(w)",
              "Penalties.softOrthogonality(square4)",
              "Penalties.offDiagonalOrthogonality(w)",
              "Penalties.orthogonalityNorm(w)",
              "Penalties.groupOrthogonality(concat(w, w2, 0), 2)"),
          Expressions.model(
              "Quantizations",
              "Penalties.cauchySchwarzBinary(w.times(0.3))",
              "Penalties.cauchySchwarzOneSided(w.times(0.3))",
              "Penalties.cauchySchwarzTernary(w.times(0.3))"),
          Expressions.model(
              "Energies",
              "Penalties.hypersphericalEnergy(w.plus(2), 2)",
              "Penalties.hypersphericalEnergy(w.minus(1), 1)",
              "Penalties.hypersphericalEnergy(w, 0)"),
          Expressions.model(
              "NeighbourPenalties",
              "Penalties.isotropicTotalVariation(w, 0.01)",
              "Penalties.isotropicTotalVariation(c, 0.01, 0, 2)",
              "Penalties.smoothness(w, 1, 0)",
              "Penalties.tikhonov(square4, r)",
              "Penalties.tikhonov(square4, v)",
              "Penalties.dirichlet(r, square4)",
              "Penalties.dirichlet(v, square4)",
              "Penalties.dirichlet(r, square4, 3)"),
          Expressions.model(
              "Activities",
              "Penalties.activity(x.matmul(w), 0.3, 0.4)",
              "Penalties.entropy(softmax(x.matmul(w), 1))",
              "Penalties.softmaxEntropy(x.matmul(w))",
              "Penalties.gaussianKl(x.matmul(w), y.times(v))",
              "Penalties.gaussianKl(x.matmul(w), y.times(v), y2, x.matmul(w2))",
              "Penalties.klToReference(x.matmul(w), y)",
              "Penalties.spectralDecoupling(x.matmul(w), 0.3)"),
          Expressions.model(
              "Slopes2",
              "Penalties.inputGradient(tanh(x.matmul(w)).times(v), x)",
              "Penalties.jacobianFrobenius(slice(tanh(x.matmul(w)), 1, 0, 1), x)",
              "Penalties.jacobianFrobenius(tanh(x.matmul(w2)), x, 2)"),
          Expressions.model("Samples", "sampleNormal(x.matmul(w), y.times(v))"),
          Expressions.model(
              "ProximalSteps",
              "Proximal.l1(w, 0.3)",
              "Proximal.l2(w, 0.3)",
              "Proximal.elasticNet(w, 0.4, 0.3)",
              "Proximal.l2Norm(w, 0.3)",
              "Proximal.groupLasso(c, 1, 0.3)",
              "Proximal.sparseGroupLasso(w, 0.4, 0, 0.3)",
              "Proximal.logSum(w, 0.5, 0.05)"),
          Expressions.model(
              "ProximalData",
              "Proximal.squaredError(w, w2, 0.3)",
              "Proximal.absoluteError(w, w2, 0.3)",
              "Proximal.huber(w, w2, 0.5, 0.3)",
              "Proximal.pinball(w, v, 0.3, 0.4)",
              "Proximal.poisson(w, positiveW, 0.4)"),
          Expressions.model(
              "Projections",
              "Proximal.nonNegative(w)",
              "Proximal.box(w, -0.3, 0.5)",
              "Proximal.l2Ball(w, 0.7)",
              "Proximal.maxNorm(w, 0.7, 1)",
              "Proximal.minMaxNorm(w, 0.7, 0.9, 1)",
              "Proximal.unitNorm(c, 1)",
              "Proximal.halfSpace(w, w2, -3)",
              "Proximal.hyperplane(w, w2, 0.5)"),
          Expressions.model(
              "SortedProjections",
              "Proximal.simplex(w, 1.5)",
              "Proximal.l1Ball(c, 1.5)",
              "Proximal.maximumNorm(w, 0.4)",
              "Proximal.l0Ball(w, 3)"),
          // They have no derivative: the argument is an input.
          Expressions.model(
              "SpectralSteps",
              "Proximal.nuclearNorm(y, 0.4).times(v)",
              "Proximal.spectralNorm(y, 0.4).times(v)"),
          Expressions.model(
              "Differences2",
              "forwardDifference(w, 0)",
              "periodicDifference(w, 1)",
              "divergence(w, 0)",
              "periodicDivergence(c, 1)",
              "laplacian(w)",
              "laplacian(c, 0, 2)",
              "adjoint(a -> forwardDifference(a, 1), w, w2)",
              "adjoint(a -> x.matmul(a), w, y.times(v))"),
          Expressions.model(
              "Graphs",
              "squaredDistances(w, w2)",
              "heatKernel(w, 2)",
              "graphLaplacian(square4)",
              "normalizedLaplacian(square(square4))",
              "normalizedAdjacency(square(square4))",
              "gridGraph(\"n\", \"m\").matmul(flat)"),
          // Neighbours have no derivative.
          Expressions.model("Neighbourhoods", "knnGraph(y, 1).matmul(y.times(v))"));

  /** Models whose sums of squares need two rows in every batch. */
  static final List<ModelSource> PAIRS =
      List.of(
          Expressions.model(
              "Correlations",
              "Penalties.vicregVariance(x.matmul(w).times(0.4))",
              "Penalties.vicregCovariance(x.matmul(w))",
              "Penalties.vicreg(x.matmul(w), y.times(v), 2.5, 2.4, 1.5)",
              "Penalties.smoothness(w, 2, 0)"));

  private CatalogueModels() {}
}
