package tkv206.right;

import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.AdamW(learningRate = 1e-3)
abstract class Autoencoder {
  @Parameter(shape = {"pixels", "latent"})
  Tensor toMean;

  @Parameter(shape = {"pixels", "latent"})
  Tensor toLogVariance;

  @Parameter(shape = {"latent", "pixels"})
  Tensor decoder;

  @Loss
  Tensor reconstruction(@Shape({"batch", "pixels"}) Tensor x) {
    Tensor z = sampleNormal(x.matmul(toMean), x.matmul(toLogVariance));
    return mean(sum(square(z.matmul(decoder).minus(x)), "pixels"));
  }

  @Regularize(lambda = 1)
  Tensor kl(@Shape({"batch", "pixels"}) Tensor x) {
    return Penalties.gaussianKl(x.matmul(toMean), x.matmul(toLogVariance));
  }
}
