package tkv206.wrong;

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
    return mean(square(z.matmul(decoder).minus(x))); // expect TKV206 note at "mean(sq": reconstruction is a mean over pixels and kl a sum over latent: relative to the ELBO the KL term weighs pixels times more.
  }

  @Regularize(lambda = 1)
  Tensor kl(@Shape({"batch", "pixels"}) Tensor x) {
    return Penalties.gaussianKl(x.matmul(toMean), x.matmul(toLogVariance));
  }
}
