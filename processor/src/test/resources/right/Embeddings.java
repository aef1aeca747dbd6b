import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

/** Matrix factorisation with embeddings; a graph penalty on a constant Laplacian. */
@TrainingObjective
@Optimizer.SGD(learningRate = 0.1, momentum = 0.9, nesterov = true)
@Schedule.Step(every = 100)
public abstract class Embeddings {
  @Parameter(shape = {"users", "rank"}, role = Role.EMBEDDING, initScale = 0.1)
  @Regularize.L2(lambda = 1e-3)
  @Optimizer.Adam(learningRate = 0.01)
  Tensor users;

  @Parameter(shape = {"items", "rank"}, role = Role.EMBEDDING, initScale = 0.1)
  Tensor items;

  @Parameter(shape = {"rank", "rank"})
  @Regularize.NuclearNorm(lambda = 1e-2)
  Tensor mix;

  @Constant(shape = {"items", "items"})
  Tensor laplacian;

  @Predict
  Tensor rating(@Shape("batch") Labels user, @Shape("batch") Labels item) {
    return sum(gather(users, user).matmul(mix).times(gather(items, item)), 1);
  }

  @Loss
  Tensor error(
      @Shape("batch") Labels user,
      @Shape("batch") Labels item,
      @Shape("batch") Tensor stars) {
    return huber(rating(user, item), stars, 1);
  }

  @Regularize(lambda = 1e-3)
  Tensor smooth() {
    return trace(items.transpose().matmul(laplacian).matmul(items));
  }
}
