package io.tikhonov.processor.compiled;

import java.util.List;

/** Models that use every function of the vocabulary in its forms. */
final class VocabularyModels {
  static final List<ModelSource> MODELS =
      List.of(
          Expressions.model(
              "Exponentials",
              "exp(w)", "log(positiveW)", "log1p(positiveW)", "expm1(w2)", "sqrt(positiveW)"),
          Expressions.model("Signs", "square(w)", "abs(w)", "sign(w).times(w2)", "relu(w2)"),
          Expressions.model("Circular", "sin(w)", "cos(w)", "tanh(w)", "erf(w)", "gelu(w)"),
          Expressions.model(
              "Activations",
              "sigmoid(w)", "softplus(w)", "leakyRelu(w)", "leakyRelu(w, 0.2)", "elu(w)",
              "elu(w, 0.7)", "silu(w)"),
          Expressions.model(
              "Extremes",
              "maximum(w, w2)", "maximum(w, 0.2)", "maximum(-0.1, w)", "minimum(w, w2)",
              "minimum(w, 0.2)", "minimum(0.1, w)", "clamp(w, -0.5, 0.6)"),
          Expressions.model(
              "Choices",
              "where(greater(w, w2), w, w2.times(2))",
              "where(less(w, 0.1), w, 0.5)",
              "where(greater(0.1, w), 0.5, w2)",
              "where(w, 1.5, 2.5).times(w2)",
              "greater(w, w2).times(w)",
              "less(0.3, w).plus(w2)",
              "less(w, w2).plus(greater(w, 0.1)).times(w2)"),
          Expressions.model(
              "Operators",
              "w.plus(w2)", "w.minus(w2)", "w.times(w2)", "w.div(positiveW)", "w.negate()",
              "w.plus(1.5)", "w.minus(0.5)", "w.times(3)", "w.div(4)"),
          Expressions.model(
              "Powers",
              "positiveW.pow(0.5)", "w.pow(2)", "w.pow(3)", "positiveW.pow(-1)",
              "positiveW.pow(2.7)", "w.pow(4)", "positiveW.pow(-0.3)", "w.pow(1)"),
          Expressions.model(
              "Broadcasts",
              "w.plus(v)", "w.times(row)", "w.times(col)", "col.plus(row)", "s.times(w)",
              "w.div(positiveScalar)", "c.times(r)", "one.times(w)", "s.plus(one)"),
          Expressions.model(
              "BroadcastsOfInputs",
              "y.plus(v)", "y.times(row)", "t.times(w).plus(col)", "t.minus(v.times(s))",
              "t.times(square4.matmul(v2).plus(s)).minus(w)",
              "maximum(y, v)", "where(greater(y, v), s, row)"),
          Expressions.model(
              "Sums",
              "sum(w)", "sum(w, 0)", "sum(w, 1)", "sum(c, 1)", "sum(c, 0, 2)", "sum(c, -1)",
              "sum(c, \"n\", \"m\")", "sum(d, 1, 3)", "sum(d, 0)", "sum(d, 2)", "sum(s)"),
          Expressions.model(
              "Means",
              "mean(w)", "mean(w, 0)", "mean(c, 1)", "mean(c, -2, 0)", "mean(y, \"batch\").times(v)",
              "mean(t, \"batch\").times(w)", "mean(t, 2).times(u)", "mean(d, 0, 1, 2).plus(mean(d))"),
          Expressions.model(
              "Largest",
              "max(w)", "max(w, 0)", "max(w, 1)", "max(c, 1)", "max(c, 0, 2)", "max(c, \"k\")",
              "max(d, 1, 3)", "max(y.times(v), \"batch\")"),
          Expressions.model(
              "Smallest",
              "min(w)", "min(w, 0)", "min(w, 1)", "min(c, 1)", "min(c, 0, 2)", "min(c, \"k\")",
              "min(d, 1, 3)", "min(y.times(v), \"batch\")"),
          Expressions.model(
              "Norms",
              "norm(w)", "norm(w, 0)", "norm(w, 1)", "norm(c, 1)", "norm(c, 0, 2)",
              "norm(c, \"k\")", "norm(d, 1, 3)", "norm(y.times(v), \"batch\")"),
          Expressions.model(
              "Variances",
              "variance(w)", "variance(w, 0)", "variance(w, 1)", "variance(c, 1)",
              "variance(c, 0, 2)", "variance(c, \"k\")", "variance(y.times(v), \"batch\")"),
          Expressions.model(
              "LogSumExps",
              "logSumExp(w)", "logSumExp(w, 0)", "logSumExp(w, 1)", "logSumExp(c, 1)",
              "logSumExp(c, 0, 2)", "logSumExp(c, \"k\")", "logSumExp(y.times(v), \"batch\")"),
          Expressions.model(
              "KeptAxes",
              "w.div(keepDims(norm(w, 1)))", "w.minus(keepDims(mean(w, 0)))",
              "c.minus(keepDims(max(c, 1)))", "c.times(keepDims(sum(c, 0, 2)))",
              "y.minus(keepDims(variance(y.times(v), \"batch\")))",
              "w.plus(keepDims(logSumExp(w)))", "d.times(keepDims(min(d, 1, -1)))"),
          Expressions.model(
              "Softmaxes",
              "softmax(w, 1)", "softmax(w, 0)", "softmax(c, 1)", "softmax(c, \"k\")",
              "logSoftmax(w, 1)", "logSoftmax(w, 0)", "logSoftmax(c, -2)",
              "softmax(y.times(v), \"m\")"),
          Expressions.model(
              "Positions",
              "argmax(w).times(w)", "argmax(w, 0).times(v)", "argmax(w, 1).times(u)",
              "sum(c, 1).plus(argmax(c, 1))", "argmax(c, \"k\").times(w2)", "argmax(y, 1).times(s)"),
          Expressions.model(
              "Products",
              "w.matmul(r)", "matmul(x, w)", "x.matmul(w).matmul(r)", "w.transpose().matmul(w2)",
              "w.matmul(w2.transpose())", "w.matmul(v)", "u.matmul(w)", "v.matmul(v2)"),
          Expressions.model(
              "StackedProducts",
              "c.matmul(c2)", "t.matmul(r)", "t.transpose().matmul(t.times(v))", "c2.matmul(c)",
              "t.matmul(t.times(s).transpose())", "t.matmul(v)", "d.matmul(r.transpose())",
              "t.matmul(square4)"),
          Expressions.model(
              "Einsums",
              "einsum(\"nm,mk->nk\", w, r)", "einsum(\"bn,nmk->bmk\", x, c)",
              "einsum(\"nm,nm->n\", w, w2)", "einsum(\"nm->mn\", w)", "einsum(\"nm->\", w)",
              "einsum(\"nmk,nkm->n\", c, c2)", "einsum(\"n,m->nm\", u, v)",
              "einsum(\"bn,nm,bm->b\", x, w, y)", "einsum(\"bnm,nmk->bk\", t, c)"),
          Expressions.model(
              "LinearAlgebra",
              "outer(u, v)", "dot(v, v2)", "trace(square4)", "diag(v)", "diag(square4)",
              "eye(\"m\").times(square4)", "eye(3).plus(square3)", "outer(z.times(s), v)",
              "dot(z, z.times(s))"),
          Expressions.model(
              "Decompositions",
              "singularValues(w)", "singularValues(r)", "singularValues(x.times(u))",
              "logDet(square4.matmul(square4.transpose()).plus(eye(\"m\")))",
              "inverse(square4.matmul(square4.transpose()).plus(eye(\"m\")))",
              "cholesky(square3.matmul(square3.transpose()).plus(eye(3)))",
              "inverse(square3.plus(eye(3).times(4)))"),
          Expressions.model(
              "Reshapes",
              "reshape(w, \"n*m\").times(flat)", "reshape(flat, \"n\", \"m\").times(w2)",
              "reshape(c, \"n\", \"m*k\")", "reshape(c, \"n*m\", \"k\").matmul(r.transpose())",
              "reshape(w, \"n\", \"1\", \"m\").times(c2)", "reshape(row, \"m\").times(v)",
              "reshape(x.matmul(w), \"batch*m\").times(s)", "reshape(s, \"1\", \"1\").plus(w)"),
          Expressions.model(
              "Transposes",
              "transpose(w, 1, 0)", "transpose(c, 2, 0, 1)", "transpose(c, 0, 2, 1).plus(c2)",
              "transpose(d, 3, 1, 0, 2)", "w.transpose().matmul(u)", "c.transpose().times(c2)",
              "transpose(transpose(c, 2, 0, 1), 1, 2, 0).times(c)"),
          Expressions.model(
              "Joins",
              "concat(w, w2, 0)", "concat(w, w2, 1)", "concat(w, row, 0)", "concat(w, col, -1)",
              "concat(r, r.times(s), \"k\")", "concat(w, w2.times(2), exp(w), 0)",
              "concat(1, w, col, w2, col)", "stack(w, w2, 0)", "stack(w, w2, 1)",
              "stack(2, w, w2, w)", "stack(u, u.times(s), -1)"),
          Expressions.model(
              "Slices",
              "slice(w, 0, 1)", "slice(w, 1, 1, 3)", "slice(c, 1, -2)", "slice(w, 1, 0, -1)",
              "slice(joined, 0, \"0\", \"n\")", "slice(joined, 0, \"n\", \"n+m\").times(r)",
              "slice(c, \"m\", 1, 3)", "slice(d, 0, 1, 2)", "slice(x.matmul(w), 1, 0, 2)"),
          Expressions.model(
              "Paddings",
              "pad(w, 0, 1, 2)", "pad(w, 1, 2, 0, 1.5)", "pad(c, \"m\", 1, 1)", "pad(u, 0, 0, 3)",
              "shift(w, 0, 1)", "shift(w, 1, -2)", "shift(c, \"m\", 1)", "shift(u, 0, -1)",
              "shift(w, 1, 0)"),
          Expressions.model(
              "Differences",
              "diff(w, 0)", "diff(w, 1)", "diff(c, \"m\")", "diff(diff(w, 0), 1)",
              "diff(cumsum(w, 1), 1)", "cumsum(w, 0)", "cumsum(c, 1)", "cumsum(u, \"n\")",
              "diff(x.matmul(w), 0)", "cumsum(y.times(v), 0)"),
          Expressions.model(
              "Orders",
              "sort(v).times(v2)", "sort(w, 0).times(w2)", "sort(w, 1).times(w2)",
              "sort(c, 1).times(c)", "sort(c, \"k\").matmul(r.transpose())",
              "sort(y.times(v), 0)"),
          Expressions.model(
              "Lookups",
              "gather(table, label)", "gather(table, labels)", "gather(table, label).times(y)",
              "oneHot(label, \"m\").times(v)", "oneHot(labels, 5).times(s)",
              "gather(table.matmul(r), label)", "gather(exp(v), label)",
              "sum(gather(table, labels), 1).matmul(r)"),
          Expressions.model(
              "Repeats",
              "broadcast(v, \"n\", \"m\").times(w)", "broadcast(s, \"m\").times(v)",
              "broadcast(col, \"n\", \"m\")", "broadcast(row, \"k\", \"n\", \"m\").times(s)",
              "broadcast(v, \"batch\", \"m\").times(y)", "broadcast(w, \"batch\", \"n\", \"m\").matmul(r)"),
          Expressions.model(
              "Convolutions",
              "conv2d(image, kernel)", "conv2d(image, kernel, 2, 1)", "conv2d(image, kernel2, 1, 2)",
              "conv2d(odd, kernel, 2, 1)", "conv2d(image.times(s), kernel2, 3, 0)"),
          Expressions.model(
              "Pools",
              "maxPool2d(image.times(reshape(channel, \"channels\", \"1\", \"1\")), 2)",
              "maxPool2d(odd.times(reshape(channel, \"channels\", \"1\", \"1\")), 3, 2)",
              "avgPool2d(image.times(reshape(channel, \"channels\", \"1\", \"1\")), 2)",
              "avgPool2d(odd.times(reshape(channel, \"channels\", \"1\", \"1\")), 3, 1)",
              "maxPool2d(relu(conv2d(image, kernel)), 2)"),
          Expressions.model(
              "Normalizations",
              "layerNorm(w)", "layerNorm(y.times(v), v, v2)", "layerNorm(c)",
              "layerNorm(t.times(w), v, v2, 0.1)", "batchNorm(x.matmul(w))",
              "batchNorm(x.matmul(w2), v, v2)",
              "batchNorm(conv2d(image, kernel), filterGain, filterGain.times(2))",
              "batchNorm(y.times(v), v2, v, 0.3, 0.01)"),
          Expressions.model(
              "RandomDraws",
              "dropout(w, 0.3)", "dropout(x.matmul(w), 0.5)", "noise(w2, 0.2)",
              "exp(noise(y.times(v), 0.1))", "dropout(noise(w, 0.5), 0.1)"),
          Expressions.model(
              "Slopes",
              "gradient(sum(sin(w).times(w2)), w)", "gradient(sum(tanh(x.matmul(w))), w)",
              "gradient(sum(exp(x.matmul(w))), x)",
              "gradient(sum(square(gradient(sum(tanh(x.matmul(w)).times(v)), x))), w)",
              "gradient(sum(softmax(w, 1).times(w2)), w2)",
              "gradient(sum(gelu(w).times(w.times(w2))), w)",
              "gradient(sum(layerNorm(y.times(v)).times(y)), y)",
              "gradient(logSumExp(w.matmul(r)), r)"),
          Expressions.model(
              "Losses",
              "softmaxCrossEntropy(y.times(v), label)",
              "softmaxCrossEntropy(x.matmul(w), label, 0.1)",
              "sigmoidCrossEntropy(y.times(v), sigmoid(y2))", "meanSquaredError(x.matmul(w), y)",
              "meanAbsoluteError(x.matmul(w), y)", "huber(x.matmul(w), y, 0.7)",
              "smoothL1(x.matmul(w), y, 0.5)"),
          Expressions.model(
              "MoreLosses",
              "logCosh(x.matmul(w), y)", "pinball(x.matmul(w), y, 0.8)",
              "poissonNegativeLogLikelihood(x.matmul(w), positiveY)",
              "gaussianNegativeLogLikelihood(x.matmul(w), y, exp(x.matmul(w2)))",
              "softmaxCrossEntropy(gather(table, label), label)"),
          Expressions.model(
              "PenaltyFunctions",
              "Penalties.l1(w)", "Penalties.l2(w)", "Penalties.elasticNet(w, 0.3)",
              "Penalties.groupLasso(w, 0)", "Penalties.groupLasso(c, 1)", "Penalties.nuclearNorm(w)",
              "Penalties.totalVariation(w, 0)", "Penalties.totalVariation(c, 0, 1, 2)",
              "Penalties.l1(x.matmul(w))"),
          Expressions.model(
              "Iterations",
              "iterate(30, v, a -> a.div(norm(a)).plus(square4.matmul(a).times(0.05)))",
              "iterate(3, w, a -> sin(a).plus(w2))",
              "iterate(2, v, a -> iterate(2, a, b -> tanh(square4.matmul(b))))",
              "iterate(30, w, a -> a.minus(keepDims(logSumExp(a, 1))).minus(keepDims(mean(a, 0))))"));

  private VocabularyModels() {}
}
