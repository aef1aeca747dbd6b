package io.tikhonov.examples.models;

import static io.tikhonov.dsl.Losses.softmaxCrossEntropy;
import static io.tikhonov.dsl.Ops.conv2d;
import static io.tikhonov.dsl.Ops.maxPool2d;
import static io.tikhonov.dsl.Ops.relu;
import static io.tikhonov.dsl.Ops.reshape;

import io.tikhonov.dsl.Init;
import io.tikhonov.dsl.Labels;
import io.tikhonov.dsl.Loss;
import io.tikhonov.dsl.Optimizer;
import io.tikhonov.dsl.Parameter;
import io.tikhonov.dsl.Precision;
import io.tikhonov.dsl.Predict;
import io.tikhonov.dsl.Regularize;
import io.tikhonov.dsl.Role;
import io.tikhonov.dsl.Shape;
import io.tikhonov.dsl.Tensor;
import io.tikhonov.dsl.TrainingObjective;

/**
 * Two convolutions and a linear layer for images of 8 × 8 pixels. The group lasso acts on whole
 * filters of the second convolution.
 */
@TrainingObjective(precision = Precision.DOUBLE)
@Optimizer.AdamW(learningRate = 5e-3, weightDecay = 0.01)
abstract class ConvolutionalClassifier {

  @Parameter(
      shape = {"channels", "1", "3", "3"},
      init = Init.HE_NORMAL)
  Tensor kernel1;

  @Parameter(shape = "channels", role = Role.BIAS)
  Tensor bias1;

  @Parameter(
      shape = {"filters", "channels", "3", "3"},
      init = Init.HE_NORMAL)
  @Regularize.GroupLasso(lambda = 1e-3, axis = 0)
  Tensor kernel2;

  @Parameter(shape = "filters", role = Role.BIAS)
  Tensor bias2;

  @Parameter(shape = {"4*filters", "classes"})
  Tensor weights;

  @Predict
  Tensor logits(@Shape({"batch", "1", "8", "8"}) Tensor image) {
    Tensor edges = relu(conv2d(image, kernel1, 1, 1).plus(reshape(bias1, "channels", "1", "1")));
    Tensor coarse = maxPool2d(edges, 2);
    Tensor parts = relu(conv2d(coarse, kernel2).plus(reshape(bias2, "filters", "1", "1")));
    return reshape(parts, "batch", "4*filters").matmul(weights);
  }

  @Loss
  Tensor crossEntropy(@Shape({"batch", "1", "8", "8"}) Tensor image, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(logits(image), y);
  }
}
