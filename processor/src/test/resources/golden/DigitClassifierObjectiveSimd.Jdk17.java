package io.tikhonov.examples;

import io.tikhonov.runtime.GeneratedFrom;
import io.tikhonov.runtime.support.FloatMath;
import io.tikhonov.runtime.support.Sums;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.annotation.processing.Generated;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of {@link DigitClassifierObjective} on vectors:
 * as many elements at once as the processor has lanes for, and what is left over one by one.
 * Each gives the very bits of the loop of the same name there.
 *
 * <p>Memory is in the machine's byte order and never shorter than what is read here.
 */
@Generated("io.tikhonov.processor.TikhonovProcessor")
@GeneratedFrom(model = "io.tikhonov.examples.DigitClassifier", compiler = "VERSION",
    fingerprint = "840273aa39dc1bdf")
final class DigitClassifierObjectiveSimd {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = FLOATS.length();
  private static final int LAST_LANE = LANES - 1;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private DigitClassifierObjectiveSimd() {}

  /** Computes relu (DigitClassifier.java:32). */
  static void computeRelu(int from, int to, ByteBuffer product, ByteBuffer b1, ByteBuffer relu,
      int hidden) {
    // Nobody else sees these views: the compiler keeps their limits in registers.
    final ByteBuffer productView = product.duplicate();
    final ByteBuffer b1View = b1.duplicate();
    final ByteBuffer reluView = relu.duplicate();
    for (int i = from; i < to; i++) {
      final int row = i * hidden;
      final int last = hidden - hidden % LANES;
      for (int j = 0; j < last; j += LANES) {
        FloatVector.fromByteBuffer(FLOATS, productView, (row + j) << 2, ORDER)
            .add(FloatVector.fromByteBuffer(FLOATS, b1View, j << 2, ORDER)).max(0)
            .intoByteBuffer(reluView, (row + j) << 2, ORDER);
      }
      computeReluRest(last, hidden, product, b1, relu, row);
    }
  }

  private static void computeReluRest(int from, int to, ByteBuffer product, ByteBuffer b1,
      ByteBuffer relu, int row) {
    for (int j = from; j < to; j++) {
      relu.putFloat((row + j) << 2, Math.max(product.getFloat((row + j) << 2)
          + b1.getFloat(j << 2), 0));
    }
  }

  /** Computes exp, logitsGradient, the sum confidence, the sum crossEntropy (DigitClassifier.java:32, 37, 42). */
  static void computeConfidence(int from, int to, double[] sums, int at, ByteBuffer logits,
      ByteBuffer exp, ByteBuffer y, ByteBuffer logitsGradient, int classes,
      float confidenceGradient, float crossEntropyGradient, float negative) {
    // Nobody else sees these views: the compiler keeps their limits in registers.
    final ByteBuffer logitsView = logits.duplicate();
    final ByteBuffer expView = exp.duplicate();
    final ByteBuffer logitsGradientView = logitsGradient.duplicate();
    final int confidence = at;
    final int crossEntropy = at + Sums.LANES;
    final int rowParts = at + 2 * Sums.LANES;
    for (int i = from; i < to; i++) {
      float largest = Float.NEGATIVE_INFINITY;
      FloatVector largestLanes = FloatVector.broadcast(FLOATS, largest);
      final int row = i * classes;
      final int last = classes - classes % LANES;
      DoubleVector confidenceLow = DoubleVector.fromArray(DOUBLES, sums, confidence);
      DoubleVector confidenceHigh = DoubleVector.fromArray(DOUBLES, sums,
          confidence + DOUBLES.length());
      for (int j = 0; j < last; j += LANES) {
        final FloatVector logitsValue = FloatVector.fromByteBuffer(FLOATS, logitsView,
            (row + j) << 2, ORDER);
        largestLanes = largestLanes.max(logitsValue);
        final FloatVector confidencePart = logitsValue.mul(logitsValue);
        confidenceLow = confidenceLow.add((DoubleVector) confidencePart.convertShape(VectorOperators.F2D, DOUBLES, 0));
        confidenceHigh = confidenceHigh.add((DoubleVector) confidencePart.convertShape(VectorOperators.F2D, DOUBLES, 1));
      }
      confidenceLow.intoArray(sums, confidence);
      confidenceHigh.intoArray(sums, confidence + DOUBLES.length());
      for (int j = last; j < classes; j++) {
        final float logitsValue = logits.getFloat((row + j) << 2);
        largest = Math.max(largest, logitsValue);
        sums[confidence + (j & LAST_LANE)] += logitsValue * logitsValue;
      }
      largest = Math.max(largest, largestLanes.reduceLanes(VectorOperators.MAX));
      final int last2 = classes - classes % LANES;
      DoubleVector rowPartsLow = DoubleVector.fromArray(DOUBLES, sums, rowParts);
      DoubleVector rowPartsHigh = DoubleVector.fromArray(DOUBLES, sums,
          rowParts + DOUBLES.length());
      for (int j = 0; j < last2; j += LANES) {
        final FloatVector expValue = exp(FloatVector.fromByteBuffer(FLOATS, logitsView,
            (row + j) << 2, ORDER).sub(largest));
        rowPartsLow = rowPartsLow.add((DoubleVector) expValue.convertShape(VectorOperators.F2D,
            DOUBLES, 0));
        rowPartsHigh = rowPartsHigh.add((DoubleVector) expValue.convertShape(VectorOperators.F2D,
            DOUBLES, 1));
        expValue.intoByteBuffer(expView, (row + j) << 2, ORDER);
      }
      rowPartsLow.intoArray(sums, rowParts);
      rowPartsHigh.intoArray(sums, rowParts + DOUBLES.length());
      computeConfidenceRest(last2, classes, sums, logits, exp, rowParts, largest, row);
      final float rowSum = (float) Sums.take(sums, rowParts);
      sums[crossEntropy] += largest + FloatMath.log(rowSum)
          - logits.getFloat((i * classes + y.getInt(i << 2)) << 2);
      final float ratio = crossEntropyGradient / rowSum;
      final int last3 = classes - classes % LANES;
      for (int j = 0; j < last3; j += LANES) {
        final FloatVector sum = FloatVector.fromByteBuffer(FLOATS, logitsView, (row + j) << 2,
            ORDER).mul(confidenceGradient).mul(2f)
            .add(FloatVector.fromByteBuffer(FLOATS, expView, (row + j) << 2, ORDER).mul(ratio));
        sum.add(FloatVector.broadcast(FLOATS, 0f)
            .blend(negative, FloatVector.broadcast(FLOATS, 0f).addIndex(1)
            .compare(VectorOperators.EQ, (float) (y.getInt(i << 2) - j))))
            .intoByteBuffer(logitsGradientView, (row + j) << 2, ORDER);
      }
      computeConfidenceRest2(last3, classes, logits, exp, y, logitsGradient, confidenceGradient,
          negative, i, row, ratio);
    }
  }

  private static void computeConfidenceRest(int from, int to, double[] sums, ByteBuffer logits,
      ByteBuffer exp, int rowParts, float largest, int row) {
    for (int j = from; j < to; j++) {
      final float expValue = FloatMath.exp(logits.getFloat((row + j) << 2) - largest);
      sums[rowParts + (j & LAST_LANE)] += expValue;
      exp.putFloat((row + j) << 2, expValue);
    }
  }

  private static void computeConfidenceRest2(int from, int to, ByteBuffer logits, ByteBuffer exp,
      ByteBuffer y, ByteBuffer logitsGradient, float confidenceGradient, float negative, int i,
      int row, float ratio) {
    for (int j = from; j < to; j++) {
      logitsGradient.putFloat((row + j) << 2,
          2 * (confidenceGradient * logits.getFloat((row + j) << 2))
          + ratio * exp.getFloat((row + j) << 2) + (y.getInt(i << 2) == j ? negative : 0));
    }
  }

  /** Computes b1Gradient, sumGradient (DigitClassifier.java:32). */
  static void computeB1Gradient(int from, int to, ByteBuffer product, ByteBuffer b1,
      ByteBuffer reluGradient, ByteBuffer b1Gradient, ByteBuffer sumGradient, int hidden,
      int batch) {
    // Nobody else sees these views: the compiler keeps their limits in registers.
    final ByteBuffer productView = product.duplicate();
    final ByteBuffer b1View = b1.duplicate();
    final ByteBuffer reluGradientView = reluGradient.duplicate();
    final ByteBuffer b1GradientView = b1Gradient.duplicate();
    final ByteBuffer sumGradientView = sumGradient.duplicate();
    for (int j = from; j < to; j++) {
      b1Gradient.putFloat(j << 2, 0);
    }
    for (int i = 0; i < batch; i++) {
      final int row = i * hidden;
      final int last = to - (to - from) % LANES;
      for (int j = from; j < last; j += LANES) {
        final FloatVector selected = FloatVector.broadcast(FLOATS, 0f)
            .blend(FloatVector.fromByteBuffer(FLOATS, reluGradientView, (row + j) << 2, ORDER),
            FloatVector.fromByteBuffer(FLOATS, productView, (row + j) << 2, ORDER)
            .add(FloatVector.fromByteBuffer(FLOATS, b1View, j << 2, ORDER))
            .compare(VectorOperators.GT, 0f));
        FloatVector.fromByteBuffer(FLOATS, b1GradientView, j << 2, ORDER).add(selected)
            .intoByteBuffer(b1GradientView, j << 2, ORDER);
        selected.intoByteBuffer(sumGradientView, (row + j) << 2, ORDER);
      }
      computeB1GradientRest(last, to, product, b1, reluGradient, b1Gradient, sumGradient, row);
    }
  }

  private static void computeB1GradientRest(int from, int to, ByteBuffer product, ByteBuffer b1,
      ByteBuffer reluGradient, ByteBuffer b1Gradient, ByteBuffer sumGradient, int row) {
    for (int j = from; j < to; j++) {
      final float selected = product.getFloat((row + j) << 2) + b1.getFloat(j << 2) > 0
          ? reluGradient.getFloat((row + j) << 2) : 0;
      b1Gradient.putFloat(j << 2, b1Gradient.getFloat(j << 2) + selected);
      sumGradient.putFloat((row + j) << 2, selected);
    }
  }

  /** Computes firstMoment, secondMoment, w1, the sum w1L1 (DigitClassifier.java:13, 20). */
  static void updateW1(int from, int to, double[] sums, int at, ByteBuffer w1,
      ByteBuffer firstMoment, ByteBuffer w1Gradient, ByteBuffer secondMoment, float stepSize,
      float rootScale, float decay, float scaledLearningRate) {
    // Nobody else sees these views: the compiler keeps their limits in registers.
    final ByteBuffer w1View = w1.duplicate();
    final ByteBuffer firstMomentView = firstMoment.duplicate();
    final ByteBuffer w1GradientView = w1Gradient.duplicate();
    final ByteBuffer secondMomentView = secondMoment.duplicate();
    final int w1L1 = at;
    final int last = to - (to - from) % LANES;
    DoubleVector w1L1Low = DoubleVector.fromArray(DOUBLES, sums, w1L1);
    DoubleVector w1L1High = DoubleVector.fromArray(DOUBLES, sums, w1L1 + DOUBLES.length());
    for (int i = from; i < last; i += LANES) {
      final FloatVector w1Value = FloatVector.fromByteBuffer(FLOATS, w1View, i << 2, ORDER);
      final FloatVector firstMomentValue = FloatVector.fromByteBuffer(FLOATS, firstMomentView,
          i << 2, ORDER);
      final FloatVector w1GradientValue = FloatVector.fromByteBuffer(FLOATS, w1GradientView,
          i << 2, ORDER);
      final FloatVector newFirstMoment = firstMomentValue.add(w1GradientValue.sub(firstMomentValue)
          .mul(0.1f)).add(1.6155871e-27f).sub(1.6155871e-27f);
      final FloatVector secondMomentValue = FloatVector.fromByteBuffer(FLOATS, secondMomentView,
          i << 2, ORDER);
      final FloatVector sum = secondMomentValue.mul(0.999f)
          .add(w1GradientValue.mul(w1GradientValue).mul(0.001f)).add(1.6155871e-27f);
      final FloatVector newSecondMoment = sum.sub(1.6155871e-27f);
      final FloatVector preconditioner = FloatVector.broadcast(FLOATS, 1f)
          .div(newSecondMoment.sqrt().mul(rootScale).add(1e-8f));
      final FloatVector moved = w1Value.sub(newFirstMoment.mul(preconditioner).mul(stepSize)
          .add(w1Value.mul(decay)));
      final FloatVector threshold = preconditioner.mul(scaledLearningRate);
      final FloatVector w1L1Part = w1Value.abs();
      w1L1Low = w1L1Low.add((DoubleVector) w1L1Part.convertShape(VectorOperators.F2D, DOUBLES,
          0));
      w1L1High = w1L1High.add((DoubleVector) w1L1Part.convertShape(VectorOperators.F2D, DOUBLES,
          1));
      newFirstMoment.intoByteBuffer(firstMomentView, i << 2, ORDER);
      newSecondMoment.intoByteBuffer(secondMomentView, i << 2, ORDER);
      moved.sub(moved.max(threshold.neg()).min(threshold))
          .intoByteBuffer(w1View, i << 2, ORDER);
    }
    w1L1Low.intoArray(sums, w1L1);
    w1L1High.intoArray(sums, w1L1 + DOUBLES.length());
    updateW1Rest(last, to, sums, w1, firstMoment, w1Gradient, secondMoment, stepSize, rootScale,
        decay, scaledLearningRate, w1L1);
  }

  private static void updateW1Rest(int from, int to, double[] sums, ByteBuffer w1,
      ByteBuffer firstMoment, ByteBuffer w1Gradient, ByteBuffer secondMoment, float stepSize,
      float rootScale, float decay, float scaledLearningRate, int w1L1) {
    for (int i = from; i < to; i++) {
      final float w1Value = w1.getFloat(i << 2);
      final float firstMomentValue = firstMoment.getFloat(i << 2);
      final float w1GradientValue = w1Gradient.getFloat(i << 2);
      final float newFirstMoment = firstMomentValue
          + 0.1f * (w1GradientValue - firstMomentValue) + 1.6155871e-27f - 1.6155871e-27f;
      final float secondMomentValue = secondMoment.getFloat(i << 2);
      final float newSecondMoment = 0.999f * secondMomentValue
          + 0.001f * (w1GradientValue * w1GradientValue) + 1.6155871e-27f - 1.6155871e-27f;
      final float preconditioner = 1 / (rootScale * (float) Math.sqrt(newSecondMoment) + 1e-8f);
      final float moved = w1Value - (stepSize * (newFirstMoment * preconditioner)
          + decay * w1Value);
      final float threshold = scaledLearningRate * preconditioner;
      sums[w1L1 + (i & LAST_LANE)] += Math.abs(w1Value);
      firstMoment.putFloat(i << 2, newFirstMoment);
      secondMoment.putFloat(i << 2, newSecondMoment);
      w1.putFloat(i << 2, moved - Math.min(Math.max(moved, -threshold), threshold));
    }
  }

  /** Computes firstMoment, secondMoment, b1 (DigitClassifier.java:13). */
  static void updateB1(int from, int to, ByteBuffer firstMoment, ByteBuffer b1Gradient,
      ByteBuffer secondMoment, ByteBuffer b1, float stepSize, float rootScale) {
    // Nobody else sees these views: the compiler keeps their limits in registers.
    final ByteBuffer firstMomentView = firstMoment.duplicate();
    final ByteBuffer b1GradientView = b1Gradient.duplicate();
    final ByteBuffer secondMomentView = secondMoment.duplicate();
    final ByteBuffer b1View = b1.duplicate();
    final int last = to - (to - from) % LANES;
    for (int i = from; i < last; i += LANES) {
      final FloatVector firstMomentValue = FloatVector.fromByteBuffer(FLOATS, firstMomentView,
          i << 2, ORDER);
      final FloatVector b1GradientValue = FloatVector.fromByteBuffer(FLOATS, b1GradientView,
          i << 2, ORDER);
      final FloatVector newFirstMoment = firstMomentValue.add(b1GradientValue.sub(firstMomentValue)
          .mul(0.1f)).add(1.6155871e-27f).sub(1.6155871e-27f);
      final FloatVector secondMomentValue = FloatVector.fromByteBuffer(FLOATS, secondMomentView,
          i << 2, ORDER);
      final FloatVector sum = secondMomentValue.mul(0.999f)
          .add(b1GradientValue.mul(b1GradientValue).mul(0.001f)).add(1.6155871e-27f);
      final FloatVector newSecondMoment = sum.sub(1.6155871e-27f);
      final FloatVector b1Value = FloatVector.fromByteBuffer(FLOATS, b1View, i << 2, ORDER);
      final FloatVector product = newFirstMoment.mul(FloatVector.broadcast(FLOATS, 1f)
          .div(newSecondMoment.sqrt().mul(rootScale).add(1e-8f)));
      newFirstMoment.intoByteBuffer(firstMomentView, i << 2, ORDER);
      newSecondMoment.intoByteBuffer(secondMomentView, i << 2, ORDER);
      b1Value.sub(product.mul(stepSize)).intoByteBuffer(b1View, i << 2, ORDER);
    }
    updateB1Rest(last, to, firstMoment, b1Gradient, secondMoment, b1, stepSize, rootScale);
  }

  private static void updateB1Rest(int from, int to, ByteBuffer firstMoment, ByteBuffer b1Gradient,
      ByteBuffer secondMoment, ByteBuffer b1, float stepSize, float rootScale) {
    for (int i = from; i < to; i++) {
      final float firstMomentValue = firstMoment.getFloat(i << 2);
      final float b1GradientValue = b1Gradient.getFloat(i << 2);
      final float newFirstMoment = firstMomentValue
          + 0.1f * (b1GradientValue - firstMomentValue) + 1.6155871e-27f - 1.6155871e-27f;
      final float secondMomentValue = secondMoment.getFloat(i << 2);
      final float newSecondMoment = 0.999f * secondMomentValue
          + 0.001f * (b1GradientValue * b1GradientValue) + 1.6155871e-27f - 1.6155871e-27f;
      final float b1Value = b1.getFloat(i << 2);
      firstMoment.putFloat(i << 2, newFirstMoment);
      secondMoment.putFloat(i << 2, newSecondMoment);
      b1.putFloat(i << 2, b1Value - stepSize
          * (newFirstMoment * (1 / (rootScale * (float) Math.sqrt(newSecondMoment) + 1e-8f))));
    }
  }

  /**
   * Computes firstMoment, secondMoment, w2, the sum w2GroupLasso (DigitClassifier.java:13, 27).
   * The norm of each group after the step is the root of phi(root) = 1,
   * found by 7 iterations of Newton's method from both sides.
   */
  static void updateW2(int from, int to, double[] sums, int at, ByteBuffer w2,
      ByteBuffer firstMoment, ByteBuffer w2Gradient, ByteBuffer secondMoment, int classes,
      float stepSize, float rootScale, float decay, float scaledLearningRate) {
    // Nobody else sees these views: the compiler keeps their limits in registers.
    final ByteBuffer w2View = w2.duplicate();
    final ByteBuffer firstMomentView = firstMoment.duplicate();
    final ByteBuffer w2GradientView = w2Gradient.duplicate();
    final ByteBuffer secondMomentView = secondMoment.duplicate();
    final int w2GroupLasso = at;
    final int rowParts = at + Sums.LANES;
    final int rowParts2 = at + 2 * Sums.LANES;
    final int rowParts3 = at + 3 * Sums.LANES;
    final int rowParts4 = at + 4 * Sums.LANES;
    final int rowParts5 = at + 5 * Sums.LANES;
    for (int i = from; i < to; i++) {
      final int row = i * classes;
      final int last = classes - classes % LANES;
      DoubleVector rowPartsLow = DoubleVector.fromArray(DOUBLES, sums, rowParts);
      DoubleVector rowPartsHigh = DoubleVector.fromArray(DOUBLES, sums,
          rowParts + DOUBLES.length());
      DoubleVector rowParts2Low = DoubleVector.fromArray(DOUBLES, sums, rowParts2);
      DoubleVector rowParts2High = DoubleVector.fromArray(DOUBLES, sums,
          rowParts2 + DOUBLES.length());
      DoubleVector rowParts3Low = DoubleVector.fromArray(DOUBLES, sums, rowParts3);
      DoubleVector rowParts3High = DoubleVector.fromArray(DOUBLES, sums,
          rowParts3 + DOUBLES.length());
      DoubleVector rowParts4Low = DoubleVector.fromArray(DOUBLES, sums, rowParts4);
      DoubleVector rowParts4High = DoubleVector.fromArray(DOUBLES, sums,
          rowParts4 + DOUBLES.length());
      DoubleVector rowParts5Low = DoubleVector.fromArray(DOUBLES, sums, rowParts5);
      DoubleVector rowParts5High = DoubleVector.fromArray(DOUBLES, sums,
          rowParts5 + DOUBLES.length());
      for (int j = 0; j < last; j += LANES) {
        final FloatVector w2Value = FloatVector.fromByteBuffer(FLOATS, w2View, (row + j) << 2,
            ORDER);
        final FloatVector firstMomentValue = FloatVector.fromByteBuffer(FLOATS, firstMomentView,
            (row + j) << 2, ORDER);
        final FloatVector w2GradientValue = FloatVector.fromByteBuffer(FLOATS, w2GradientView,
            (row + j) << 2, ORDER);
        final FloatVector newFirstMoment = firstMomentValue.add(w2GradientValue.sub(firstMomentValue).mul(0.1f)).add(1.6155871e-27f).sub(1.6155871e-27f);
        final FloatVector secondMomentValue = FloatVector.fromByteBuffer(FLOATS,
            secondMomentView, (row + j) << 2, ORDER);
        final FloatVector sum = secondMomentValue.mul(0.999f)
            .add(w2GradientValue.mul(w2GradientValue).mul(0.001f)).add(1.6155871e-27f);
        final FloatVector newSecondMoment = sum.sub(1.6155871e-27f);
        final FloatVector preconditioner = FloatVector.broadcast(FLOATS, 1f)
            .div(newSecondMoment.sqrt().mul(rootScale).add(1e-8f));
        final FloatVector moved = w2Value.sub(newFirstMoment.mul(preconditioner).mul(stepSize)
            .add(w2Value.mul(decay)));
        final FloatVector product = preconditioner.mul(scaledLearningRate);
        final FloatVector ratio = FloatVector.broadcast(FLOATS, 1f).div(product.max(1e-30f));
        final FloatVector product2 = moved.mul(ratio);
        final FloatVector squareValue = product2.mul(product2);
        final FloatVector squareValue2 = moved.mul(moved);
        final FloatVector rowPartsPart = w2Value.mul(w2Value);
        rowPartsLow = rowPartsLow.add((DoubleVector) rowPartsPart.convertShape(VectorOperators.F2D,
            DOUBLES, 0));
        rowPartsHigh = rowPartsHigh.add((DoubleVector) rowPartsPart.convertShape(VectorOperators.F2D, DOUBLES, 1));
        rowParts2Low = rowParts2Low.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D,
            DOUBLES, 0));
        rowParts2High = rowParts2High.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D, DOUBLES, 1));
        final FloatVector rowParts3Part = squareValue.mul(ratio);
        rowParts3Low = rowParts3Low.add((DoubleVector) rowParts3Part.convertShape(VectorOperators.F2D, DOUBLES, 0));
        rowParts3High = rowParts3High.add((DoubleVector) rowParts3Part.convertShape(VectorOperators.F2D, DOUBLES, 1));
        rowParts4Low = rowParts4Low.add((DoubleVector) squareValue2.convertShape(VectorOperators.F2D, DOUBLES, 0));
        rowParts4High = rowParts4High.add((DoubleVector) squareValue2.convertShape(VectorOperators.F2D, DOUBLES, 1));
        final FloatVector rowParts5Part = squareValue2.mul(product);
        rowParts5Low = rowParts5Low.add((DoubleVector) rowParts5Part.convertShape(VectorOperators.F2D, DOUBLES, 0));
        rowParts5High = rowParts5High.add((DoubleVector) rowParts5Part.convertShape(VectorOperators.F2D, DOUBLES, 1));
        newFirstMoment.intoByteBuffer(firstMomentView, (row + j) << 2, ORDER);
        newSecondMoment.intoByteBuffer(secondMomentView, (row + j) << 2, ORDER);
      }
      rowPartsLow.intoArray(sums, rowParts);
      rowPartsHigh.intoArray(sums, rowParts + DOUBLES.length());
      rowParts2Low.intoArray(sums, rowParts2);
      rowParts2High.intoArray(sums, rowParts2 + DOUBLES.length());
      rowParts3Low.intoArray(sums, rowParts3);
      rowParts3High.intoArray(sums, rowParts3 + DOUBLES.length());
      rowParts4Low.intoArray(sums, rowParts4);
      rowParts4High.intoArray(sums, rowParts4 + DOUBLES.length());
      rowParts5Low.intoArray(sums, rowParts5);
      rowParts5High.intoArray(sums, rowParts5 + DOUBLES.length());
      updateW2Rest(last, classes, sums, w2, firstMoment, w2Gradient, secondMoment, stepSize,
          rootScale, decay, scaledLearningRate, rowParts, rowParts2, rowParts3, rowParts4,
          rowParts5, row);
      final float rowSum = (float) Sums.take(sums, rowParts);
      final float rowSum2 = (float) Sums.take(sums, rowParts2);
      final float rowSum3 = (float) Sums.take(sums, rowParts3);
      final float rowSum4 = (float) Sums.take(sums, rowParts4);
      final float rowSum5 = (float) Sums.take(sums, rowParts5);
      sums[w2GroupLasso] += (float) Math.sqrt(rowSum);
      final float upper = (float) Math.sqrt(rowSum4);
      final float difference = upper - rowSum5 / rowSum4;
      final float ratio = rowSum2 * ((float) Math.sqrt(rowSum2) - 1) / rowSum3;
      final float selected = ratio > 0 ? ratio : 1e-12f * upper;
      final float root = (float) Math.sqrt(difference > selected ? difference : selected)
          * (float) Math.sqrt(upper);
      final int last2 = classes - classes % LANES;
      DoubleVector rowPartsLow2 = DoubleVector.fromArray(DOUBLES, sums, rowParts);
      DoubleVector rowPartsHigh2 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts + DOUBLES.length());
      DoubleVector rowParts2Low2 = DoubleVector.fromArray(DOUBLES, sums, rowParts2);
      DoubleVector rowParts2High2 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts2 + DOUBLES.length());
      for (int j = 0; j < last2; j += LANES) {
        final FloatVector w2Value = FloatVector.fromByteBuffer(FLOATS, w2View, (row + j) << 2,
            ORDER);
        final FloatVector preconditioner = FloatVector.broadcast(FLOATS, 1f)
            .div(FloatVector.fromByteBuffer(FLOATS, secondMomentView, (row + j) << 2, ORDER)
            .sqrt().mul(rootScale).add(1e-8f));
        final FloatVector moved = w2Value.sub(FloatVector.fromByteBuffer(FLOATS,
            firstMomentView, (row + j) << 2, ORDER).mul(preconditioner).mul(stepSize)
            .add(w2Value.mul(decay)));
        final FloatVector sum = preconditioner.mul(scaledLearningRate).add(root);
        final FloatVector ratio2 = FloatVector.broadcast(FLOATS, 1f).div(sum);
        final FloatVector product = moved.mul(ratio2);
        final FloatVector squareValue = product.mul(product);
        rowPartsLow2 = rowPartsLow2.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D,
            DOUBLES, 0));
        rowPartsHigh2 = rowPartsHigh2.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D, DOUBLES, 1));
        final FloatVector rowParts2Part = squareValue.mul(ratio2);
        rowParts2Low2 = rowParts2Low2.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 0));
        rowParts2High2 = rowParts2High2.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 1));
      }
      rowPartsLow2.intoArray(sums, rowParts);
      rowPartsHigh2.intoArray(sums, rowParts + DOUBLES.length());
      rowParts2Low2.intoArray(sums, rowParts2);
      rowParts2High2.intoArray(sums, rowParts2 + DOUBLES.length());
      updateW2Rest2(last2, classes, sums, w2, firstMoment, secondMoment, stepSize, rootScale,
          decay, scaledLearningRate, rowParts, rowParts2, row, root);
      final float phi = (float) Sums.take(sums, rowParts);
      final float psi = (float) Sums.take(sums, rowParts2);
      final float lower = difference > selected ? difference : selected;
      final float sum = root + phi * ((float) Math.sqrt(phi) - 1) / psi;
      final float product = root * psi;
      final float ratio2 = (product + 1 - phi) / product;
      final float root2 = (float) Math.sqrt(sum > lower ? sum : lower)
          * (float) Math.sqrt(ratio2 > 0 ? Math.min(upper, root / (float) Math.sqrt(ratio2))
          : upper);
      final int last3 = classes - classes % LANES;
      DoubleVector rowPartsLow3 = DoubleVector.fromArray(DOUBLES, sums, rowParts);
      DoubleVector rowPartsHigh3 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts + DOUBLES.length());
      DoubleVector rowParts2Low3 = DoubleVector.fromArray(DOUBLES, sums, rowParts2);
      DoubleVector rowParts2High3 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts2 + DOUBLES.length());
      for (int j = 0; j < last3; j += LANES) {
        final FloatVector w2Value = FloatVector.fromByteBuffer(FLOATS, w2View, (row + j) << 2,
            ORDER);
        final FloatVector preconditioner = FloatVector.broadcast(FLOATS, 1f)
            .div(FloatVector.fromByteBuffer(FLOATS, secondMomentView, (row + j) << 2, ORDER)
            .sqrt().mul(rootScale).add(1e-8f));
        final FloatVector moved = w2Value.sub(FloatVector.fromByteBuffer(FLOATS,
            firstMomentView, (row + j) << 2, ORDER).mul(preconditioner).mul(stepSize)
            .add(w2Value.mul(decay)));
        final FloatVector ratio3 = FloatVector.broadcast(FLOATS, 1f)
            .div(preconditioner.mul(scaledLearningRate).add(root2));
        final FloatVector product2 = moved.mul(ratio3);
        final FloatVector squareValue = product2.mul(product2);
        rowPartsLow3 = rowPartsLow3.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D,
            DOUBLES, 0));
        rowPartsHigh3 = rowPartsHigh3.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D, DOUBLES, 1));
        final FloatVector rowParts2Part = squareValue.mul(ratio3);
        rowParts2Low3 = rowParts2Low3.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 0));
        rowParts2High3 = rowParts2High3.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 1));
      }
      rowPartsLow3.intoArray(sums, rowParts);
      rowPartsHigh3.intoArray(sums, rowParts + DOUBLES.length());
      rowParts2Low3.intoArray(sums, rowParts2);
      rowParts2High3.intoArray(sums, rowParts2 + DOUBLES.length());
      updateW2Rest3(last3, classes, sums, w2, firstMoment, secondMoment, stepSize, rootScale,
          decay, scaledLearningRate, rowParts, rowParts2, row, root2);
      final float phi2 = (float) Sums.take(sums, rowParts);
      final float psi2 = (float) Sums.take(sums, rowParts2);
      final float lower2 = sum > lower ? sum : lower;
      final float upper2 = ratio2 > 0 ? Math.min(upper, root / (float) Math.sqrt(ratio2))
          : upper;
      final float sum2 = root2 + phi2 * ((float) Math.sqrt(phi2) - 1) / psi2;
      final float product2 = root2 * psi2;
      final float ratio3 = (product2 + 1 - phi2) / product2;
      final float root3 = (float) Math.sqrt(sum2 > lower2 ? sum2 : lower2)
          * (float) Math.sqrt(ratio3 > 0 ? Math.min(upper2, root2 / (float) Math.sqrt(ratio3))
          : upper2);
      final int last4 = classes - classes % LANES;
      DoubleVector rowPartsLow4 = DoubleVector.fromArray(DOUBLES, sums, rowParts);
      DoubleVector rowPartsHigh4 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts + DOUBLES.length());
      DoubleVector rowParts2Low4 = DoubleVector.fromArray(DOUBLES, sums, rowParts2);
      DoubleVector rowParts2High4 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts2 + DOUBLES.length());
      for (int j = 0; j < last4; j += LANES) {
        final FloatVector w2Value = FloatVector.fromByteBuffer(FLOATS, w2View, (row + j) << 2,
            ORDER);
        final FloatVector preconditioner = FloatVector.broadcast(FLOATS, 1f)
            .div(FloatVector.fromByteBuffer(FLOATS, secondMomentView, (row + j) << 2, ORDER)
            .sqrt().mul(rootScale).add(1e-8f));
        final FloatVector moved = w2Value.sub(FloatVector.fromByteBuffer(FLOATS,
            firstMomentView, (row + j) << 2, ORDER).mul(preconditioner).mul(stepSize)
            .add(w2Value.mul(decay)));
        final FloatVector sum3 = preconditioner.mul(scaledLearningRate).add(root3);
        final FloatVector ratio4 = FloatVector.broadcast(FLOATS, 1f).div(sum3);
        final FloatVector product3 = moved.mul(ratio4);
        final FloatVector squareValue = product3.mul(product3);
        rowPartsLow4 = rowPartsLow4.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D,
            DOUBLES, 0));
        rowPartsHigh4 = rowPartsHigh4.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D, DOUBLES, 1));
        final FloatVector rowParts2Part = squareValue.mul(ratio4);
        rowParts2Low4 = rowParts2Low4.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 0));
        rowParts2High4 = rowParts2High4.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 1));
      }
      rowPartsLow4.intoArray(sums, rowParts);
      rowPartsHigh4.intoArray(sums, rowParts + DOUBLES.length());
      rowParts2Low4.intoArray(sums, rowParts2);
      rowParts2High4.intoArray(sums, rowParts2 + DOUBLES.length());
      updateW2Rest4(last4, classes, sums, w2, firstMoment, secondMoment, stepSize, rootScale,
          decay, scaledLearningRate, rowParts, rowParts2, row, root3);
      final float phi3 = (float) Sums.take(sums, rowParts);
      final float psi3 = (float) Sums.take(sums, rowParts2);
      final float lower3 = sum2 > lower2 ? sum2 : lower2;
      final float upper3 = ratio3 > 0 ? Math.min(upper2, root2 / (float) Math.sqrt(ratio3))
          : upper2;
      final float sum3 = root3 + phi3 * ((float) Math.sqrt(phi3) - 1) / psi3;
      final float product3 = root3 * psi3;
      final float ratio4 = (product3 + 1 - phi3) / product3;
      final float root4 = (float) Math.sqrt(sum3 > lower3 ? sum3 : lower3)
          * (float) Math.sqrt(ratio4 > 0 ? Math.min(upper3, root3 / (float) Math.sqrt(ratio4))
          : upper3);
      final int last5 = classes - classes % LANES;
      DoubleVector rowPartsLow5 = DoubleVector.fromArray(DOUBLES, sums, rowParts);
      DoubleVector rowPartsHigh5 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts + DOUBLES.length());
      DoubleVector rowParts2Low5 = DoubleVector.fromArray(DOUBLES, sums, rowParts2);
      DoubleVector rowParts2High5 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts2 + DOUBLES.length());
      for (int j = 0; j < last5; j += LANES) {
        final FloatVector w2Value = FloatVector.fromByteBuffer(FLOATS, w2View, (row + j) << 2,
            ORDER);
        final FloatVector preconditioner = FloatVector.broadcast(FLOATS, 1f)
            .div(FloatVector.fromByteBuffer(FLOATS, secondMomentView, (row + j) << 2, ORDER)
            .sqrt().mul(rootScale).add(1e-8f));
        final FloatVector moved = w2Value.sub(FloatVector.fromByteBuffer(FLOATS,
            firstMomentView, (row + j) << 2, ORDER).mul(preconditioner).mul(stepSize)
            .add(w2Value.mul(decay)));
        final FloatVector ratio5 = FloatVector.broadcast(FLOATS, 1f)
            .div(preconditioner.mul(scaledLearningRate).add(root4));
        final FloatVector product4 = moved.mul(ratio5);
        final FloatVector squareValue = product4.mul(product4);
        rowPartsLow5 = rowPartsLow5.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D,
            DOUBLES, 0));
        rowPartsHigh5 = rowPartsHigh5.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D, DOUBLES, 1));
        final FloatVector rowParts2Part = squareValue.mul(ratio5);
        rowParts2Low5 = rowParts2Low5.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 0));
        rowParts2High5 = rowParts2High5.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 1));
      }
      rowPartsLow5.intoArray(sums, rowParts);
      rowPartsHigh5.intoArray(sums, rowParts + DOUBLES.length());
      rowParts2Low5.intoArray(sums, rowParts2);
      rowParts2High5.intoArray(sums, rowParts2 + DOUBLES.length());
      updateW2Rest5(last5, classes, sums, w2, firstMoment, secondMoment, stepSize, rootScale,
          decay, scaledLearningRate, rowParts, rowParts2, row, root4);
      final float phi4 = (float) Sums.take(sums, rowParts);
      final float psi4 = (float) Sums.take(sums, rowParts2);
      final float lower4 = sum3 > lower3 ? sum3 : lower3;
      final float upper4 = ratio4 > 0 ? Math.min(upper3, root3 / (float) Math.sqrt(ratio4))
          : upper3;
      final float sum4 = root4 + phi4 * ((float) Math.sqrt(phi4) - 1) / psi4;
      final float product4 = root4 * psi4;
      final float ratio5 = (product4 + 1 - phi4) / product4;
      final float root5 = (float) Math.sqrt(sum4 > lower4 ? sum4 : lower4)
          * (float) Math.sqrt(ratio5 > 0 ? Math.min(upper4, root4 / (float) Math.sqrt(ratio5))
          : upper4);
      final int last6 = classes - classes % LANES;
      DoubleVector rowPartsLow6 = DoubleVector.fromArray(DOUBLES, sums, rowParts);
      DoubleVector rowPartsHigh6 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts + DOUBLES.length());
      DoubleVector rowParts2Low6 = DoubleVector.fromArray(DOUBLES, sums, rowParts2);
      DoubleVector rowParts2High6 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts2 + DOUBLES.length());
      for (int j = 0; j < last6; j += LANES) {
        final FloatVector w2Value = FloatVector.fromByteBuffer(FLOATS, w2View, (row + j) << 2,
            ORDER);
        final FloatVector preconditioner = FloatVector.broadcast(FLOATS, 1f)
            .div(FloatVector.fromByteBuffer(FLOATS, secondMomentView, (row + j) << 2, ORDER)
            .sqrt().mul(rootScale).add(1e-8f));
        final FloatVector moved = w2Value.sub(FloatVector.fromByteBuffer(FLOATS,
            firstMomentView, (row + j) << 2, ORDER).mul(preconditioner).mul(stepSize)
            .add(w2Value.mul(decay)));
        final FloatVector sum5 = preconditioner.mul(scaledLearningRate).add(root5);
        final FloatVector ratio6 = FloatVector.broadcast(FLOATS, 1f).div(sum5);
        final FloatVector product5 = moved.mul(ratio6);
        final FloatVector squareValue = product5.mul(product5);
        rowPartsLow6 = rowPartsLow6.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D,
            DOUBLES, 0));
        rowPartsHigh6 = rowPartsHigh6.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D, DOUBLES, 1));
        final FloatVector rowParts2Part = squareValue.mul(ratio6);
        rowParts2Low6 = rowParts2Low6.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 0));
        rowParts2High6 = rowParts2High6.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 1));
      }
      rowPartsLow6.intoArray(sums, rowParts);
      rowPartsHigh6.intoArray(sums, rowParts + DOUBLES.length());
      rowParts2Low6.intoArray(sums, rowParts2);
      rowParts2High6.intoArray(sums, rowParts2 + DOUBLES.length());
      updateW2Rest6(last6, classes, sums, w2, firstMoment, secondMoment, stepSize, rootScale,
          decay, scaledLearningRate, rowParts, rowParts2, row, root5);
      final float phi5 = (float) Sums.take(sums, rowParts);
      final float psi5 = (float) Sums.take(sums, rowParts2);
      final float lower5 = sum4 > lower4 ? sum4 : lower4;
      final float upper5 = ratio5 > 0 ? Math.min(upper4, root4 / (float) Math.sqrt(ratio5))
          : upper4;
      final float sum5 = root5 + phi5 * ((float) Math.sqrt(phi5) - 1) / psi5;
      final float product5 = root5 * psi5;
      final float ratio6 = (product5 + 1 - phi5) / product5;
      final float root6 = (float) Math.sqrt(sum5 > lower5 ? sum5 : lower5)
          * (float) Math.sqrt(ratio6 > 0 ? Math.min(upper5, root5 / (float) Math.sqrt(ratio6))
          : upper5);
      final int last7 = classes - classes % LANES;
      DoubleVector rowPartsLow7 = DoubleVector.fromArray(DOUBLES, sums, rowParts);
      DoubleVector rowPartsHigh7 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts + DOUBLES.length());
      DoubleVector rowParts2Low7 = DoubleVector.fromArray(DOUBLES, sums, rowParts2);
      DoubleVector rowParts2High7 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts2 + DOUBLES.length());
      for (int j = 0; j < last7; j += LANES) {
        final FloatVector w2Value = FloatVector.fromByteBuffer(FLOATS, w2View, (row + j) << 2,
            ORDER);
        final FloatVector preconditioner = FloatVector.broadcast(FLOATS, 1f)
            .div(FloatVector.fromByteBuffer(FLOATS, secondMomentView, (row + j) << 2, ORDER)
            .sqrt().mul(rootScale).add(1e-8f));
        final FloatVector moved = w2Value.sub(FloatVector.fromByteBuffer(FLOATS,
            firstMomentView, (row + j) << 2, ORDER).mul(preconditioner).mul(stepSize)
            .add(w2Value.mul(decay)));
        final FloatVector ratio7 = FloatVector.broadcast(FLOATS, 1f)
            .div(preconditioner.mul(scaledLearningRate).add(root6));
        final FloatVector product6 = moved.mul(ratio7);
        final FloatVector squareValue = product6.mul(product6);
        rowPartsLow7 = rowPartsLow7.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D,
            DOUBLES, 0));
        rowPartsHigh7 = rowPartsHigh7.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D, DOUBLES, 1));
        final FloatVector rowParts2Part = squareValue.mul(ratio7);
        rowParts2Low7 = rowParts2Low7.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 0));
        rowParts2High7 = rowParts2High7.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 1));
      }
      rowPartsLow7.intoArray(sums, rowParts);
      rowPartsHigh7.intoArray(sums, rowParts + DOUBLES.length());
      rowParts2Low7.intoArray(sums, rowParts2);
      rowParts2High7.intoArray(sums, rowParts2 + DOUBLES.length());
      updateW2Rest7(last7, classes, sums, w2, firstMoment, secondMoment, stepSize, rootScale,
          decay, scaledLearningRate, rowParts, rowParts2, row, root6);
      final float phi6 = (float) Sums.take(sums, rowParts);
      final float psi6 = (float) Sums.take(sums, rowParts2);
      final float lower6 = sum5 > lower5 ? sum5 : lower5;
      final float upper6 = ratio6 > 0 ? Math.min(upper5, root5 / (float) Math.sqrt(ratio6))
          : upper5;
      final float sum6 = root6 + phi6 * ((float) Math.sqrt(phi6) - 1) / psi6;
      final float product6 = root6 * psi6;
      final float ratio7 = (product6 + 1 - phi6) / product6;
      final float root7 = (float) Math.sqrt(sum6 > lower6 ? sum6 : lower6)
          * (float) Math.sqrt(ratio7 > 0 ? Math.min(upper6, root6 / (float) Math.sqrt(ratio7))
          : upper6);
      final int last8 = classes - classes % LANES;
      DoubleVector rowPartsLow8 = DoubleVector.fromArray(DOUBLES, sums, rowParts);
      DoubleVector rowPartsHigh8 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts + DOUBLES.length());
      DoubleVector rowParts2Low8 = DoubleVector.fromArray(DOUBLES, sums, rowParts2);
      DoubleVector rowParts2High8 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts2 + DOUBLES.length());
      for (int j = 0; j < last8; j += LANES) {
        final FloatVector w2Value = FloatVector.fromByteBuffer(FLOATS, w2View, (row + j) << 2,
            ORDER);
        final FloatVector preconditioner = FloatVector.broadcast(FLOATS, 1f)
            .div(FloatVector.fromByteBuffer(FLOATS, secondMomentView, (row + j) << 2, ORDER)
            .sqrt().mul(rootScale).add(1e-8f));
        final FloatVector moved = w2Value.sub(FloatVector.fromByteBuffer(FLOATS,
            firstMomentView, (row + j) << 2, ORDER).mul(preconditioner).mul(stepSize)
            .add(w2Value.mul(decay)));
        final FloatVector sum7 = preconditioner.mul(scaledLearningRate).add(root7);
        final FloatVector ratio8 = FloatVector.broadcast(FLOATS, 1f).div(sum7);
        final FloatVector product7 = moved.mul(ratio8);
        final FloatVector squareValue = product7.mul(product7);
        rowPartsLow8 = rowPartsLow8.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D,
            DOUBLES, 0));
        rowPartsHigh8 = rowPartsHigh8.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D, DOUBLES, 1));
        final FloatVector rowParts2Part = squareValue.mul(ratio8);
        rowParts2Low8 = rowParts2Low8.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 0));
        rowParts2High8 = rowParts2High8.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 1));
      }
      rowPartsLow8.intoArray(sums, rowParts);
      rowPartsHigh8.intoArray(sums, rowParts + DOUBLES.length());
      rowParts2Low8.intoArray(sums, rowParts2);
      rowParts2High8.intoArray(sums, rowParts2 + DOUBLES.length());
      updateW2Rest8(last8, classes, sums, w2, firstMoment, secondMoment, stepSize, rootScale,
          decay, scaledLearningRate, rowParts, rowParts2, row, root7);
      final float phi7 = (float) Sums.take(sums, rowParts);
      final float psi7 = (float) Sums.take(sums, rowParts2);
      final boolean test = rowSum2 > 1;
      final float lower7 = sum6 > lower6 ? sum6 : lower6;
      final float upper7 = ratio7 > 0 ? Math.min(upper6, root6 / (float) Math.sqrt(ratio7))
          : upper6;
      final float sum7 = root7 + phi7 * ((float) Math.sqrt(phi7) - 1) / psi7;
      final float product7 = root7 * psi7;
      final float ratio8 = (product7 + 1 - phi7) / product7;
      final float root8 = (float) Math.sqrt(sum7 > lower7 ? sum7 : lower7)
          * (float) Math.sqrt(ratio8 > 0 ? Math.min(upper7, root7 / (float) Math.sqrt(ratio8))
          : upper7);
      final int last9 = classes - classes % LANES;
      for (int j = 0; j < last9; j += LANES) {
        final FloatVector w2Value = FloatVector.fromByteBuffer(FLOATS, w2View, (row + j) << 2,
            ORDER);
        final FloatVector preconditioner = FloatVector.broadcast(FLOATS, 1f)
            .div(FloatVector.fromByteBuffer(FLOATS, secondMomentView, (row + j) << 2, ORDER)
            .sqrt().mul(rootScale).add(1e-8f));
        final FloatVector moved = w2Value.sub(FloatVector.fromByteBuffer(FLOATS,
            firstMomentView, (row + j) << 2, ORDER).mul(preconditioner).mul(stepSize)
            .add(w2Value.mul(decay)));
        final FloatVector newW2 = (test
            ? moved.mul(FloatVector.broadcast(FLOATS, root8)
            .div(preconditioner.mul(scaledLearningRate).add(root8)))
            : FloatVector.broadcast(FLOATS, 0f));
        newW2.intoByteBuffer(w2View, (row + j) << 2, ORDER);
      }
      updateW2Rest9(last9, classes, w2, firstMoment, secondMoment, stepSize, rootScale, decay,
          scaledLearningRate, row, test, root8);
    }
  }

  private static void updateW2Rest(int from, int to, double[] sums, ByteBuffer w2,
      ByteBuffer firstMoment, ByteBuffer w2Gradient, ByteBuffer secondMoment, float stepSize,
      float rootScale, float decay, float scaledLearningRate, int rowParts, int rowParts2,
      int rowParts3, int rowParts4, int rowParts5, int row) {
    for (int j = from; j < to; j++) {
      final float w2Value = w2.getFloat((row + j) << 2);
      final float firstMomentValue = firstMoment.getFloat((row + j) << 2);
      final float w2GradientValue = w2Gradient.getFloat((row + j) << 2);
      final float newFirstMoment = firstMomentValue
          + 0.1f * (w2GradientValue - firstMomentValue) + 1.6155871e-27f - 1.6155871e-27f;
      final float secondMomentValue = secondMoment.getFloat((row + j) << 2);
      final float newSecondMoment = 0.999f * secondMomentValue
          + 0.001f * (w2GradientValue * w2GradientValue) + 1.6155871e-27f - 1.6155871e-27f;
      final float preconditioner = 1 / (rootScale * (float) Math.sqrt(newSecondMoment) + 1e-8f);
      final float moved = w2Value - (stepSize * (newFirstMoment * preconditioner)
          + decay * w2Value);
      final float product = scaledLearningRate * preconditioner;
      final float ratio = 1 / Math.max(product, 1e-30f);
      final float product2 = moved * ratio;
      final float squareValue = product2 * product2;
      final float squareValue2 = moved * moved;
      sums[rowParts + (j & LAST_LANE)] += w2Value * w2Value;
      sums[rowParts2 + (j & LAST_LANE)] += squareValue;
      sums[rowParts3 + (j & LAST_LANE)] += squareValue * ratio;
      sums[rowParts4 + (j & LAST_LANE)] += squareValue2;
      sums[rowParts5 + (j & LAST_LANE)] += squareValue2 * product;
      firstMoment.putFloat((row + j) << 2, newFirstMoment);
      secondMoment.putFloat((row + j) << 2, newSecondMoment);
    }
  }

  private static void updateW2Rest2(int from, int to, double[] sums, ByteBuffer w2,
      ByteBuffer firstMoment, ByteBuffer secondMoment, float stepSize, float rootScale, float decay,
      float scaledLearningRate, int rowParts, int rowParts2, int row, float root) {
    for (int j = from; j < to; j++) {
      final float w2Value = w2.getFloat((row + j) << 2);
      final float preconditioner = 1 / (rootScale
          * (float) Math.sqrt(secondMoment.getFloat((row + j) << 2)) + 1e-8f);
      final float ratio2 = 1 / (root + scaledLearningRate * preconditioner);
      final float product = (w2Value - (stepSize
          * (firstMoment.getFloat((row + j) << 2) * preconditioner) + decay * w2Value))
          * ratio2;
      final float squareValue = product * product;
      sums[rowParts + (j & LAST_LANE)] += squareValue;
      sums[rowParts2 + (j & LAST_LANE)] += squareValue * ratio2;
    }
  }

  private static void updateW2Rest3(int from, int to, double[] sums, ByteBuffer w2,
      ByteBuffer firstMoment, ByteBuffer secondMoment, float stepSize, float rootScale, float decay,
      float scaledLearningRate, int rowParts, int rowParts2, int row, float root2) {
    for (int j = from; j < to; j++) {
      final float w2Value = w2.getFloat((row + j) << 2);
      final float preconditioner = 1 / (rootScale
          * (float) Math.sqrt(secondMoment.getFloat((row + j) << 2)) + 1e-8f);
      final float ratio3 = 1 / (root2 + scaledLearningRate * preconditioner);
      final float product2 = (w2Value
          - (stepSize * (firstMoment.getFloat((row + j) << 2) * preconditioner)
          + decay * w2Value)) * ratio3;
      final float squareValue = product2 * product2;
      sums[rowParts + (j & LAST_LANE)] += squareValue;
      sums[rowParts2 + (j & LAST_LANE)] += squareValue * ratio3;
    }
  }

  private static void updateW2Rest4(int from, int to, double[] sums, ByteBuffer w2,
      ByteBuffer firstMoment, ByteBuffer secondMoment, float stepSize, float rootScale, float decay,
      float scaledLearningRate, int rowParts, int rowParts2, int row, float root3) {
    for (int j = from; j < to; j++) {
      final float w2Value = w2.getFloat((row + j) << 2);
      final float preconditioner = 1 / (rootScale
          * (float) Math.sqrt(secondMoment.getFloat((row + j) << 2)) + 1e-8f);
      final float ratio4 = 1 / (root3 + scaledLearningRate * preconditioner);
      final float product3 = (w2Value
          - (stepSize * (firstMoment.getFloat((row + j) << 2) * preconditioner)
          + decay * w2Value)) * ratio4;
      final float squareValue = product3 * product3;
      sums[rowParts + (j & LAST_LANE)] += squareValue;
      sums[rowParts2 + (j & LAST_LANE)] += squareValue * ratio4;
    }
  }

  private static void updateW2Rest5(int from, int to, double[] sums, ByteBuffer w2,
      ByteBuffer firstMoment, ByteBuffer secondMoment, float stepSize, float rootScale, float decay,
      float scaledLearningRate, int rowParts, int rowParts2, int row, float root4) {
    for (int j = from; j < to; j++) {
      final float w2Value = w2.getFloat((row + j) << 2);
      final float preconditioner = 1 / (rootScale
          * (float) Math.sqrt(secondMoment.getFloat((row + j) << 2)) + 1e-8f);
      final float ratio5 = 1 / (root4 + scaledLearningRate * preconditioner);
      final float product4 = (w2Value
          - (stepSize * (firstMoment.getFloat((row + j) << 2) * preconditioner)
          + decay * w2Value)) * ratio5;
      final float squareValue = product4 * product4;
      sums[rowParts + (j & LAST_LANE)] += squareValue;
      sums[rowParts2 + (j & LAST_LANE)] += squareValue * ratio5;
    }
  }

  private static void updateW2Rest6(int from, int to, double[] sums, ByteBuffer w2,
      ByteBuffer firstMoment, ByteBuffer secondMoment, float stepSize, float rootScale, float decay,
      float scaledLearningRate, int rowParts, int rowParts2, int row, float root5) {
    for (int j = from; j < to; j++) {
      final float w2Value = w2.getFloat((row + j) << 2);
      final float preconditioner = 1 / (rootScale
          * (float) Math.sqrt(secondMoment.getFloat((row + j) << 2)) + 1e-8f);
      final float ratio6 = 1 / (root5 + scaledLearningRate * preconditioner);
      final float product5 = (w2Value
          - (stepSize * (firstMoment.getFloat((row + j) << 2) * preconditioner)
          + decay * w2Value)) * ratio6;
      final float squareValue = product5 * product5;
      sums[rowParts + (j & LAST_LANE)] += squareValue;
      sums[rowParts2 + (j & LAST_LANE)] += squareValue * ratio6;
    }
  }

  private static void updateW2Rest7(int from, int to, double[] sums, ByteBuffer w2,
      ByteBuffer firstMoment, ByteBuffer secondMoment, float stepSize, float rootScale, float decay,
      float scaledLearningRate, int rowParts, int rowParts2, int row, float root6) {
    for (int j = from; j < to; j++) {
      final float w2Value = w2.getFloat((row + j) << 2);
      final float preconditioner = 1 / (rootScale
          * (float) Math.sqrt(secondMoment.getFloat((row + j) << 2)) + 1e-8f);
      final float ratio7 = 1 / (root6 + scaledLearningRate * preconditioner);
      final float product6 = (w2Value
          - (stepSize * (firstMoment.getFloat((row + j) << 2) * preconditioner)
          + decay * w2Value)) * ratio7;
      final float squareValue = product6 * product6;
      sums[rowParts + (j & LAST_LANE)] += squareValue;
      sums[rowParts2 + (j & LAST_LANE)] += squareValue * ratio7;
    }
  }

  private static void updateW2Rest8(int from, int to, double[] sums, ByteBuffer w2,
      ByteBuffer firstMoment, ByteBuffer secondMoment, float stepSize, float rootScale, float decay,
      float scaledLearningRate, int rowParts, int rowParts2, int row, float root7) {
    for (int j = from; j < to; j++) {
      final float w2Value = w2.getFloat((row + j) << 2);
      final float preconditioner = 1 / (rootScale
          * (float) Math.sqrt(secondMoment.getFloat((row + j) << 2)) + 1e-8f);
      final float ratio8 = 1 / (root7 + scaledLearningRate * preconditioner);
      final float product7 = (w2Value
          - (stepSize * (firstMoment.getFloat((row + j) << 2) * preconditioner)
          + decay * w2Value)) * ratio8;
      final float squareValue = product7 * product7;
      sums[rowParts + (j & LAST_LANE)] += squareValue;
      sums[rowParts2 + (j & LAST_LANE)] += squareValue * ratio8;
    }
  }

  private static void updateW2Rest9(int from, int to, ByteBuffer w2, ByteBuffer firstMoment,
      ByteBuffer secondMoment, float stepSize, float rootScale, float decay,
      float scaledLearningRate, int row, boolean test, float root8) {
    for (int j = from; j < to; j++) {
      final float w2Value = w2.getFloat((row + j) << 2);
      final float preconditioner = 1 / (rootScale
          * (float) Math.sqrt(secondMoment.getFloat((row + j) << 2)) + 1e-8f);
      w2.putFloat((row + j) << 2, test
          ? (w2Value - (stepSize * (firstMoment.getFloat((row + j) << 2) * preconditioner)
          + decay * w2Value)) * (root8 / (root8 + scaledLearningRate * preconditioner)) : 0);
    }
  }

  /** Computes firstMoment, secondMoment, w1 (DigitClassifier.java:13, 20). */
  static void updateW1FromGradient(int from, int to, ByteBuffer firstMoment,
      ByteBuffer gradientOfW1, ByteBuffer secondMoment, ByteBuffer w1, float stepSize,
      float rootScale, float decay, float scaledLearningRate) {
    // Nobody else sees these views: the compiler keeps their limits in registers.
    final ByteBuffer firstMomentView = firstMoment.duplicate();
    final ByteBuffer gradientOfW1View = gradientOfW1.duplicate();
    final ByteBuffer secondMomentView = secondMoment.duplicate();
    final ByteBuffer w1View = w1.duplicate();
    final int last = to - (to - from) % LANES;
    for (int i = from; i < last; i += LANES) {
      final FloatVector firstMomentValue = FloatVector.fromByteBuffer(FLOATS, firstMomentView,
          i << 2, ORDER);
      final FloatVector gradientOfW1Value = FloatVector.fromByteBuffer(FLOATS, gradientOfW1View,
          i << 2, ORDER);
      final FloatVector newFirstMoment = firstMomentValue.add(gradientOfW1Value.sub(firstMomentValue).mul(0.1f)).add(1.6155871e-27f).sub(1.6155871e-27f);
      final FloatVector secondMomentValue = FloatVector.fromByteBuffer(FLOATS, secondMomentView,
          i << 2, ORDER);
      final FloatVector sum = secondMomentValue.mul(0.999f)
          .add(gradientOfW1Value.mul(gradientOfW1Value).mul(0.001f)).add(1.6155871e-27f);
      final FloatVector newSecondMoment = sum.sub(1.6155871e-27f);
      final FloatVector w1Value = FloatVector.fromByteBuffer(FLOATS, w1View, i << 2, ORDER);
      final FloatVector preconditioner = FloatVector.broadcast(FLOATS, 1f)
          .div(newSecondMoment.sqrt().mul(rootScale).add(1e-8f));
      final FloatVector moved = w1Value.sub(newFirstMoment.mul(preconditioner).mul(stepSize)
          .add(w1Value.mul(decay)));
      final FloatVector threshold = preconditioner.mul(scaledLearningRate);
      newFirstMoment.intoByteBuffer(firstMomentView, i << 2, ORDER);
      newSecondMoment.intoByteBuffer(secondMomentView, i << 2, ORDER);
      moved.sub(moved.max(threshold.neg()).min(threshold))
          .intoByteBuffer(w1View, i << 2, ORDER);
    }
    updateW1FromGradientRest(last, to, firstMoment, gradientOfW1, secondMoment, w1, stepSize,
        rootScale, decay, scaledLearningRate);
  }

  private static void updateW1FromGradientRest(int from, int to, ByteBuffer firstMoment,
      ByteBuffer gradientOfW1, ByteBuffer secondMoment, ByteBuffer w1, float stepSize,
      float rootScale, float decay, float scaledLearningRate) {
    for (int i = from; i < to; i++) {
      final float firstMomentValue = firstMoment.getFloat(i << 2);
      final float gradientOfW1Value = gradientOfW1.getFloat(i << 2);
      final float newFirstMoment = firstMomentValue
          + 0.1f * (gradientOfW1Value - firstMomentValue) + 1.6155871e-27f - 1.6155871e-27f;
      final float secondMomentValue = secondMoment.getFloat(i << 2);
      final float newSecondMoment = 0.999f * secondMomentValue
          + 0.001f * (gradientOfW1Value * gradientOfW1Value) + 1.6155871e-27f - 1.6155871e-27f;
      final float w1Value = w1.getFloat(i << 2);
      final float preconditioner = 1 / (rootScale * (float) Math.sqrt(newSecondMoment) + 1e-8f);
      final float moved = w1Value - (stepSize * (newFirstMoment * preconditioner)
          + decay * w1Value);
      final float threshold = scaledLearningRate * preconditioner;
      firstMoment.putFloat(i << 2, newFirstMoment);
      secondMoment.putFloat(i << 2, newSecondMoment);
      w1.putFloat(i << 2, moved - Math.min(Math.max(moved, -threshold), threshold));
    }
  }

  /**
   * Computes firstMoment, secondMoment, w2 (DigitClassifier.java:13, 27).
   * The norm of each group after the step is the root of phi(root) = 1,
   * found by 7 iterations of Newton's method from both sides.
   */
  static void updateW2FromGradient(int from, int to, double[] sums, int at, ByteBuffer w2,
      ByteBuffer firstMoment, ByteBuffer gradientOfW2, ByteBuffer secondMoment, int classes,
      float stepSize, float rootScale, float decay, float scaledLearningRate) {
    // Nobody else sees these views: the compiler keeps their limits in registers.
    final ByteBuffer w2View = w2.duplicate();
    final ByteBuffer firstMomentView = firstMoment.duplicate();
    final ByteBuffer gradientOfW2View = gradientOfW2.duplicate();
    final ByteBuffer secondMomentView = secondMoment.duplicate();
    final int rowParts = at;
    final int rowParts2 = at + Sums.LANES;
    final int rowParts3 = at + 2 * Sums.LANES;
    final int rowParts4 = at + 3 * Sums.LANES;
    for (int i = from; i < to; i++) {
      final int row = i * classes;
      final int last = classes - classes % LANES;
      DoubleVector rowPartsLow = DoubleVector.fromArray(DOUBLES, sums, rowParts);
      DoubleVector rowPartsHigh = DoubleVector.fromArray(DOUBLES, sums,
          rowParts + DOUBLES.length());
      DoubleVector rowParts2Low = DoubleVector.fromArray(DOUBLES, sums, rowParts2);
      DoubleVector rowParts2High = DoubleVector.fromArray(DOUBLES, sums,
          rowParts2 + DOUBLES.length());
      DoubleVector rowParts3Low = DoubleVector.fromArray(DOUBLES, sums, rowParts3);
      DoubleVector rowParts3High = DoubleVector.fromArray(DOUBLES, sums,
          rowParts3 + DOUBLES.length());
      DoubleVector rowParts4Low = DoubleVector.fromArray(DOUBLES, sums, rowParts4);
      DoubleVector rowParts4High = DoubleVector.fromArray(DOUBLES, sums,
          rowParts4 + DOUBLES.length());
      for (int j = 0; j < last; j += LANES) {
        final FloatVector w2Value = FloatVector.fromByteBuffer(FLOATS, w2View, (row + j) << 2,
            ORDER);
        final FloatVector firstMomentValue = FloatVector.fromByteBuffer(FLOATS, firstMomentView,
            (row + j) << 2, ORDER);
        final FloatVector gradientOfW2Value = FloatVector.fromByteBuffer(FLOATS,
            gradientOfW2View, (row + j) << 2, ORDER);
        final FloatVector newFirstMoment = firstMomentValue.add(gradientOfW2Value.sub(firstMomentValue).mul(0.1f)).add(1.6155871e-27f).sub(1.6155871e-27f);
        final FloatVector secondMomentValue = FloatVector.fromByteBuffer(FLOATS,
            secondMomentView, (row + j) << 2, ORDER);
        final FloatVector sum = secondMomentValue.mul(0.999f)
            .add(gradientOfW2Value.mul(gradientOfW2Value).mul(0.001f)).add(1.6155871e-27f);
        final FloatVector newSecondMoment = sum.sub(1.6155871e-27f);
        final FloatVector preconditioner = FloatVector.broadcast(FLOATS, 1f)
            .div(newSecondMoment.sqrt().mul(rootScale).add(1e-8f));
        final FloatVector moved = w2Value.sub(newFirstMoment.mul(preconditioner).mul(stepSize)
            .add(w2Value.mul(decay)));
        final FloatVector product = preconditioner.mul(scaledLearningRate);
        final FloatVector ratio = FloatVector.broadcast(FLOATS, 1f).div(product.max(1e-30f));
        final FloatVector product2 = moved.mul(ratio);
        final FloatVector squareValue = product2.mul(product2);
        final FloatVector squareValue2 = moved.mul(moved);
        rowPartsLow = rowPartsLow.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D,
            DOUBLES, 0));
        rowPartsHigh = rowPartsHigh.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D,
            DOUBLES, 1));
        final FloatVector rowParts2Part = squareValue.mul(ratio);
        rowParts2Low = rowParts2Low.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 0));
        rowParts2High = rowParts2High.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 1));
        rowParts3Low = rowParts3Low.add((DoubleVector) squareValue2.convertShape(VectorOperators.F2D, DOUBLES, 0));
        rowParts3High = rowParts3High.add((DoubleVector) squareValue2.convertShape(VectorOperators.F2D, DOUBLES, 1));
        final FloatVector rowParts4Part = squareValue2.mul(product);
        rowParts4Low = rowParts4Low.add((DoubleVector) rowParts4Part.convertShape(VectorOperators.F2D, DOUBLES, 0));
        rowParts4High = rowParts4High.add((DoubleVector) rowParts4Part.convertShape(VectorOperators.F2D, DOUBLES, 1));
        newFirstMoment.intoByteBuffer(firstMomentView, (row + j) << 2, ORDER);
        newSecondMoment.intoByteBuffer(secondMomentView, (row + j) << 2, ORDER);
      }
      rowPartsLow.intoArray(sums, rowParts);
      rowPartsHigh.intoArray(sums, rowParts + DOUBLES.length());
      rowParts2Low.intoArray(sums, rowParts2);
      rowParts2High.intoArray(sums, rowParts2 + DOUBLES.length());
      rowParts3Low.intoArray(sums, rowParts3);
      rowParts3High.intoArray(sums, rowParts3 + DOUBLES.length());
      rowParts4Low.intoArray(sums, rowParts4);
      rowParts4High.intoArray(sums, rowParts4 + DOUBLES.length());
      updateW2FromGradientRest(last, classes, sums, w2, firstMoment, gradientOfW2, secondMoment,
          stepSize, rootScale, decay, scaledLearningRate, rowParts, rowParts2, rowParts3,
          rowParts4, row);
      final float rowSum = (float) Sums.take(sums, rowParts);
      final float rowSum2 = (float) Sums.take(sums, rowParts2);
      final float rowSum3 = (float) Sums.take(sums, rowParts3);
      final float rowSum4 = (float) Sums.take(sums, rowParts4);
      final float upper = (float) Math.sqrt(rowSum3);
      final float difference = upper - rowSum4 / rowSum3;
      final float ratio = rowSum * ((float) Math.sqrt(rowSum) - 1) / rowSum2;
      final float selected = ratio > 0 ? ratio : 1e-12f * upper;
      final float root = (float) Math.sqrt(difference > selected ? difference : selected)
          * (float) Math.sqrt(upper);
      final int last2 = classes - classes % LANES;
      DoubleVector rowPartsLow2 = DoubleVector.fromArray(DOUBLES, sums, rowParts);
      DoubleVector rowPartsHigh2 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts + DOUBLES.length());
      DoubleVector rowParts2Low2 = DoubleVector.fromArray(DOUBLES, sums, rowParts2);
      DoubleVector rowParts2High2 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts2 + DOUBLES.length());
      for (int j = 0; j < last2; j += LANES) {
        final FloatVector w2Value = FloatVector.fromByteBuffer(FLOATS, w2View, (row + j) << 2,
            ORDER);
        final FloatVector preconditioner = FloatVector.broadcast(FLOATS, 1f)
            .div(FloatVector.fromByteBuffer(FLOATS, secondMomentView, (row + j) << 2, ORDER)
            .sqrt().mul(rootScale).add(1e-8f));
        final FloatVector moved = w2Value.sub(FloatVector.fromByteBuffer(FLOATS,
            firstMomentView, (row + j) << 2, ORDER).mul(preconditioner).mul(stepSize)
            .add(w2Value.mul(decay)));
        final FloatVector sum = preconditioner.mul(scaledLearningRate).add(root);
        final FloatVector ratio2 = FloatVector.broadcast(FLOATS, 1f).div(sum);
        final FloatVector product = moved.mul(ratio2);
        final FloatVector squareValue = product.mul(product);
        rowPartsLow2 = rowPartsLow2.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D,
            DOUBLES, 0));
        rowPartsHigh2 = rowPartsHigh2.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D, DOUBLES, 1));
        final FloatVector rowParts2Part = squareValue.mul(ratio2);
        rowParts2Low2 = rowParts2Low2.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 0));
        rowParts2High2 = rowParts2High2.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 1));
      }
      rowPartsLow2.intoArray(sums, rowParts);
      rowPartsHigh2.intoArray(sums, rowParts + DOUBLES.length());
      rowParts2Low2.intoArray(sums, rowParts2);
      rowParts2High2.intoArray(sums, rowParts2 + DOUBLES.length());
      updateW2FromGradientRest2(last2, classes, sums, w2, firstMoment, secondMoment, stepSize,
          rootScale, decay, scaledLearningRate, rowParts, rowParts2, row, root);
      final float phi = (float) Sums.take(sums, rowParts);
      final float psi = (float) Sums.take(sums, rowParts2);
      final float lower = difference > selected ? difference : selected;
      final float sum = root + phi * ((float) Math.sqrt(phi) - 1) / psi;
      final float product = root * psi;
      final float ratio2 = (product + 1 - phi) / product;
      final float root2 = (float) Math.sqrt(sum > lower ? sum : lower)
          * (float) Math.sqrt(ratio2 > 0 ? Math.min(upper, root / (float) Math.sqrt(ratio2))
          : upper);
      final int last3 = classes - classes % LANES;
      DoubleVector rowPartsLow3 = DoubleVector.fromArray(DOUBLES, sums, rowParts);
      DoubleVector rowPartsHigh3 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts + DOUBLES.length());
      DoubleVector rowParts2Low3 = DoubleVector.fromArray(DOUBLES, sums, rowParts2);
      DoubleVector rowParts2High3 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts2 + DOUBLES.length());
      for (int j = 0; j < last3; j += LANES) {
        final FloatVector w2Value = FloatVector.fromByteBuffer(FLOATS, w2View, (row + j) << 2,
            ORDER);
        final FloatVector preconditioner = FloatVector.broadcast(FLOATS, 1f)
            .div(FloatVector.fromByteBuffer(FLOATS, secondMomentView, (row + j) << 2, ORDER)
            .sqrt().mul(rootScale).add(1e-8f));
        final FloatVector moved = w2Value.sub(FloatVector.fromByteBuffer(FLOATS,
            firstMomentView, (row + j) << 2, ORDER).mul(preconditioner).mul(stepSize)
            .add(w2Value.mul(decay)));
        final FloatVector ratio3 = FloatVector.broadcast(FLOATS, 1f)
            .div(preconditioner.mul(scaledLearningRate).add(root2));
        final FloatVector product2 = moved.mul(ratio3);
        final FloatVector squareValue = product2.mul(product2);
        rowPartsLow3 = rowPartsLow3.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D,
            DOUBLES, 0));
        rowPartsHigh3 = rowPartsHigh3.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D, DOUBLES, 1));
        final FloatVector rowParts2Part = squareValue.mul(ratio3);
        rowParts2Low3 = rowParts2Low3.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 0));
        rowParts2High3 = rowParts2High3.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 1));
      }
      rowPartsLow3.intoArray(sums, rowParts);
      rowPartsHigh3.intoArray(sums, rowParts + DOUBLES.length());
      rowParts2Low3.intoArray(sums, rowParts2);
      rowParts2High3.intoArray(sums, rowParts2 + DOUBLES.length());
      updateW2FromGradientRest3(last3, classes, sums, w2, firstMoment, secondMoment, stepSize,
          rootScale, decay, scaledLearningRate, rowParts, rowParts2, row, root2);
      final float phi2 = (float) Sums.take(sums, rowParts);
      final float psi2 = (float) Sums.take(sums, rowParts2);
      final float lower2 = sum > lower ? sum : lower;
      final float upper2 = ratio2 > 0 ? Math.min(upper, root / (float) Math.sqrt(ratio2))
          : upper;
      final float sum2 = root2 + phi2 * ((float) Math.sqrt(phi2) - 1) / psi2;
      final float product2 = root2 * psi2;
      final float ratio3 = (product2 + 1 - phi2) / product2;
      final float root3 = (float) Math.sqrt(sum2 > lower2 ? sum2 : lower2)
          * (float) Math.sqrt(ratio3 > 0 ? Math.min(upper2, root2 / (float) Math.sqrt(ratio3))
          : upper2);
      final int last4 = classes - classes % LANES;
      DoubleVector rowPartsLow4 = DoubleVector.fromArray(DOUBLES, sums, rowParts);
      DoubleVector rowPartsHigh4 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts + DOUBLES.length());
      DoubleVector rowParts2Low4 = DoubleVector.fromArray(DOUBLES, sums, rowParts2);
      DoubleVector rowParts2High4 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts2 + DOUBLES.length());
      for (int j = 0; j < last4; j += LANES) {
        final FloatVector w2Value = FloatVector.fromByteBuffer(FLOATS, w2View, (row + j) << 2,
            ORDER);
        final FloatVector preconditioner = FloatVector.broadcast(FLOATS, 1f)
            .div(FloatVector.fromByteBuffer(FLOATS, secondMomentView, (row + j) << 2, ORDER)
            .sqrt().mul(rootScale).add(1e-8f));
        final FloatVector moved = w2Value.sub(FloatVector.fromByteBuffer(FLOATS,
            firstMomentView, (row + j) << 2, ORDER).mul(preconditioner).mul(stepSize)
            .add(w2Value.mul(decay)));
        final FloatVector sum3 = preconditioner.mul(scaledLearningRate).add(root3);
        final FloatVector ratio4 = FloatVector.broadcast(FLOATS, 1f).div(sum3);
        final FloatVector product3 = moved.mul(ratio4);
        final FloatVector squareValue = product3.mul(product3);
        rowPartsLow4 = rowPartsLow4.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D,
            DOUBLES, 0));
        rowPartsHigh4 = rowPartsHigh4.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D, DOUBLES, 1));
        final FloatVector rowParts2Part = squareValue.mul(ratio4);
        rowParts2Low4 = rowParts2Low4.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 0));
        rowParts2High4 = rowParts2High4.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 1));
      }
      rowPartsLow4.intoArray(sums, rowParts);
      rowPartsHigh4.intoArray(sums, rowParts + DOUBLES.length());
      rowParts2Low4.intoArray(sums, rowParts2);
      rowParts2High4.intoArray(sums, rowParts2 + DOUBLES.length());
      updateW2FromGradientRest4(last4, classes, sums, w2, firstMoment, secondMoment, stepSize,
          rootScale, decay, scaledLearningRate, rowParts, rowParts2, row, root3);
      final float phi3 = (float) Sums.take(sums, rowParts);
      final float psi3 = (float) Sums.take(sums, rowParts2);
      final float lower3 = sum2 > lower2 ? sum2 : lower2;
      final float upper3 = ratio3 > 0 ? Math.min(upper2, root2 / (float) Math.sqrt(ratio3))
          : upper2;
      final float sum3 = root3 + phi3 * ((float) Math.sqrt(phi3) - 1) / psi3;
      final float product3 = root3 * psi3;
      final float ratio4 = (product3 + 1 - phi3) / product3;
      final float root4 = (float) Math.sqrt(sum3 > lower3 ? sum3 : lower3)
          * (float) Math.sqrt(ratio4 > 0 ? Math.min(upper3, root3 / (float) Math.sqrt(ratio4))
          : upper3);
      final int last5 = classes - classes % LANES;
      DoubleVector rowPartsLow5 = DoubleVector.fromArray(DOUBLES, sums, rowParts);
      DoubleVector rowPartsHigh5 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts + DOUBLES.length());
      DoubleVector rowParts2Low5 = DoubleVector.fromArray(DOUBLES, sums, rowParts2);
      DoubleVector rowParts2High5 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts2 + DOUBLES.length());
      for (int j = 0; j < last5; j += LANES) {
        final FloatVector w2Value = FloatVector.fromByteBuffer(FLOATS, w2View, (row + j) << 2,
            ORDER);
        final FloatVector preconditioner = FloatVector.broadcast(FLOATS, 1f)
            .div(FloatVector.fromByteBuffer(FLOATS, secondMomentView, (row + j) << 2, ORDER)
            .sqrt().mul(rootScale).add(1e-8f));
        final FloatVector moved = w2Value.sub(FloatVector.fromByteBuffer(FLOATS,
            firstMomentView, (row + j) << 2, ORDER).mul(preconditioner).mul(stepSize)
            .add(w2Value.mul(decay)));
        final FloatVector ratio5 = FloatVector.broadcast(FLOATS, 1f)
            .div(preconditioner.mul(scaledLearningRate).add(root4));
        final FloatVector product4 = moved.mul(ratio5);
        final FloatVector squareValue = product4.mul(product4);
        rowPartsLow5 = rowPartsLow5.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D,
            DOUBLES, 0));
        rowPartsHigh5 = rowPartsHigh5.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D, DOUBLES, 1));
        final FloatVector rowParts2Part = squareValue.mul(ratio5);
        rowParts2Low5 = rowParts2Low5.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 0));
        rowParts2High5 = rowParts2High5.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 1));
      }
      rowPartsLow5.intoArray(sums, rowParts);
      rowPartsHigh5.intoArray(sums, rowParts + DOUBLES.length());
      rowParts2Low5.intoArray(sums, rowParts2);
      rowParts2High5.intoArray(sums, rowParts2 + DOUBLES.length());
      updateW2FromGradientRest5(last5, classes, sums, w2, firstMoment, secondMoment, stepSize,
          rootScale, decay, scaledLearningRate, rowParts, rowParts2, row, root4);
      final float phi4 = (float) Sums.take(sums, rowParts);
      final float psi4 = (float) Sums.take(sums, rowParts2);
      final float lower4 = sum3 > lower3 ? sum3 : lower3;
      final float upper4 = ratio4 > 0 ? Math.min(upper3, root3 / (float) Math.sqrt(ratio4))
          : upper3;
      final float sum4 = root4 + phi4 * ((float) Math.sqrt(phi4) - 1) / psi4;
      final float product4 = root4 * psi4;
      final float ratio5 = (product4 + 1 - phi4) / product4;
      final float root5 = (float) Math.sqrt(sum4 > lower4 ? sum4 : lower4)
          * (float) Math.sqrt(ratio5 > 0 ? Math.min(upper4, root4 / (float) Math.sqrt(ratio5))
          : upper4);
      final int last6 = classes - classes % LANES;
      DoubleVector rowPartsLow6 = DoubleVector.fromArray(DOUBLES, sums, rowParts);
      DoubleVector rowPartsHigh6 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts + DOUBLES.length());
      DoubleVector rowParts2Low6 = DoubleVector.fromArray(DOUBLES, sums, rowParts2);
      DoubleVector rowParts2High6 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts2 + DOUBLES.length());
      for (int j = 0; j < last6; j += LANES) {
        final FloatVector w2Value = FloatVector.fromByteBuffer(FLOATS, w2View, (row + j) << 2,
            ORDER);
        final FloatVector preconditioner = FloatVector.broadcast(FLOATS, 1f)
            .div(FloatVector.fromByteBuffer(FLOATS, secondMomentView, (row + j) << 2, ORDER)
            .sqrt().mul(rootScale).add(1e-8f));
        final FloatVector moved = w2Value.sub(FloatVector.fromByteBuffer(FLOATS,
            firstMomentView, (row + j) << 2, ORDER).mul(preconditioner).mul(stepSize)
            .add(w2Value.mul(decay)));
        final FloatVector sum5 = preconditioner.mul(scaledLearningRate).add(root5);
        final FloatVector ratio6 = FloatVector.broadcast(FLOATS, 1f).div(sum5);
        final FloatVector product5 = moved.mul(ratio6);
        final FloatVector squareValue = product5.mul(product5);
        rowPartsLow6 = rowPartsLow6.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D,
            DOUBLES, 0));
        rowPartsHigh6 = rowPartsHigh6.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D, DOUBLES, 1));
        final FloatVector rowParts2Part = squareValue.mul(ratio6);
        rowParts2Low6 = rowParts2Low6.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 0));
        rowParts2High6 = rowParts2High6.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 1));
      }
      rowPartsLow6.intoArray(sums, rowParts);
      rowPartsHigh6.intoArray(sums, rowParts + DOUBLES.length());
      rowParts2Low6.intoArray(sums, rowParts2);
      rowParts2High6.intoArray(sums, rowParts2 + DOUBLES.length());
      updateW2FromGradientRest6(last6, classes, sums, w2, firstMoment, secondMoment, stepSize,
          rootScale, decay, scaledLearningRate, rowParts, rowParts2, row, root5);
      final float phi5 = (float) Sums.take(sums, rowParts);
      final float psi5 = (float) Sums.take(sums, rowParts2);
      final float lower5 = sum4 > lower4 ? sum4 : lower4;
      final float upper5 = ratio5 > 0 ? Math.min(upper4, root4 / (float) Math.sqrt(ratio5))
          : upper4;
      final float sum5 = root5 + phi5 * ((float) Math.sqrt(phi5) - 1) / psi5;
      final float product5 = root5 * psi5;
      final float ratio6 = (product5 + 1 - phi5) / product5;
      final float root6 = (float) Math.sqrt(sum5 > lower5 ? sum5 : lower5)
          * (float) Math.sqrt(ratio6 > 0 ? Math.min(upper5, root5 / (float) Math.sqrt(ratio6))
          : upper5);
      final int last7 = classes - classes % LANES;
      DoubleVector rowPartsLow7 = DoubleVector.fromArray(DOUBLES, sums, rowParts);
      DoubleVector rowPartsHigh7 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts + DOUBLES.length());
      DoubleVector rowParts2Low7 = DoubleVector.fromArray(DOUBLES, sums, rowParts2);
      DoubleVector rowParts2High7 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts2 + DOUBLES.length());
      for (int j = 0; j < last7; j += LANES) {
        final FloatVector w2Value = FloatVector.fromByteBuffer(FLOATS, w2View, (row + j) << 2,
            ORDER);
        final FloatVector preconditioner = FloatVector.broadcast(FLOATS, 1f)
            .div(FloatVector.fromByteBuffer(FLOATS, secondMomentView, (row + j) << 2, ORDER)
            .sqrt().mul(rootScale).add(1e-8f));
        final FloatVector moved = w2Value.sub(FloatVector.fromByteBuffer(FLOATS,
            firstMomentView, (row + j) << 2, ORDER).mul(preconditioner).mul(stepSize)
            .add(w2Value.mul(decay)));
        final FloatVector ratio7 = FloatVector.broadcast(FLOATS, 1f)
            .div(preconditioner.mul(scaledLearningRate).add(root6));
        final FloatVector product6 = moved.mul(ratio7);
        final FloatVector squareValue = product6.mul(product6);
        rowPartsLow7 = rowPartsLow7.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D,
            DOUBLES, 0));
        rowPartsHigh7 = rowPartsHigh7.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D, DOUBLES, 1));
        final FloatVector rowParts2Part = squareValue.mul(ratio7);
        rowParts2Low7 = rowParts2Low7.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 0));
        rowParts2High7 = rowParts2High7.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 1));
      }
      rowPartsLow7.intoArray(sums, rowParts);
      rowPartsHigh7.intoArray(sums, rowParts + DOUBLES.length());
      rowParts2Low7.intoArray(sums, rowParts2);
      rowParts2High7.intoArray(sums, rowParts2 + DOUBLES.length());
      updateW2FromGradientRest7(last7, classes, sums, w2, firstMoment, secondMoment, stepSize,
          rootScale, decay, scaledLearningRate, rowParts, rowParts2, row, root6);
      final float phi6 = (float) Sums.take(sums, rowParts);
      final float psi6 = (float) Sums.take(sums, rowParts2);
      final float lower6 = sum5 > lower5 ? sum5 : lower5;
      final float upper6 = ratio6 > 0 ? Math.min(upper5, root5 / (float) Math.sqrt(ratio6))
          : upper5;
      final float sum6 = root6 + phi6 * ((float) Math.sqrt(phi6) - 1) / psi6;
      final float product6 = root6 * psi6;
      final float ratio7 = (product6 + 1 - phi6) / product6;
      final float root7 = (float) Math.sqrt(sum6 > lower6 ? sum6 : lower6)
          * (float) Math.sqrt(ratio7 > 0 ? Math.min(upper6, root6 / (float) Math.sqrt(ratio7))
          : upper6);
      final int last8 = classes - classes % LANES;
      DoubleVector rowPartsLow8 = DoubleVector.fromArray(DOUBLES, sums, rowParts);
      DoubleVector rowPartsHigh8 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts + DOUBLES.length());
      DoubleVector rowParts2Low8 = DoubleVector.fromArray(DOUBLES, sums, rowParts2);
      DoubleVector rowParts2High8 = DoubleVector.fromArray(DOUBLES, sums,
          rowParts2 + DOUBLES.length());
      for (int j = 0; j < last8; j += LANES) {
        final FloatVector w2Value = FloatVector.fromByteBuffer(FLOATS, w2View, (row + j) << 2,
            ORDER);
        final FloatVector preconditioner = FloatVector.broadcast(FLOATS, 1f)
            .div(FloatVector.fromByteBuffer(FLOATS, secondMomentView, (row + j) << 2, ORDER)
            .sqrt().mul(rootScale).add(1e-8f));
        final FloatVector moved = w2Value.sub(FloatVector.fromByteBuffer(FLOATS,
            firstMomentView, (row + j) << 2, ORDER).mul(preconditioner).mul(stepSize)
            .add(w2Value.mul(decay)));
        final FloatVector sum7 = preconditioner.mul(scaledLearningRate).add(root7);
        final FloatVector ratio8 = FloatVector.broadcast(FLOATS, 1f).div(sum7);
        final FloatVector product7 = moved.mul(ratio8);
        final FloatVector squareValue = product7.mul(product7);
        rowPartsLow8 = rowPartsLow8.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D,
            DOUBLES, 0));
        rowPartsHigh8 = rowPartsHigh8.add((DoubleVector) squareValue.convertShape(VectorOperators.F2D, DOUBLES, 1));
        final FloatVector rowParts2Part = squareValue.mul(ratio8);
        rowParts2Low8 = rowParts2Low8.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 0));
        rowParts2High8 = rowParts2High8.add((DoubleVector) rowParts2Part.convertShape(VectorOperators.F2D, DOUBLES, 1));
      }
      rowPartsLow8.intoArray(sums, rowParts);
      rowPartsHigh8.intoArray(sums, rowParts + DOUBLES.length());
      rowParts2Low8.intoArray(sums, rowParts2);
      rowParts2High8.intoArray(sums, rowParts2 + DOUBLES.length());
      updateW2FromGradientRest8(last8, classes, sums, w2, firstMoment, secondMoment, stepSize,
          rootScale, decay, scaledLearningRate, rowParts, rowParts2, row, root7);
      final float phi7 = (float) Sums.take(sums, rowParts);
      final float psi7 = (float) Sums.take(sums, rowParts2);
      final boolean test = rowSum > 1;
      final float lower7 = sum6 > lower6 ? sum6 : lower6;
      final float upper7 = ratio7 > 0 ? Math.min(upper6, root6 / (float) Math.sqrt(ratio7))
          : upper6;
      final float sum7 = root7 + phi7 * ((float) Math.sqrt(phi7) - 1) / psi7;
      final float product7 = root7 * psi7;
      final float ratio8 = (product7 + 1 - phi7) / product7;
      final float root8 = (float) Math.sqrt(sum7 > lower7 ? sum7 : lower7)
          * (float) Math.sqrt(ratio8 > 0 ? Math.min(upper7, root7 / (float) Math.sqrt(ratio8))
          : upper7);
      final int last9 = classes - classes % LANES;
      for (int j = 0; j < last9; j += LANES) {
        final FloatVector w2Value = FloatVector.fromByteBuffer(FLOATS, w2View, (row + j) << 2,
            ORDER);
        final FloatVector preconditioner = FloatVector.broadcast(FLOATS, 1f)
            .div(FloatVector.fromByteBuffer(FLOATS, secondMomentView, (row + j) << 2, ORDER)
            .sqrt().mul(rootScale).add(1e-8f));
        final FloatVector moved = w2Value.sub(FloatVector.fromByteBuffer(FLOATS,
            firstMomentView, (row + j) << 2, ORDER).mul(preconditioner).mul(stepSize)
            .add(w2Value.mul(decay)));
        final FloatVector newW2 = (test
            ? moved.mul(FloatVector.broadcast(FLOATS, root8)
            .div(preconditioner.mul(scaledLearningRate).add(root8)))
            : FloatVector.broadcast(FLOATS, 0f));
        newW2.intoByteBuffer(w2View, (row + j) << 2, ORDER);
      }
      updateW2FromGradientRest9(last9, classes, w2, firstMoment, secondMoment, stepSize,
          rootScale, decay, scaledLearningRate, row, test, root8);
    }
  }

  private static void updateW2FromGradientRest(int from, int to, double[] sums, ByteBuffer w2,
      ByteBuffer firstMoment, ByteBuffer gradientOfW2, ByteBuffer secondMoment, float stepSize,
      float rootScale, float decay, float scaledLearningRate, int rowParts, int rowParts2,
      int rowParts3, int rowParts4, int row) {
    for (int j = from; j < to; j++) {
      final float w2Value = w2.getFloat((row + j) << 2);
      final float firstMomentValue = firstMoment.getFloat((row + j) << 2);
      final float gradientOfW2Value = gradientOfW2.getFloat((row + j) << 2);
      final float newFirstMoment = firstMomentValue
          + 0.1f * (gradientOfW2Value - firstMomentValue) + 1.6155871e-27f - 1.6155871e-27f;
      final float secondMomentValue = secondMoment.getFloat((row + j) << 2);
      final float newSecondMoment = 0.999f * secondMomentValue
          + 0.001f * (gradientOfW2Value * gradientOfW2Value) + 1.6155871e-27f - 1.6155871e-27f;
      final float preconditioner = 1 / (rootScale * (float) Math.sqrt(newSecondMoment) + 1e-8f);
      final float moved = w2Value - (stepSize * (newFirstMoment * preconditioner)
          + decay * w2Value);
      final float product = scaledLearningRate * preconditioner;
      final float ratio = 1 / Math.max(product, 1e-30f);
      final float product2 = moved * ratio;
      final float squareValue = product2 * product2;
      final float squareValue2 = moved * moved;
      sums[rowParts + (j & LAST_LANE)] += squareValue;
      sums[rowParts2 + (j & LAST_LANE)] += squareValue * ratio;
      sums[rowParts3 + (j & LAST_LANE)] += squareValue2;
      sums[rowParts4 + (j & LAST_LANE)] += squareValue2 * product;
      firstMoment.putFloat((row + j) << 2, newFirstMoment);
      secondMoment.putFloat((row + j) << 2, newSecondMoment);
    }
  }

  private static void updateW2FromGradientRest2(int from, int to, double[] sums, ByteBuffer w2,
      ByteBuffer firstMoment, ByteBuffer secondMoment, float stepSize, float rootScale, float decay,
      float scaledLearningRate, int rowParts, int rowParts2, int row, float root) {
    for (int j = from; j < to; j++) {
      final float w2Value = w2.getFloat((row + j) << 2);
      final float preconditioner = 1 / (rootScale
          * (float) Math.sqrt(secondMoment.getFloat((row + j) << 2)) + 1e-8f);
      final float ratio2 = 1 / (root + scaledLearningRate * preconditioner);
      final float product = (w2Value - (stepSize
          * (firstMoment.getFloat((row + j) << 2) * preconditioner) + decay * w2Value))
          * ratio2;
      final float squareValue = product * product;
      sums[rowParts + (j & LAST_LANE)] += squareValue;
      sums[rowParts2 + (j & LAST_LANE)] += squareValue * ratio2;
    }
  }

  private static void updateW2FromGradientRest3(int from, int to, double[] sums, ByteBuffer w2,
      ByteBuffer firstMoment, ByteBuffer secondMoment, float stepSize, float rootScale, float decay,
      float scaledLearningRate, int rowParts, int rowParts2, int row, float root2) {
    for (int j = from; j < to; j++) {
      final float w2Value = w2.getFloat((row + j) << 2);
      final float preconditioner = 1 / (rootScale
          * (float) Math.sqrt(secondMoment.getFloat((row + j) << 2)) + 1e-8f);
      final float ratio3 = 1 / (root2 + scaledLearningRate * preconditioner);
      final float product2 = (w2Value
          - (stepSize * (firstMoment.getFloat((row + j) << 2) * preconditioner)
          + decay * w2Value)) * ratio3;
      final float squareValue = product2 * product2;
      sums[rowParts + (j & LAST_LANE)] += squareValue;
      sums[rowParts2 + (j & LAST_LANE)] += squareValue * ratio3;
    }
  }

  private static void updateW2FromGradientRest4(int from, int to, double[] sums, ByteBuffer w2,
      ByteBuffer firstMoment, ByteBuffer secondMoment, float stepSize, float rootScale, float decay,
      float scaledLearningRate, int rowParts, int rowParts2, int row, float root3) {
    for (int j = from; j < to; j++) {
      final float w2Value = w2.getFloat((row + j) << 2);
      final float preconditioner = 1 / (rootScale
          * (float) Math.sqrt(secondMoment.getFloat((row + j) << 2)) + 1e-8f);
      final float ratio4 = 1 / (root3 + scaledLearningRate * preconditioner);
      final float product3 = (w2Value
          - (stepSize * (firstMoment.getFloat((row + j) << 2) * preconditioner)
          + decay * w2Value)) * ratio4;
      final float squareValue = product3 * product3;
      sums[rowParts + (j & LAST_LANE)] += squareValue;
      sums[rowParts2 + (j & LAST_LANE)] += squareValue * ratio4;
    }
  }

  private static void updateW2FromGradientRest5(int from, int to, double[] sums, ByteBuffer w2,
      ByteBuffer firstMoment, ByteBuffer secondMoment, float stepSize, float rootScale, float decay,
      float scaledLearningRate, int rowParts, int rowParts2, int row, float root4) {
    for (int j = from; j < to; j++) {
      final float w2Value = w2.getFloat((row + j) << 2);
      final float preconditioner = 1 / (rootScale
          * (float) Math.sqrt(secondMoment.getFloat((row + j) << 2)) + 1e-8f);
      final float ratio5 = 1 / (root4 + scaledLearningRate * preconditioner);
      final float product4 = (w2Value
          - (stepSize * (firstMoment.getFloat((row + j) << 2) * preconditioner)
          + decay * w2Value)) * ratio5;
      final float squareValue = product4 * product4;
      sums[rowParts + (j & LAST_LANE)] += squareValue;
      sums[rowParts2 + (j & LAST_LANE)] += squareValue * ratio5;
    }
  }

  private static void updateW2FromGradientRest6(int from, int to, double[] sums, ByteBuffer w2,
      ByteBuffer firstMoment, ByteBuffer secondMoment, float stepSize, float rootScale, float decay,
      float scaledLearningRate, int rowParts, int rowParts2, int row, float root5) {
    for (int j = from; j < to; j++) {
      final float w2Value = w2.getFloat((row + j) << 2);
      final float preconditioner = 1 / (rootScale
          * (float) Math.sqrt(secondMoment.getFloat((row + j) << 2)) + 1e-8f);
      final float ratio6 = 1 / (root5 + scaledLearningRate * preconditioner);
      final float product5 = (w2Value
          - (stepSize * (firstMoment.getFloat((row + j) << 2) * preconditioner)
          + decay * w2Value)) * ratio6;
      final float squareValue = product5 * product5;
      sums[rowParts + (j & LAST_LANE)] += squareValue;
      sums[rowParts2 + (j & LAST_LANE)] += squareValue * ratio6;
    }
  }

  private static void updateW2FromGradientRest7(int from, int to, double[] sums, ByteBuffer w2,
      ByteBuffer firstMoment, ByteBuffer secondMoment, float stepSize, float rootScale, float decay,
      float scaledLearningRate, int rowParts, int rowParts2, int row, float root6) {
    for (int j = from; j < to; j++) {
      final float w2Value = w2.getFloat((row + j) << 2);
      final float preconditioner = 1 / (rootScale
          * (float) Math.sqrt(secondMoment.getFloat((row + j) << 2)) + 1e-8f);
      final float ratio7 = 1 / (root6 + scaledLearningRate * preconditioner);
      final float product6 = (w2Value
          - (stepSize * (firstMoment.getFloat((row + j) << 2) * preconditioner)
          + decay * w2Value)) * ratio7;
      final float squareValue = product6 * product6;
      sums[rowParts + (j & LAST_LANE)] += squareValue;
      sums[rowParts2 + (j & LAST_LANE)] += squareValue * ratio7;
    }
  }

  private static void updateW2FromGradientRest8(int from, int to, double[] sums, ByteBuffer w2,
      ByteBuffer firstMoment, ByteBuffer secondMoment, float stepSize, float rootScale, float decay,
      float scaledLearningRate, int rowParts, int rowParts2, int row, float root7) {
    for (int j = from; j < to; j++) {
      final float w2Value = w2.getFloat((row + j) << 2);
      final float preconditioner = 1 / (rootScale
          * (float) Math.sqrt(secondMoment.getFloat((row + j) << 2)) + 1e-8f);
      final float ratio8 = 1 / (root7 + scaledLearningRate * preconditioner);
      final float product7 = (w2Value
          - (stepSize * (firstMoment.getFloat((row + j) << 2) * preconditioner)
          + decay * w2Value)) * ratio8;
      final float squareValue = product7 * product7;
      sums[rowParts + (j & LAST_LANE)] += squareValue;
      sums[rowParts2 + (j & LAST_LANE)] += squareValue * ratio8;
    }
  }

  private static void updateW2FromGradientRest9(int from, int to, ByteBuffer w2,
      ByteBuffer firstMoment, ByteBuffer secondMoment, float stepSize, float rootScale, float decay,
      float scaledLearningRate, int row, boolean test, float root8) {
    for (int j = from; j < to; j++) {
      final float w2Value = w2.getFloat((row + j) << 2);
      final float preconditioner = 1 / (rootScale
          * (float) Math.sqrt(secondMoment.getFloat((row + j) << 2)) + 1e-8f);
      w2.putFloat((row + j) << 2, test
          ? (w2Value - (stepSize * (firstMoment.getFloat((row + j) << 2) * preconditioner)
          + decay * w2Value)) * (root8 / (root8 + scaledLearningRate * preconditioner)) : 0);
    }
  }

  /** Computes the sum confidence, the sum crossEntropy (DigitClassifier.java:37, 42). */
  static void computeConfidence2(int from, int to, double[] sums, int at, ByteBuffer logits,
      ByteBuffer y, int classes) {
    // Nobody else sees these views: the compiler keeps their limits in registers.
    final ByteBuffer logitsView = logits.duplicate();
    final int confidence = at;
    final int crossEntropy = at + Sums.LANES;
    final int rowParts = at + 2 * Sums.LANES;
    for (int i = from; i < to; i++) {
      float largest = Float.NEGATIVE_INFINITY;
      FloatVector largestLanes = FloatVector.broadcast(FLOATS, largest);
      final int row = i * classes;
      final int last = classes - classes % LANES;
      DoubleVector confidenceLow = DoubleVector.fromArray(DOUBLES, sums, confidence);
      DoubleVector confidenceHigh = DoubleVector.fromArray(DOUBLES, sums,
          confidence + DOUBLES.length());
      for (int j = 0; j < last; j += LANES) {
        final FloatVector logitsValue = FloatVector.fromByteBuffer(FLOATS, logitsView,
            (row + j) << 2, ORDER);
        largestLanes = largestLanes.max(logitsValue);
        final FloatVector confidencePart = logitsValue.mul(logitsValue);
        confidenceLow = confidenceLow.add((DoubleVector) confidencePart.convertShape(VectorOperators.F2D, DOUBLES, 0));
        confidenceHigh = confidenceHigh.add((DoubleVector) confidencePart.convertShape(VectorOperators.F2D, DOUBLES, 1));
      }
      confidenceLow.intoArray(sums, confidence);
      confidenceHigh.intoArray(sums, confidence + DOUBLES.length());
      for (int j = last; j < classes; j++) {
        final float logitsValue = logits.getFloat((row + j) << 2);
        largest = Math.max(largest, logitsValue);
        sums[confidence + (j & LAST_LANE)] += logitsValue * logitsValue;
      }
      largest = Math.max(largest, largestLanes.reduceLanes(VectorOperators.MAX));
      final int last2 = classes - classes % LANES;
      DoubleVector rowPartsLow = DoubleVector.fromArray(DOUBLES, sums, rowParts);
      DoubleVector rowPartsHigh = DoubleVector.fromArray(DOUBLES, sums,
          rowParts + DOUBLES.length());
      for (int j = 0; j < last2; j += LANES) {
        final FloatVector rowPartsPart = exp(FloatVector.fromByteBuffer(FLOATS, logitsView,
            (row + j) << 2, ORDER).sub(largest));
        rowPartsLow = rowPartsLow.add((DoubleVector) rowPartsPart.convertShape(VectorOperators.F2D,
            DOUBLES, 0));
        rowPartsHigh = rowPartsHigh.add((DoubleVector) rowPartsPart.convertShape(VectorOperators.F2D, DOUBLES, 1));
      }
      rowPartsLow.intoArray(sums, rowParts);
      rowPartsHigh.intoArray(sums, rowParts + DOUBLES.length());
      computeConfidence2Rest(last2, classes, sums, logits, rowParts, largest, row);
      final float rowSum = (float) Sums.take(sums, rowParts);
      sums[crossEntropy] += largest + FloatMath.log(rowSum)
          - logits.getFloat((i * classes + y.getInt(i << 2)) << 2);
    }
  }

  private static void computeConfidence2Rest(int from, int to, double[] sums, ByteBuffer logits,
      int rowParts, float largest, int row) {
    for (int j = from; j < to; j++) {
      sums[rowParts + (j & LAST_LANE)] += FloatMath.exp(logits.getFloat((row + j) << 2)
          - largest);
    }
  }

  /** Computes the sum w1L1. */
  static void computeW1L1(int from, int to, double[] sums, int at, ByteBuffer w1) {
    // Nobody else sees these views: the compiler keeps their limits in registers.
    final ByteBuffer w1View = w1.duplicate();
    final int w1L1 = at;
    final int last = to - (to - from) % LANES;
    DoubleVector w1L1Low = DoubleVector.fromArray(DOUBLES, sums, w1L1);
    DoubleVector w1L1High = DoubleVector.fromArray(DOUBLES, sums, w1L1 + DOUBLES.length());
    for (int i = from; i < last; i += LANES) {
      final FloatVector w1L1Part = FloatVector.fromByteBuffer(FLOATS, w1View, i << 2, ORDER)
          .abs();
      w1L1Low = w1L1Low.add((DoubleVector) w1L1Part.convertShape(VectorOperators.F2D, DOUBLES,
          0));
      w1L1High = w1L1High.add((DoubleVector) w1L1Part.convertShape(VectorOperators.F2D, DOUBLES,
          1));
    }
    w1L1Low.intoArray(sums, w1L1);
    w1L1High.intoArray(sums, w1L1 + DOUBLES.length());
    computeW1L1Rest(last, to, sums, w1, w1L1);
  }

  private static void computeW1L1Rest(int from, int to, double[] sums, ByteBuffer w1, int w1L1) {
    for (int i = from; i < to; i++) {
      sums[w1L1 + (i & LAST_LANE)] += Math.abs(w1.getFloat(i << 2));
    }
  }

  /** Computes the sum w2GroupLasso. */
  static void computeW2GroupLasso(int from, int to, double[] sums, int at, ByteBuffer w2,
      int classes) {
    // Nobody else sees these views: the compiler keeps their limits in registers.
    final ByteBuffer w2View = w2.duplicate();
    final int w2GroupLasso = at;
    final int rowParts = at + Sums.LANES;
    for (int i = from; i < to; i++) {
      final int row = i * classes;
      final int last = classes - classes % LANES;
      DoubleVector rowPartsLow = DoubleVector.fromArray(DOUBLES, sums, rowParts);
      DoubleVector rowPartsHigh = DoubleVector.fromArray(DOUBLES, sums,
          rowParts + DOUBLES.length());
      for (int j = 0; j < last; j += LANES) {
        final FloatVector w2Value = FloatVector.fromByteBuffer(FLOATS, w2View, (row + j) << 2,
            ORDER);
        final FloatVector rowPartsPart = w2Value.mul(w2Value);
        rowPartsLow = rowPartsLow.add((DoubleVector) rowPartsPart.convertShape(VectorOperators.F2D,
            DOUBLES, 0));
        rowPartsHigh = rowPartsHigh.add((DoubleVector) rowPartsPart.convertShape(VectorOperators.F2D, DOUBLES, 1));
      }
      rowPartsLow.intoArray(sums, rowParts);
      rowPartsHigh.intoArray(sums, rowParts + DOUBLES.length());
      computeW2GroupLassoRest(last, classes, sums, w2, rowParts, row);
      final float rowSum = (float) Sums.take(sums, rowParts);
      sums[w2GroupLasso] += (float) Math.sqrt(rowSum);
    }
  }

  private static void computeW2GroupLassoRest(int from, int to, double[] sums, ByteBuffer w2,
      int rowParts, int row) {
    for (int j = from; j < to; j++) {
      final float w2Value = w2.getFloat((row + j) << 2);
      sums[rowParts + (j & LAST_LANE)] += w2Value * w2Value;
    }
  }

  // -------------------- Functions of vectors

  /** The same number in all lanes. */
  private static FloatVector all(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }

  /** A whole number n near x / ln 2, as n + 1.5·2²³: its low bits are those of the integer n. */
  private static FloatVector octaves(FloatVector x) {
    return x.fma(all(1.442695f), all(12582912f));
  }

  /** 2ⁿ⁻¹ from n + 1.5·2²³. */
  private static FloatVector halfPower(FloatVector octaves) {
    return octaves
        .reinterpretAsInts()
        .lanewise(VectorOperators.LSHL, 23)
        .add(0x3F000000)
        .reinterpretAsFloats();
  }

  /** eʳ - 1 where r = x - n·ln 2, |r| ≤ ln 2 / 2. */
  private static FloatVector reducedExpm1(FloatVector x, FloatVector octaves) {
    FloatVector n = octaves.sub(12582912f);
    FloatVector r = n.fma(all(0.00021219444f), n.fma(all(-0.6933594f), x));
    FloatVector p = r.fma(all(0.00019875691f), all(0.00139819995f));
    p = p.fma(r, all(0.008333452f));
    p = p.fma(r, all(0.041665796f));
    p = p.fma(r, all(0.16666665f));
    p = p.fma(r, all(0.5f));
    return p.fma(r.mul(r), r);
  }

  /** eˣ; 0 below 2⁻¹²⁵. */
  private static FloatVector exp(FloatVector x) {
    FloatVector octaves = octaves(x);
    FloatVector half = halfPower(octaves);
    return reducedExpm1(x, octaves)
        .fma(half, half)
        .mul(2)
        .blend(0f, x.compare(VectorOperators.LT, -86.6f))
        .blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, 88.72283f));
  }
}
