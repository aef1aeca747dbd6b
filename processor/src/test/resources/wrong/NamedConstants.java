import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class NamedConstants {
  @Constant(shape = {"classes", "pixels"})
  Tensor w0;

  @Parameter(shape = {"pixels", "classes"})
  @Regularize.L2SP(lambda = 1e-3, anchor = "start") // expect TKV102 at "\"start\"": NamedConstants has no constant "start"
  Tensor w1;

  @Parameter(shape = {"pixels", "classes"})
  @Regularize.L2SP(lambda = 1e-3, anchor = "w0") // expect TKV201 at "\"w0\"": w0 is (classes, pixels) and w2 is (pixels, classes)
  Tensor w2;

  @Parameter(shape = {"pixels", "classes"})
  @Constrain.L0Ball // expect TKV104 at "@Constrain.L0Ball": @Constrain.L0Ball does not say how many stay.
  Tensor w3;

  @Parameter(shape = {"pixels", "classes"})
  @Constrain.L0Ball(count = 3, sparsity = 0.5) // expect TKV103 at "0.5": @Constrain.L0Ball has both count and sparsity
  Tensor w4;

  @Parameter(shape = {"pixels", "classes"})
  @Constrain.MinMaxNorm(min = 2, max = 1) // expect TKV101 at "1)": max = 1 in @Constrain.MinMaxNorm is below min = 2
  Tensor w5;

  @Parameter(shape = {"pixels", "classes"})
  @Regularize.GroupOrthogonality(lambda = 1e-3, groups = 2) // expect TKV211 at "2)": 2 groups do not divide its rows
  Tensor w6;

  @Parameter(shape = {"pixels", "classes"})
  @Regularize.SoftOrthogonality(lambda = 1e-3, mode = Mode.PROXIMAL) // expect TKV303 at ".PROXIMAL": SoftOrthogonality on w7 has no proximal step
  Tensor w7;

  @Parameter(shape = {"pixels", "classes"})
  @Regularize.SparseGroupLasso(lambda = 1e-3, mode = Mode.COUPLED) // expect TKV301 warning at ".COUPLED": SparseGroupLasso on w8 in COUPLED mode gives no exact zeros
  Tensor w8;

  @Parameter(shape = {"pixels", "classes"})
  @Regularize.GroupLasso(lambda = 1e-3, groups = "group") // expect TKV102 at "\"group\"": NamedConstants has no constant "group"
  Tensor w9;

  @Parameter(shape = {"pixels", "classes"})
  @Regularize.GroupLasso(lambda = 1e-3, groups = "w0") // expect TKV201 at "\"w0\"": w0 is (classes, pixels) and w10 is (pixels, classes)
  Tensor w10;

  @Parameter(shape = {"classes", "pixels"})
  @Regularize.GroupLasso(lambda = 1e-3, groups = "w0", axis = 1) // expect TKV103 at "1)": @Regularize.GroupLasso has both axis and groups for the groups of w11. Remove one.
  Tensor w11;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    Tensor w = w1.plus(w2).plus(w3).plus(w4).plus(w5).plus(w6).plus(w7).plus(w8).plus(w9).plus(w10).plus(w11.transpose()).plus(w0.transpose());
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}
