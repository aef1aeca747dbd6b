package io.tikhonov.runtime.support;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Functions of kernels against those of the JDK in double precision. */
final class FloatMathTest {
  private static final int SAMPLES = 60_000;

  private interface Function {
    float of(float x);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static void singles(
      String name,
      Function function,
      DoubleUnaryOperator exact,
      double from,
      double to,
      double ulps) {
    Random random = new Random(3);
    for (int i = 0; i < SAMPLES; i++) {
      // A third of the arguments is close to 0 on all scales.
      double scale = i % 3 == 0 ? Math.pow(10, -8 * random.nextDouble()) : 1;
      float x = (float) ((from + (to - from) * random.nextDouble()) * scale);
      double expected = exact.applyAsDouble(x);
      double error = Math.abs(function.of(x) - expected) / Math.ulp((float) expected);
      assertWithMessage("%s(%s) is %s instead of %s", name, x, function.of(x), expected)
          .that(error)
          .isAtMost(ulps);
    }
  }

  private static void doubles(
      String name,
      DoubleUnaryOperator function,
      DoubleUnaryOperator exact,
      double from,
      double to,
      double ulps) {
    Random random = new Random(4);
    for (int i = 0; i < SAMPLES; i++) {
      double scale = i % 3 == 0 ? Math.pow(10, -16 * random.nextDouble()) : 1;
      double x = (from + (to - from) * random.nextDouble()) * scale;
      double expected = exact.applyAsDouble(x);
      double error = Math.abs(function.applyAsDouble(x) - expected) / Math.ulp(expected);
      assertWithMessage("%s(%s) should be %s", name, x, expected).that(error).isAtMost(ulps);
    }
  }

  @Test
  void singlePrecision() {
    singles("exp", FloatMath::exp, Math::exp, -86, 88, 1.5);
    singles("expm1", FloatMath::expm1, Math::expm1, -86, 88, 2);
    singles("log", FloatMath::log, Math::log, 1e-40, 3e38, 1.5);
    singles("log", FloatMath::log, Math::log, 1e-3, 4, 1.5);
    singles("log1p", FloatMath::log1p, Math::log1p, -0.999, 5, 2);
    singles("tanh", FloatMath::tanh, Math::tanh, -12, 12, 3);
    singles("sigmoid", FloatMath::sigmoid, FloatMathTest::sigmoid, -80, 30, 3);
    singles("softplus", FloatMath::softplus, FloatMathTest::softplus, -80, 30, 3);
    singles("erf", FloatMath::erf, Scalars::erf, -5, 5, 5);
  }

  @Test
  void doublePrecision() {
    // The functions of the JDK are off by up to one themselves.
    doubles("exp", DoubleMath::exp, Math::exp, -700, 709, 2);
    doubles("expm1", DoubleMath::expm1, Math::expm1, -700, 709, 3);
    doubles("expm1", DoubleMath::expm1, Math::expm1, -1, 1, 3);
    doubles("log", DoubleMath::log, Math::log, 1e-310, 1e300, 2);
    doubles("log", DoubleMath::log, Math::log, 1e-3, 4, 2);
    doubles("log1p", DoubleMath::log1p, Math::log1p, -0.999, 5, 3);
    doubles("tanh", DoubleMath::tanh, Math::tanh, -22, 22, 4);
    doubles("sigmoid", DoubleMath::sigmoid, FloatMathTest::sigmoid, -700, 30, 5);
    doubles("softplus", DoubleMath::softplus, FloatMathTest::softplus, -700, 30, 4);
  }

  @Test
  void borders() {
    float infinity = Float.POSITIVE_INFINITY;
    assertThat(FloatMath.exp(infinity)).isEqualTo(infinity);
    assertThat(FloatMath.exp(-infinity)).isEqualTo(0f);
    assertThat(FloatMath.exp(1e30f)).isEqualTo(infinity);
    assertThat(FloatMath.exp(-1e30f)).isEqualTo(0f);
    assertThat(FloatMath.expm1(-infinity)).isEqualTo(-1f);
    assertThat(FloatMath.log(0)).isEqualTo(-infinity);
    assertThat(FloatMath.log(-1)).isNaN();
    assertThat(FloatMath.log(infinity)).isEqualTo(infinity);
    assertThat(FloatMath.log1p(-1)).isEqualTo(-infinity);
    assertThat(FloatMath.log1p(infinity)).isEqualTo(infinity);
    assertThat(FloatMath.tanh(-infinity)).isEqualTo(-1f);
    assertThat(FloatMath.sigmoid(-infinity)).isEqualTo(0f);
    assertThat(FloatMath.softplus(-infinity)).isEqualTo(0f);
    assertThat(FloatMath.softplus(infinity)).isEqualTo(infinity);
    assertThat(FloatMath.erf(infinity)).isEqualTo(1f);
    Function[] all = {
      FloatMath::exp,
      FloatMath::expm1,
      FloatMath::log,
      FloatMath::log1p,
      FloatMath::tanh,
      FloatMath::sigmoid,
      FloatMath::softplus,
      FloatMath::erf
    };
    for (Function function : all) {
      assertThat(function.of(Float.NaN)).isNaN();
    }
  }

  @Test
  void bordersInDouble() {
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(DoubleMath.exp(infinity)).isEqualTo(infinity);
    assertThat(DoubleMath.exp(-1e300)).isEqualTo(0.0);
    assertThat(DoubleMath.expm1(-infinity)).isEqualTo(-1.0);
    assertThat(DoubleMath.log(0)).isEqualTo(-infinity);
    assertThat(DoubleMath.log(-1)).isNaN();
    assertThat(DoubleMath.log1p(-1)).isEqualTo(-infinity);
    assertThat(DoubleMath.tanh(infinity)).isEqualTo(1.0);
    assertThat(DoubleMath.sigmoid(-infinity)).isEqualTo(0.0);
    assertThat(DoubleMath.softplus(infinity)).isEqualTo(infinity);
    assertThat(DoubleMath.exp(Double.NaN)).isNaN();
    assertThat(DoubleMath.log(Double.NaN)).isNaN();
    assertThat(DoubleMath.tanh(Double.NaN)).isNaN();
  }
}
