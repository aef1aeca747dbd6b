package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import java.util.Locale;
import java.util.Optional;

/** Warns of probabilities where logits belong. */
final class Logits {

  private Logits() {}

  /** For a loss that takes the softmax of its first argument. */
  static void requireForSoftmax(Call call) {
    require(call, true);
  }

  /** For a loss that takes the sigmoid of its first argument. */
  static void requireForSigmoid(Call call) {
    require(call, false);
  }

  private static void require(Call call, boolean softmax) {
    Node z = call.node(0);
    Optional<String> maker =
        z.op() == Elementwise.SIGMOID ? Optional.of("sigmoid") : call.session().maker(z);
    maker.ifPresent(
        function ->
            call.session()
                .report(
                    Rule.TWICE_NORMALIZED,
                    call.at(0),
                    "%s expects logits but gets %s(...): %s. Pass the logits themselves."
                        .formatted(
                            call.name(), function, consequence(function, softmax, z.shape()))));
  }

  private static String consequence(String function, boolean softmax, Shape shape) {
    if (function.equals("logSoftmax")) {
      return softmax
          ? "normalizing a second time changes nothing and costs a pass"
          : "logarithms of probabilities are not logits";
    } else if (!softmax) {
      return (function.equals("sigmoid") ? "sigmoid is applied twice" : "sigmoid is applied to it")
          + ", and the loss cannot fall below 0.31 for a positive example";
    }
    Poly classes = shape.dim(shape.rank() - 1);
    String floor =
        classes.isConstant()
            ? String.format(
                Locale.ROOT,
                "%.2f for %d classes",
                Math.log(1 + (classes.constant() - 1) / Math.E),
                classes.constant())
            : "log(1 + (K - 1)/e) for K = %s".formatted(classes);
    return (function.equals("softmax") ? "softmax is applied twice" : "softmax is applied to it")
        + ", and the loss cannot fall below "
        + floor;
  }
}
