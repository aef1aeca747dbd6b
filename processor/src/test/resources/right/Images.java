import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

/** Convolution, pooling and batch normalisation; an image as a parameter with total variation. */
@TrainingObjective
@Optimizer.RMSprop
@Gradient.ClipByGlobalNorm(maxNorm = 1)
abstract class Images {
  @Parameter(shape = {"8", "1", "3", "3"}, init = Init.HE_NORMAL)
  Tensor kernel;

  @Parameter(shape = "8", role = Role.NORM)
  Tensor gain;

  @Parameter(shape = "8", role = Role.BIAS)
  Tensor shift;

  @Parameter(shape = {"8*7*7", "classes"})
  Tensor head;

  @Parameter(shape = {"height", "width"}, init = Init.ZEROS)
  @Regularize.TotalVariation(lambda = 1e-3)
  Tensor pattern;

  @Predict
  Tensor logits(@Shape({"batch", "1", "14", "14"}) Tensor images) {
    Tensor h = relu(batchNorm(conv2d(images, kernel, 1, 1), gain, shift));
    Tensor pooled = dropout(maxPool2d(h, 2), 0.1);
    return reshape(pooled, "batch", "8*7*7").matmul(head);
  }

  @Loss
  Tensor classes(
      @Shape({"batch", "1", "14", "14"}) Tensor images, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(logits(images), y, 0.1);
  }

  @Loss
  Tensor denoise(@Shape({"height", "width"}) Tensor noisy) {
    return sum(square(pattern.minus(noisy)));
  }
}
