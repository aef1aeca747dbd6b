package io.tikhonov.processor.compiled;

import java.util.List;

/** Models for what a declaration can say besides expressions. */
final class FeatureModels {
  private FeatureModels() {}

  /** Models whose gradient is the slope of their value. */
  static final List<ModelSource> SMOOTH =
      List.of(
          ModelSource.of(
              "NoInputs",
              """
              @Parameter(shape = {"n", "m"}) Tensor w;
              @Parameter Tensor s;
              @Loss Tensor bowl() { return sum(square(w.minus(s))).plus(square(s.minus(1))); }
              @Regularize(lambda = 0.5) Tensor rough() { return sum(square(diff(w, 0))); }
              @Predict Tensor shifted() { return w.plus(s); }
              @Predict Tensor total() { return sum(w); }
              """),
          ModelSource.of(
              "ScalarsOnly",
              """
              @Parameter Tensor a;
              @Parameter Tensor b;
              @Loss Tensor product() { return square(a.times(b).minus(2)); }
              @Loss(weight = 0.5) Tensor difference() { return exp(a.minus(b)).plus(tanh(b)); }
              @Predict Tensor both() { return a.times(b); }
              """),
          ModelSource.of(
              "SharedTensor",
              """
              @Parameter(shape = {"n", "m"}) Tensor w;
              @Parameter(shape = "m", role = Role.BIAS) Tensor b;
              @Predict Tensor hidden(@Shape({"batch", "n"}) Tensor x) {
                return tanh(x.matmul(w).plus(b));
              }
              @Loss Tensor fit(@Shape({"batch", "n"}) Tensor x, @Shape({"batch", "m"}) Tensor y) {
                return meanSquaredError(hidden(x), y);
              }
              @Loss(weight = 0.3) Tensor sharp(@Shape({"batch", "n"}) Tensor x) {
                return mean(logSumExp(hidden(x), 1));
              }
              @Regularize(lambda = 0.2) Tensor spread(@Shape({"batch", "n"}) Tensor x) {
                return mean(variance(hidden(x), 0)).plus(max(norm(hidden(x), 0)));
              }
              @Regularize(lambda = 0.1) Tensor small() { return sum(square(w)).plus(norm(b)); }
              """),
          ModelSource.of(
              "CrossReads",
              """
              @Parameter(shape = {"n", "n"}) Tensor a;
              @Parameter(shape = {"n", "n"}) Tensor b;
              @Parameter(shape = {"n", "n"}) Tensor c;
              @Loss Tensor turned() { return sum(a.times(b.transpose()).times(exp(c))); }
              @Loss Tensor moved() {
                return sum(shift(a, 0, 1).times(c)).plus(sum(shift(c, 1, -1).times(b)));
              }
              @Loss Tensor reduced() { return sum(softmax(a, 0).times(b)).plus(sum(max(c, 1))); }
              @Loss Tensor multiplied() { return sum(square(a.matmul(b).minus(c))); }
              """),
          ModelSource.of(
              "Neighbours",
              """
              @Parameter(shape = {"n", "m"}) Tensor image;
              @Parameter(shape = {"n", "m"}) Tensor field;
              @Parameter(shape = "m") Tensor line;
              @Loss Tensor smooth() {
                return sum(square(diff(image, 0))).plus(sum(square(diff(image, 1))))
                    .plus(sum(log(cosh(diff(field, 1)))));
              }
              @Loss Tensor coupled() {
                return sum(shift(image, 1, 1).times(shift(field, 1, -1)))
                    .plus(sum(square(image.minus(line))));
              }
              @Loss Tensor order() { return sum(sort(image, 0).times(field)).plus(sum(cumsum(line, 0))); }
              static Tensor cosh(Tensor x) { return exp(x).plus(exp(x.negate())).times(0.5); }
              """),
          ModelSource.of(
              "EqualShapes",
              """
              @Parameter(shape = {"m", "m"}) Tensor a;
              @Parameter(shape = {"m", "m"}) Tensor b;
              @Parameter(shape = {"m", "m"}) Tensor c;
              @Parameter(shape = {"m", "m"}) Tensor d;
              @Predict Tensor out(@Shape({"batch", "m"}) Tensor x) {
                return relu(relu(relu(x.matmul(a)).matmul(b)).matmul(c)).matmul(d);
              }
              @Loss Tensor fit(@Shape({"batch", "m"}) Tensor x, @Shape({"batch", "m"}) Tensor y) {
                return mean(square(out(x).minus(y)));
              }
              """),
          ModelSource.of(
              "TwoBatches",
              """
              @Parameter(shape = {"1", "m"}) Tensor w1;
              @Parameter(shape = "m") Tensor b1;
              @Parameter(shape = {"m", "1"}) Tensor w2;
              @Predict Tensor u(@Shape({"points", "1"}) Tensor at) {
                return tanh(at.matmul(w1).plus(b1)).matmul(w2);
              }
              Tensor residual(Tensor t) {
                Tensor y = tanh(t.matmul(w1).plus(b1)).matmul(w2);
                Tensor first = gradient(sum(y), t);
                return gradient(sum(first), t).plus(y);
              }
              @Loss Tensor interior(@Shape({"inner", "1"}) Tensor t) {
                return mean(square(residual(t)));
              }
              @Loss Tensor boundary(@Shape({"edge", "1"}) Tensor t0, @Shape({"edge", "1"}) Tensor value) {
                Tensor y = tanh(t0.matmul(w1).plus(b1)).matmul(w2);
                return mean(square(y.minus(value)));
              }
              """),
          ModelSource.of(
              "SymbolicSizes",
              """
              @Parameter(shape = {"2*h", "n"}) Tensor gates;
              @Parameter(shape = {"h", "n"}) Tensor plain;
              @Parameter(shape = {"h+n", "3"}) Tensor joined;
              @Parameter(shape = "2*h", role = Role.BIAS) Tensor bias;
              @Loss Tensor gated(@Shape({"batch", "n"}) Tensor x) {
                Tensor both = x.matmul(gates.transpose()).plus(bias);
                Tensor open = sigmoid(slice(both, 1, "0", "h"));
                return mean(square(open.times(slice(both, 1, "h", "2*h")).minus(0.3)));
              }
              @Loss Tensor catenated(@Shape({"batch", "n"}) Tensor x) {
                Tensor row = concat(x.matmul(plain.transpose()), x, 1);
                return mean(square(row.matmul(joined)));
              }
              @Loss Tensor stacked() {
                return sum(square(concat(plain, plain.times(2), 0).minus(gates)));
              }
              @Loss Tensor folded() {
                return sum(square(sum(reshape(gates, "2", "h", "n"), 0).minus(plain)));
              }
              """),
          ModelSource.of(
              "Constants",
              """
              @Constant(shape = {"n", "n"}) Tensor laplacian;
              @Constant(shape = "m") Tensor offsets;
              @Constant(shape = {}) Tensor factor;
              @Parameter(shape = {"n", "m"}) Tensor w;
              @Hyperparameter(0.75) double strength;
              static final double SCALE = 2;
              @Loss Tensor fit(@Shape({"n", "m"}) Tensor target) {
                return mean(square(w.plus(offsets).times(factor).minus(target)));
              }
              @Regularize(lambda = 0.2) Tensor roughness() {
                return sum(w.times(laplacian.matmul(w))).times(strength * SCALE);
              }
              @Regularize(lambda = 1) Tensor weak() {
                return sum(square(w)).times(Math.sqrt(strength));
              }
              @Predict Tensor scaled(@Shape({"n", "m"}) Tensor target) {
                return w.times(target).times(strength).plus(offsets);
              }
              """),
          ModelSource.of(
              "RankFour",
              """
              @Parameter(shape = {"2", "n", "m", "k"}) Tensor d;
              @Parameter(shape = {"n", "1", "k"}) Tensor e;
              @Parameter(shape = {"1", "1", "m", "1"}) Tensor f;
              @Loss Tensor wide(@Shape({"batch", "2", "n", "m", "k"}) Tensor t) {
                return mean(square(t.times(d).plus(e).times(f)));
              }
              @Loss Tensor narrow() {
                return sum(logSumExp(d.times(f), 1, 3)).plus(sum(norm(d.plus(e), 0, 2)))
                    .plus(sum(softmax(d, 1).times(transpose(d, 0, 1, 2, 3))));
              }
              """));

  /** Models whose gradient leaves something out, or whose value is random. */
  static final List<ModelSource> OTHERS =
      List.of(
          ModelSource.of(
              "Stops",
              """
              @Parameter(shape = {"n", "m"}) Tensor w;
              @Parameter(shape = {"n", "m"}) Tensor w2;
              @Loss Tensor stopped() {
                return sum(square(stopGradient(w).times(w2))).plus(sum(stopGradient(exp(w)).times(w)));
              }
              @Loss Tensor ratio() {
                return sum(square(w)).div(stopGradient(sum(square(w))).plus(1));
              }
              """),
          ModelSource.of(
              "Players",
              """
              @Parameter(shape = {"n", "m"}) Tensor maker;
              @Parameter(shape = "m") @Optimizer.Adam(learningRate = 0.02, maximize = true)
              Tensor critic;
              @Parameter(shape = {"n", "m"}) Tensor common;
              @Loss(trains = {"maker", "critic"})
              Tensor game(@Shape({"batch", "n"}) Tensor x) {
                return mean(tanh(x.matmul(maker.plus(common))).matmul(critic));
              }
              @Loss(trains = "maker") Tensor fit(@Shape({"batch", "n"}) Tensor x) {
                return mean(square(x.matmul(maker).minus(x.matmul(common))));
              }
              @Regularize(lambda = 0.3, trains = "critic") Tensor bounded() {
                return sum(square(critic)).plus(sum(square(common)));
              }
              @Loss(weight = 0.1) Tensor all() {
                return sum(square(common.minus(maker))).plus(sum(square(critic)));
              }
              """),
          ModelSource.of(
              "States",
              """
              @Parameter(shape = {"n", "m"}) Tensor w;
              @State(shape = "m", init = Init.NORMAL, update = "follow") Tensor centre;
              @State(shape = {"n", "m"}, init = Init.NORMAL, update = "moved") Tensor old;
              @State(shape = {}, init = Init.ONES, update = "counted") Tensor count;
              @State(shape = {"n", "m"}, init = Init.NORMAL, update = "swapped") Tensor other;
              Tensor code(Tensor x) { return tanh(x.matmul(w)); }
              @Loss Tensor near(@Shape({"batch", "n"}) Tensor x) {
                return mean(square(code(x).minus(centre)));
              }
              @Loss Tensor still() {
                return sum(square(w.minus(old))).div(count).plus(sum(square(diff(w, 0))));
              }
              Tensor follow(@Shape({"batch", "n"}) Tensor x) {
                return centre.times(0.9).plus(mean(code(x), 0).times(0.1));
              }
              Tensor moved() { return old.times(0.5).plus(shift(w, 0, 1).times(0.5)).plus(other); }
              Tensor counted() { return count.plus(1); }
              Tensor swapped() { return shift(old, 1, 1).minus(sum(w)); }
              """),
          ModelSource.of(
                  "Teacher",
                  """
                  @Parameter(shape = {"n", "m"}) Tensor w;
                  @Parameter(shape = "m", role = Role.BIAS) Tensor b;
                  @Predict Tensor code(@Shape({"batch", "n"}) Tensor x) {
                    return tanh(x.matmul(w).plus(b));
                  }
                  @Predict Tensor steady(@Shape({"batch", "n"}) Tensor x) {
                    return averaged(code(x));
                  }
                  @Loss Tensor follow(@Shape({"batch", "n"}) Tensor x) {
                    return mean(square(code(x).minus(averaged(code(x.times(1.1))))));
                  }
                  @Loss Tensor fit(@Shape({"batch", "n"}) Tensor x, @Shape({"batch", "m"}) Tensor y) {
                    return mean(square(code(x).minus(y)));
                  }
                  """)
              .with("@Optimizer.Adam(learningRate = 0.05) @Average.EMA(decay = 0.7)"),
          ModelSource.of(
              "Dropping",
              """
              @Parameter(shape = {"n", "m"}) Tensor w;
              @Parameter(shape = {"m", "k"}) Tensor r;
              @Predict Tensor code(@Shape({"batch", "n"}) Tensor x) {
                return dropout(relu(x.matmul(w)), 0.4).matmul(r);
              }
              @Loss Tensor fit(@Shape({"batch", "n"}) Tensor x, @Shape({"batch", "k"}) Tensor y) {
                return mean(square(code(noise(x, 0.3)).minus(y)));
              }
              @Regularize(lambda = 0.1) Tensor jitter() { return sum(square(noise(w, 0.2))); }
              """),
          ModelSource.of(
              "BatchNormalized",
              """
              @Parameter(shape = {"n", "m"}) Tensor w;
              @Parameter(shape = "m", role = Role.NORM) Tensor gain;
              @Parameter(shape = "m", role = Role.BIAS) Tensor shift;
              @Parameter(shape = {"m", "k"}) Tensor r;
              @Predict Tensor code(@Shape({"batch", "n"}) Tensor x) {
                return relu(batchNorm(x.matmul(w), gain, shift)).matmul(r);
              }
              @Loss Tensor fit(@Shape({"batch", "n"}) Tensor x, @Shape({"batch", "k"}) Tensor y) {
                return mean(square(code(x).minus(y)));
              }
              """),
          ModelSource.of(
              "Classes",
              """
              @Parameter(shape = {"words", "m"}, role = Role.EMBEDDING) Tensor table;
              @Parameter(shape = {"m", "classes"}) Tensor r;
              @Predict Tensor logits(@Shape({"batch", "5"}) Labels word) {
                return mean(gather(table, word), 1).matmul(r);
              }
              @Predict Tensor guess(@Shape({"batch", "5"}) Labels word) {
                return argmax(logits(word), 1);
              }
              @Loss Tensor entropy(@Shape({"batch", "5"}) Labels word, @Shape("batch") Labels y) {
                return softmaxCrossEntropy(logits(word), y);
              }
              @Loss(weight = 0.1)
              Tensor margin(@Shape({"batch", "5"}) Labels word, @Shape("batch") Labels y) {
                Tensor scores = logits(word);
                Tensor right = sum(scores.times(oneHot(y, "classes")), 1);
                Tensor wrong = max(scores.minus(oneHot(y, "classes").times(1e3)), 1);
                return mean(relu(wrong.minus(right).plus(1)));
              }
              """));
}
