package io.tikhonov.examples.models;

import static com.google.common.truth.Truth.assertWithMessage;

import io.tikhonov.runtime.Objective;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The gradient of every model is the derivative of its value, in every element. */
final class GradientTest {

  private static final double TOLERANCE = 1e-7;

  /** Elements below this share of the largest one are compared with that share. */
  private static final double SMALL_SHARE = 1e-3;

  /** Half the distance of the inner points of a central difference. */
  private static final double STEP = 1e-4;

  /** Where two widths differ by more than this, there is a kink between the points. */
  private static final double KINK = 1e-4;

  /** The share of elements that may lie at a kink. */
  private static final double KINKS = 0.02;

  static Stream<ModelCase<?, ?>> models() {
    return ModelCase.small();
  }

  @ParameterizedTest
  @MethodSource("models")
  <O extends Objective<B>, B extends Record> void agreesWithCentralDifferences(
      ModelCase<O, B> model) {
    try (O objective = model.make(5, 2)) {
      // States and parameters that are not special in any way.
      model.train(objective, 0, 3);
      stir(objective);
      for (int i = 0; i < Math.min(2, model.batches().size()); i++) {
        Map<String, INDArray> arrays = model.batches().get(i);
        Map<String, INDArray> gradient = objective.gradient(objective.batch(arrays));
        compare(model.frozen(objective), arrays, gradient);
      }
    }
  }

  private static void stir(Objective<?> objective) {
    Random random = new Random(17);
    for (String name : objective.parameters().names()) {
      INDArray values = objective.parameters().get(name).dup();
      for (long i = 0; i < values.length(); i++) {
        values.putScalar(i, values.getDouble(i) + 0.3 * random.nextGaussian());
      }
      objective.parameters().put(name, values);
    }
  }

  private static <B extends Record> void compare(
      Objective<B> objective, Map<String, INDArray> arrays, Map<String, INDArray> gradient) {
    B batch = objective.batch(arrays);
    int kinks = 0;
    long elements = objective.parameters().count();
    for (String name : objective.parameters().names()) {
      List<Double> derivative = Contents.numbers(gradient.get(name));
      double largest = derivative.stream().mapToDouble(Math::abs).max().orElseThrow();
      assertWithMessage("largest derivative by %s", name).that(largest).isGreaterThan(0.0);
      INDArray live = objective.parameters().get(name);
      for (int i = 0; i < derivative.size(); i++) {
        double wide = difference(objective, batch, live, i, 2 * STEP);
        double narrow = difference(objective, batch, live, i, STEP);
        double scale = Math.max(Math.abs(narrow), SMALL_SHARE * largest);
        if (Math.abs(wide - narrow) > KINK * scale) {
          kinks++;
          continue;
        }
        // Richardson's extrapolation: the error is of fourth order.
        assertWithMessage("derivative by %s, element %s", name, i)
            .that(derivative.get(i))
            .isWithin(TOLERANCE * scale)
            .of((4 * narrow - wide) / 3);
      }
    }
    assertWithMessage("elements at a kink, of %s", elements)
        .that((double) kinks)
        .isAtMost(KINKS * elements);
  }

  private static <B extends Record> double difference(
      Objective<B> objective, B batch, INDArray live, long element, double step) {
    double at = live.getDouble(element);
    live.putScalar(element, at + step);
    double above = objective.evaluate(batch).differentiable();
    live.putScalar(element, at - step);
    double below = objective.evaluate(batch).differentiable();
    live.putScalar(element, at);
    return (above - below) / (2 * step);
  }
}
