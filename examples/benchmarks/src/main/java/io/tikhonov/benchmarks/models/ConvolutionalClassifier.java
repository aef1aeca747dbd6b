package io.tikhonov.benchmarks.models;

import static io.tikhonov.dsl.Losses.softmaxCrossEntropy;
import static io.tikhonov.dsl.Ops.conv2d;
import static io.tikhonov.dsl.Ops.relu;
import static io.tikhonov.dsl.Ops.reshape;

import io.tikhonov.dsl.Labels;
import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Role;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/** A convolution, a rectifier and a linear layer on images of 28 × 28. */
@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3, weightDecay = 0.01)
public abstract class ConvolutionalClassifier {

  @Parameter(shape = {"16", "1", "3", "3"})
  Tensor kernel;

  @Parameter(shape = "16", role = Role.BIAS)
  Tensor bias;

  @Parameter(shape = {"10816", "10"})
  Tensor weights;

  @Parameter(shape = "10", role = Role.BIAS)
  Tensor shift;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "1", "28", "28"}) Tensor image, @Shape("batch") Labels y) {
    Tensor edges = relu(conv2d(image, kernel).plus(reshape(bias, "16", "1", "1")));
    return softmaxCrossEntropy(reshape(edges, "batch", "10816").matmul(weights).plus(shift), y);
  }
}
