package io.tikhonov.examples.models;

import io.tikhonov.runtime.GeneratedFrom;
import io.tikhonov.runtime.support.DoubleMath;
import io.tikhonov.runtime.support.Sums;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.annotation.processing.Generated;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of {@link SparseLogisticRegressionObjective} on vectors:
 * as many elements at once as the processor has lanes for, and what is left over one by one.
 * Each gives the very bits of the loop of the same name there.
 *
 * <p>Memory is in the machine's byte order and never shorter than what is read here.
 */
@Generated("io.tikhonov.processor.TikhonovProcessor")
@GeneratedFrom(model = "io.tikhonov.examples.models.SparseLogisticRegression",
    compiler = "VERSION", fingerprint = "a039b49ba08e5358")
final class SparseLogisticRegressionObjectiveSimd {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = DOUBLES.length();
  private static final int LAST_LANE = LANES - 1;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private SparseLogisticRegressionObjectiveSimd() {}

  /** Computes logOddsGradient, the sum negativeLogLikelihood, the sum interceptGradient (SparseLogisticRegression.java:36, 47). */
  static void computeNegativeLogLikelihood(int from, int to, double[] sums, int at,
      ByteBuffer outcome, ByteBuffer product, ByteBuffer logOddsGradient, double intercept,
      double negativeLogLikelihoodGradient) {
    // Nobody else sees these views: the compiler keeps their limits in registers.
    final ByteBuffer outcomeView = outcome.duplicate();
    final ByteBuffer productView = product.duplicate();
    final ByteBuffer logOddsGradientView = logOddsGradient.duplicate();
    final int negativeLogLikelihood = at;
    final int interceptGradient = at + Sums.LANES;
    final int last = to - (to - from) % LANES;
    DoubleVector negativeLogLikelihoodLanes = DoubleVector.fromArray(DOUBLES, sums,
        negativeLogLikelihood);
    DoubleVector interceptGradientLanes = DoubleVector.fromArray(DOUBLES, sums,
        interceptGradient);
    for (int i = from; i < last; i += LANES) {
      final DoubleVector difference = DoubleVector.broadcast(DOUBLES, 1.0)
          .sub(DoubleVector.fromByteBuffer(DOUBLES, outcomeView, i << 3, ORDER));
      final DoubleVector logOdds = DoubleVector.fromByteBuffer(DOUBLES, productView, i << 3,
          ORDER).add(intercept);
      final DoubleVector negated = logOdds.neg();
      final DoubleVector logOddsGradient2 = difference.mul(negativeLogLikelihoodGradient)
          .sub(sigmoid(negated).mul(negativeLogLikelihoodGradient));
      negativeLogLikelihoodLanes = negativeLogLikelihoodLanes.add(difference.mul(logOdds)
          .add(softplus(negated)));
      interceptGradientLanes = interceptGradientLanes.add(logOddsGradient2);
      logOddsGradient2.intoByteBuffer(logOddsGradientView, i << 3, ORDER);
    }
    negativeLogLikelihoodLanes.intoArray(sums, negativeLogLikelihood);
    interceptGradientLanes.intoArray(sums, interceptGradient);
    computeNegativeLogLikelihoodRest(last, to, sums, outcome, product, logOddsGradient,
        intercept, negativeLogLikelihoodGradient, negativeLogLikelihood, interceptGradient);
  }

  private static void computeNegativeLogLikelihoodRest(int from, int to, double[] sums,
      ByteBuffer outcome, ByteBuffer product, ByteBuffer logOddsGradient, double intercept,
      double negativeLogLikelihoodGradient, int negativeLogLikelihood, int interceptGradient) {
    for (int i = from; i < to; i++) {
      final double difference = 1 - outcome.getDouble(i << 3);
      final double logOdds = product.getDouble(i << 3) + intercept;
      final double negated = -logOdds;
      final double logOddsGradient2 = negativeLogLikelihoodGradient * difference
          - negativeLogLikelihoodGradient * DoubleMath.sigmoid(negated);
      sums[negativeLogLikelihood + (i & LAST_LANE)] += difference * logOdds
          + DoubleMath.softplus(negated);
      sums[interceptGradient + (i & LAST_LANE)] += logOddsGradient2;
      logOddsGradient.putDouble(i << 3, logOddsGradient2);
    }
  }

  /** Computes momentum, weights, the sum weightsL1 (SparseLogisticRegression.java:25, 29). */
  static void updateWeights(int from, int to, double[] sums, int at, ByteBuffer weights,
      ByteBuffer momentum, ByteBuffer weightsGradient, double learningRate, double minusThreshold,
      double threshold) {
    // Nobody else sees these views: the compiler keeps their limits in registers.
    final ByteBuffer weightsView = weights.duplicate();
    final ByteBuffer momentumView = momentum.duplicate();
    final ByteBuffer weightsGradientView = weightsGradient.duplicate();
    final int weightsL1 = at;
    final int last = to - (to - from) % LANES;
    DoubleVector weightsL1Lanes = DoubleVector.fromArray(DOUBLES, sums, weightsL1);
    for (int i = from; i < last; i += LANES) {
      final DoubleVector weightsValue = DoubleVector.fromByteBuffer(DOUBLES, weightsView,
          i << 3, ORDER);
      final DoubleVector momentumValue = DoubleVector.fromByteBuffer(DOUBLES, momentumView,
          i << 3, ORDER);
      final DoubleVector newMomentum = momentumValue.mul(0.9)
          .add(DoubleVector.fromByteBuffer(DOUBLES, weightsGradientView, i << 3, ORDER))
          .add(1.0507614211323843e-286).sub(1.0507614211323843e-286);
      final DoubleVector moved = weightsValue.sub(newMomentum.mul(learningRate));
      weightsL1Lanes = weightsL1Lanes.add(weightsValue.abs());
      newMomentum.intoByteBuffer(momentumView, i << 3, ORDER);
      moved.sub(moved.max(minusThreshold).min(threshold))
          .intoByteBuffer(weightsView, i << 3, ORDER);
    }
    weightsL1Lanes.intoArray(sums, weightsL1);
    updateWeightsRest(last, to, sums, weights, momentum, weightsGradient, learningRate,
        minusThreshold, threshold, weightsL1);
  }

  private static void updateWeightsRest(int from, int to, double[] sums, ByteBuffer weights,
      ByteBuffer momentum, ByteBuffer weightsGradient, double learningRate, double minusThreshold,
      double threshold, int weightsL1) {
    for (int i = from; i < to; i++) {
      final double weightsValue = weights.getDouble(i << 3);
      final double momentumValue = momentum.getDouble(i << 3);
      final double newMomentum = 0.9 * momentumValue + weightsGradient.getDouble(i << 3)
          + 1.0507614211323843e-286 - 1.0507614211323843e-286;
      final double moved = weightsValue - learningRate * newMomentum;
      sums[weightsL1 + (i & LAST_LANE)] += Math.abs(weightsValue);
      momentum.putDouble(i << 3, newMomentum);
      weights.putDouble(i << 3, moved - Math.min(Math.max(moved, minusThreshold), threshold));
    }
  }

  /** Computes momentum, weights (SparseLogisticRegression.java:25, 29). */
  static void updateWeightsFromGradient(int from, int to, ByteBuffer momentum,
      ByteBuffer gradientOfWeights, ByteBuffer weights, double learningRate, double minusThreshold,
      double threshold) {
    // Nobody else sees these views: the compiler keeps their limits in registers.
    final ByteBuffer momentumView = momentum.duplicate();
    final ByteBuffer gradientOfWeightsView = gradientOfWeights.duplicate();
    final ByteBuffer weightsView = weights.duplicate();
    final int last = to - (to - from) % LANES;
    for (int i = from; i < last; i += LANES) {
      final DoubleVector momentumValue = DoubleVector.fromByteBuffer(DOUBLES, momentumView,
          i << 3, ORDER);
      final DoubleVector newMomentum = momentumValue.mul(0.9)
          .add(DoubleVector.fromByteBuffer(DOUBLES, gradientOfWeightsView, i << 3, ORDER))
          .add(1.0507614211323843e-286).sub(1.0507614211323843e-286);
      final DoubleVector weightsValue = DoubleVector.fromByteBuffer(DOUBLES, weightsView,
          i << 3, ORDER);
      final DoubleVector moved = weightsValue.sub(newMomentum.mul(learningRate));
      newMomentum.intoByteBuffer(momentumView, i << 3, ORDER);
      moved.sub(moved.max(minusThreshold).min(threshold))
          .intoByteBuffer(weightsView, i << 3, ORDER);
    }
    updateWeightsFromGradientRest(last, to, momentum, gradientOfWeights, weights, learningRate,
        minusThreshold, threshold);
  }

  private static void updateWeightsFromGradientRest(int from, int to, ByteBuffer momentum,
      ByteBuffer gradientOfWeights, ByteBuffer weights, double learningRate, double minusThreshold,
      double threshold) {
    for (int i = from; i < to; i++) {
      final double momentumValue = momentum.getDouble(i << 3);
      final double newMomentum = 0.9 * momentumValue + gradientOfWeights.getDouble(i << 3)
          + 1.0507614211323843e-286 - 1.0507614211323843e-286;
      final double weightsValue = weights.getDouble(i << 3);
      final double moved = weightsValue - learningRate * newMomentum;
      momentum.putDouble(i << 3, newMomentum);
      weights.putDouble(i << 3, moved - Math.min(Math.max(moved, minusThreshold), threshold));
    }
  }

  /** Computes the sum negativeLogLikelihood (SparseLogisticRegression.java:47). */
  static void computeNegativeLogLikelihood2(int from, int to, double[] sums, int at,
      ByteBuffer outcome, ByteBuffer product, double intercept) {
    // Nobody else sees these views: the compiler keeps their limits in registers.
    final ByteBuffer productView = product.duplicate();
    final ByteBuffer outcomeView = outcome.duplicate();
    final int negativeLogLikelihood = at;
    final int last = to - (to - from) % LANES;
    DoubleVector negativeLogLikelihoodLanes = DoubleVector.fromArray(DOUBLES, sums,
        negativeLogLikelihood);
    for (int i = from; i < last; i += LANES) {
      final DoubleVector logOdds = DoubleVector.fromByteBuffer(DOUBLES, productView, i << 3,
          ORDER).add(intercept);
      final DoubleVector sum = DoubleVector.broadcast(DOUBLES, 1.0)
          .sub(DoubleVector.fromByteBuffer(DOUBLES, outcomeView, i << 3, ORDER)).mul(logOdds)
          .add(softplus(logOdds.neg()));
      negativeLogLikelihoodLanes = negativeLogLikelihoodLanes.add(sum);
    }
    negativeLogLikelihoodLanes.intoArray(sums, negativeLogLikelihood);
    computeNegativeLogLikelihood2Rest(last, to, sums, outcome, product, intercept,
        negativeLogLikelihood);
  }

  private static void computeNegativeLogLikelihood2Rest(int from, int to, double[] sums,
      ByteBuffer outcome, ByteBuffer product, double intercept, int negativeLogLikelihood) {
    for (int i = from; i < to; i++) {
      final double logOdds = product.getDouble(i << 3) + intercept;
      sums[negativeLogLikelihood + (i & LAST_LANE)] += (1 - outcome.getDouble(i << 3)) * logOdds
          + DoubleMath.softplus(-logOdds);
    }
  }

  /** Computes the sum weightsL1. */
  static void computeWeightsL1(int from, int to, double[] sums, int at, ByteBuffer weights) {
    // Nobody else sees these views: the compiler keeps their limits in registers.
    final ByteBuffer weightsView = weights.duplicate();
    final int weightsL1 = at;
    final int last = to - (to - from) % LANES;
    DoubleVector weightsL1Lanes = DoubleVector.fromArray(DOUBLES, sums, weightsL1);
    for (int i = from; i < last; i += LANES) {
      weightsL1Lanes = weightsL1Lanes.add(DoubleVector.fromByteBuffer(DOUBLES, weightsView,
          i << 3, ORDER).abs());
    }
    weightsL1Lanes.intoArray(sums, weightsL1);
    computeWeightsL1Rest(last, to, sums, weights, weightsL1);
  }

  private static void computeWeightsL1Rest(int from, int to, double[] sums, ByteBuffer weights,
      int weightsL1) {
    for (int i = from; i < to; i++) {
      sums[weightsL1 + (i & LAST_LANE)] += Math.abs(weights.getDouble(i << 3));
    }
  }

  /** Computes gradientOfWeights (SparseLogisticRegression.java:36). */
  static void computeGradientOfWeights(int from, int to, ByteBuffer weightsGradient,
      ByteBuffer gradientOfWeights) {
    // Nobody else sees these views: the compiler keeps their limits in registers.
    final ByteBuffer weightsGradientView = weightsGradient.duplicate();
    final ByteBuffer gradientOfWeightsView = gradientOfWeights.duplicate();
    final int last = to - (to - from) % LANES;
    for (int i = from; i < last; i += LANES) {
      DoubleVector.fromByteBuffer(DOUBLES, weightsGradientView, i << 3, ORDER)
          .intoByteBuffer(gradientOfWeightsView, i << 3, ORDER);
    }
    computeGradientOfWeightsRest(last, to, weightsGradient, gradientOfWeights);
  }

  private static void computeGradientOfWeightsRest(int from, int to, ByteBuffer weightsGradient,
      ByteBuffer gradientOfWeights) {
    for (int i = from; i < to; i++) {
      gradientOfWeights.putDouble(i << 3, weightsGradient.getDouble(i << 3));
    }
  }

  /** Computes result (SparseLogisticRegression.java:41). */
  static void computeResult(int from, int to, ByteBuffer product, ByteBuffer result,
      double intercept) {
    // Nobody else sees these views: the compiler keeps their limits in registers.
    final ByteBuffer productView = product.duplicate();
    final ByteBuffer resultView = result.duplicate();
    final int last = to - (to - from) % LANES;
    for (int i = from; i < last; i += LANES) {
      sigmoid(DoubleVector.fromByteBuffer(DOUBLES, productView, i << 3, ORDER).add(intercept))
          .intoByteBuffer(resultView, i << 3, ORDER);
    }
    computeResultRest(last, to, product, result, intercept);
  }

  private static void computeResultRest(int from, int to, ByteBuffer product, ByteBuffer result,
      double intercept) {
    for (int i = from; i < to; i++) {
      result.putDouble(i << 3, DoubleMath.sigmoid(product.getDouble(i << 3) + intercept));
    }
  }

  // -------------------- Functions of vectors

  /** The same number in all lanes. */
  private static DoubleVector all(double value) {
    return DoubleVector.broadcast(DOUBLES, value);
  }

  /** A whole number n near x / ln 2, as n + 1.5·2⁵²: its low bits are those of the integer n. */
  private static DoubleVector octaves(DoubleVector x) {
    return x.fma(all(1.4426950408889634), all(6755399441055744.0));
  }

  /** 2ⁿ⁻¹ from n + 1.5·2⁵². */
  private static DoubleVector halfPower(DoubleVector octaves) {
    return octaves
        .reinterpretAsLongs()
        .lanewise(VectorOperators.LSHL, 52)
        .add(0x3FE0000000000000L)
        .reinterpretAsDoubles();
  }

  /** eʳ - 1 where r = x - n·ln 2, |r| ≤ ln 2 / 2. */
  private static DoubleVector reducedExpm1(DoubleVector x, DoubleVector octaves) {
    DoubleVector n = octaves.sub(6755399441055744.0);
    DoubleVector r =
        n.fma(all(-1.9082149292705877e-10), n.fma(all(-0.6931471803691238), x));
    DoubleVector p = r.fma(all(1.6059043836821613e-10), all(2.08767569878681e-09));
    p = p.fma(r, all(2.505210838544172e-08));
    p = p.fma(r, all(2.7557319223985894e-07));
    p = p.fma(r, all(2.7557319223985893e-06));
    p = p.fma(r, all(2.48015873015873e-05));
    p = p.fma(r, all(0.0001984126984126984));
    p = p.fma(r, all(0.001388888888888889));
    p = p.fma(r, all(0.008333333333333333));
    p = p.fma(r, all(0.041666666666666664));
    p = p.fma(r, all(0.16666666666666666));
    p = p.fma(r, all(0.5));
    return p.fma(r.mul(r), r);
  }

  /** eˣ; 0 below 2⁻¹⁰²¹. */
  private static DoubleVector exp(DoubleVector x) {
    DoubleVector octaves = octaves(x);
    DoubleVector half = halfPower(octaves);
    return reducedExpm1(x, octaves)
        .fma(half, half)
        .mul(2)
        .blend(0.0, x.compare(VectorOperators.LT, -707.7))
        .blend(Double.POSITIVE_INFINITY, x.compare(VectorOperators.GT, 709.782712893384));
  }

  /** The natural logarithm: x = 2ᵉ·(1 + f), and a series in f / (2 + f). */
  private static DoubleVector log(DoubleVector x) {
    VectorMask<Double> tiny = x.compare(VectorOperators.LT, Double.MIN_NORMAL);
    LongVector bits = x.blend(x.mul(4503599627370496.0), tiny).reinterpretAsLongs();
    LongVector e =
        bits.add(0x3FF0000000000000L - 0x3FE6A09E667F3BCDL).lanewise(VectorOperators.LSHR, 52);
    DoubleVector f =
        bits.sub(e.sub(1023).lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles().sub(1);
    // As the low bits of 1.5·2⁵² + e, because few machines convert long lanes.
    DoubleVector octaves =
        e.add(0x4338000000000000L).reinterpretAsDoubles().sub(6755399441055744.0 + 1023);
    octaves = octaves.blend(octaves.sub(52), tiny);
    DoubleVector s = f.div(f.add(2));
    DoubleVector z = s.mul(s);
    DoubleVector series = z.fma(all(0.14798198605116586), all(0.15313837699209373));
    series = series.fma(z, all(0.1818357216161805));
    series = series.fma(z, all(0.22222198432149784));
    series = series.fma(z, all(0.2857142874366239));
    series = series.fma(z, all(0.3999999999940942));
    series = series.fma(z, all(0.6666666666666735)).mul(z);
    DoubleVector half = f.mul(f).mul(0.5);
    return s.mul(half.add(series))
        .add(octaves.mul(1.9082149292705877e-10))
        .sub(half)
        .add(f)
        .add(octaves.mul(0.6931471803691238))
        .blend(Double.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0.0))
        .blend(Double.NaN, x.compare(VectorOperators.LT, 0.0))
        .blend(x, x.compare(VectorOperators.LT, Double.POSITIVE_INFINITY).not());
  }

  /** log(1 + x), exact for small x: what rounding 1 + x has lost is put back. */
  private static DoubleVector log1p(DoubleVector x) {
    DoubleVector u = x.add(1);
    return log(u)
        .sub(u.sub(1).sub(x).div(u))
        .blend(Double.NEGATIVE_INFINITY, u.compare(VectorOperators.EQ, 0.0))
        .blend(x, x.compare(VectorOperators.LT, Double.POSITIVE_INFINITY).not());
  }

  /** 1 / (1 + e⁻ˣ). */
  private static DoubleVector sigmoid(DoubleVector x) {
    return all(1.0).div(exp(x.neg()).add(1));
  }

  /** log(1 + eˣ) without overflow. */
  private static DoubleVector softplus(DoubleVector x) {
    return x.max(0).add(log1p(exp(x.abs().neg())));
  }
}
