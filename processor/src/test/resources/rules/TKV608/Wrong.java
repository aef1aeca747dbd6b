package tkv608.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Digits {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y); // expect TKV608 note at "softmaxCrossEntropy": Once the right logit leads by 16.7 the float loss is exactly 0 and the entry of the right class in the gradient vanishes (softmax collapse); long training without regularization gets there. Add weight decay or label smoothing.
  }
}
