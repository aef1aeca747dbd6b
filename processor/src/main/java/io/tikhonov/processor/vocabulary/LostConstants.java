package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.diagnostic.Rule;

/** Warns of constants that float rounds to 0, 1 or infinity (TKV606). */
public final class LostConstants {

  private LostConstants() {}

  /** Looks at the numbers among the arguments of a call. */
  public static void check(Call call) {
    if (!call.session().singlePrecision()) {
      return;
    }
    for (int i = 0; i < call.count(); i++) {
      if (call.value(i) instanceof Value.OfConstant constant
          && constant.value() instanceof Double number) {
        check(call, i, number);
      }
    }
  }

  /** True if float makes something else of a number than a near one. */
  public static boolean isOne(double value) {
    return value != 1 && (float) value == 1;
  }

  private static void check(Call call, int i, double value) {
    float rounded = (float) value;
    if (isOne(value)) {
      boolean clamp = call.name().equals("clamp");
      report(
          call,
          i,
          "In float %s is exactly 1, so %s. Use a distance of 1e-6"
              .formatted(
                  call.source(i),
                  clamp ? "this clamp does not keep the value from 1" : "the difference is lost"));
    } else if (rounded == 0 && value != 0) {
      report(call, i, "In float %s is 0. Use 1e-30 or more".formatted(call.source(i)));
    } else if (Float.isInfinite(rounded) && !Double.isInfinite(value)) {
      report(call, i, "In float %s is infinite. Use 1e30 or less".formatted(call.source(i)));
    }
  }

  private static void report(Call call, int i, String problem) {
    call.session()
        .report(Rule.LOST_CONSTANT, call.at(i), problem + ", or precision = Precision.DOUBLE.");
  }
}
