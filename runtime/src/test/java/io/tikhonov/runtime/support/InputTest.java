package io.tikhonov.runtime.support;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class InputTest {

  private static final DataType[] FLOATING = {
    DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16, DataType.BFLOAT16
  };

  private static INDArray numbers(DataType type, long... shape) {
    long count = 1;
    for (long size : shape) {
      count *= size;
    }
    // Small multiples of 1/4 are exact in every type.
    return Nd4j.arange((double) count).div(4).sub(3).castTo(type).reshape(shape);
  }

  private static void assertBound(FloatInput input, INDArray array) {
    input.rank(array);
    input.bind(array);
    INDArray flat = array.castTo(DataType.DOUBLE).dup('c');
    assertThat(input.memory().length()).isEqualTo(array.length());
    for (int i = 0; i < array.length(); i++) {
      assertWithMessage("%s of %s", i, array.shapeInfoToString())
          .that((double) input.data().get(i))
          .isEqualTo(flat.data().getDouble(i));
    }
  }

  @Test
  void allFloatingTypesAndStridesAreRead() {
    for (DataType type : FLOATING) {
      INDArray base = numbers(type, 4, 6, 5);
      INDArray[] arrays = {
        base,
        base.dup('f'),
        base.permute(2, 0, 1),
        base.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all(), NDArrayIndex.all()),
        base.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 2, 6), NDArrayIndex.interval(2, 5)),
        Nd4j.scalar(type, 2.5).reshape(1, 1, 1).broadcast(3, 2, 4),
      };
      try (FloatInput input = new FloatInput("x", "a", "b", "c")) {
        for (INDArray array : arrays) {
          assertBound(input, array);
        }
      }
      try (FloatInput scalar = new FloatInput("x")) {
        assertBound(scalar, Nd4j.scalar(type, -1.5));
      }
    }
  }

  @Test
  void largeArraysAreUsedWhereTheyLie() {
    INDArray large = numbers(DataType.FLOAT, 100, 100);
    INDArray rows = large.get(NDArrayIndex.interval(10, 90), NDArrayIndex.all());
    try (FloatInput input = new FloatInput("x", "rows", "columns")) {
      assertBound(input, large);
      assertThat(input.memory().address()).isEqualTo(large.data().address());
      assertBound(input, rows);
      assertThat(input.memory().address()).isEqualTo(large.data().address() + 4000);
      INDArray small = numbers(DataType.FLOAT, 2, 3);
      assertBound(input, small);
      assertThat(input.memory().address()).isNotEqualTo(small.data().address());
      assertBound(input, large.transpose());
      assertBound(input, numbers(DataType.DOUBLE, 90, 90));
      assertBound(input, large);
    }
    assertThat(large.getDouble(0, 1)).isEqualTo(-2.75);
  }

  @Test
  void doubleInputsReadAllTypes() {
    for (DataType type : FLOATING) {
      INDArray array = numbers(type, 70, 50).transpose();
      try (DoubleInput input = new DoubleInput("x", "a", "b")) {
        input.bind(array);
        assertThat(input.data().get(1)).isEqualTo(array.getDouble(0, 1));
        INDArray dense = array.castTo(DataType.DOUBLE).dup('c');
        input.bind(dense);
        assertThat(input.memory().address()).isEqualTo(dense.data().address());
        assertThat(input.data().get(70)).isEqualTo(array.getDouble(1, 0));
      }
    }
  }

  @Test
  void specialHalfNumbersAreRead() {
    INDArray halves =
        Nd4j.createFromArray(
                new float[] {
                  Float.POSITIVE_INFINITY,
                  Float.NEGATIVE_INFINITY,
                  Float.NaN,
                  5.9604645E-8f,
                  -6.097555E-5f,
                  65504f,
                  0f
                })
            .castTo(DataType.FLOAT16);
    try (FloatInput input = new FloatInput("x", "n")) {
      input.bind(halves);
      float[] expected = {
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN,
        5.9604645E-8f,
        -6.097555E-5f,
        65504f,
        0f
      };
      for (int i = 0; i < expected.length; i++) {
        assertThat(input.data().get(i)).isEqualTo(expected[i]);
      }
    }
  }

  private static void assertRefused(Runnable call, String message) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call::run);
    assertThat(e).hasMessageThat().isEqualTo(message);
  }

  @Test
  void wrongArraysAreRefused() {
    try (FloatInput x = new FloatInput("x", "batch", "features");
        FloatInput image = new FloatInput("image", "batch", "3")) {
      assertRefused(() -> x.size(null, 0), "Input \"x\" (batch, features) is missing: it is null.");
      assertRefused(
          () -> x.rank(Nd4j.zeros(DataType.FLOAT, 5)),
          "Input \"x\" must have 2 axes (batch, features) but has 1: (5).");
      assertRefused(
          () -> x.rank(Nd4j.zeros(DataType.INT32, 5, 2)),
          "Input \"x\" must hold floating numbers but is INT; convert it with"
              + " castTo(DataType.FLOAT).");
      assertRefused(
          () -> x.rank(Nd4j.create(DataType.FLOAT, 0, 2)),
          "Input \"x\" (batch, features) is empty: (0, 2).");
      assertThat(x.size(Nd4j.zeros(DataType.FLOAT, 64, 29), 0)).isEqualTo(64);
      assertRefused(
          () -> x.check(Nd4j.zeros(DataType.FLOAT, 64, 29), 64, 30),
          "Input \"x\" must be (batch = 64, features = 30) but is (64, 29).");
      assertRefused(
          () -> image.check(Nd4j.zeros(DataType.FLOAT, 64, 2), 64, 3),
          "Input \"image\" must be (batch = 64, 3) but is (64, 2).");
      x.check(Nd4j.zeros(DataType.FLOAT, 64, 30), 64, 30);
    }
  }

  @Test
  void labelsAreCheckedAndRead() {
    try (LabelInput y = new LabelInput("y", "batch")) {
      INDArray ints = Nd4j.createFromArray(3, 0, 9);
      INDArray longs = Nd4j.createFromArray(3L, 0L, 9L);
      for (INDArray labels : new INDArray[] {ints, longs}) {
        y.rank(labels);
        y.check(labels, 0, 10, 3);
        y.bind(labels);
        assertThat(y.data().get(2)).isEqualTo(9);
        assertThat(y.memory().length()).isEqualTo(3);
        assertRefused(
            () -> y.check(labels, 0, 9, 3),
            "Label 9 at position 2 of input \"y\" is not in [0, 9).");
        assertRefused(
            () -> y.check(labels, 1, -1, 3),
            "Label 0 at position 1 of input \"y\" is not in [1, 2147483648).");
        assertRefused(
            () -> y.check(labels, 0, 10, 4), "Input \"y\" must be (batch = 4) but is (3).");
      }
      INDArray huge = Nd4j.createFromArray(1L, 1L << 40);
      assertRefused(
          () -> y.check(huge, 0, -1, 2),
          "Label 1099511627776 at position 1 of input \"y\" is not in [0, 2147483648).");
    }
  }

  @Test
  void stridedLabelsAreRead() {
    INDArray table = Nd4j.createFromArray(0L, 1L, 2L, 3L, 4L, 5L).reshape(2, 3);
    try (LabelInput y = new LabelInput("y", "a", "b")) {
      y.check(table.transpose(), 0, 6, 3, 2);
      y.bind(table.transpose());
      int[] expected = {0, 3, 1, 4, 2, 5};
      for (int i = 0; i < 6; i++) {
        assertThat(y.data().get(i)).isEqualTo(expected[i]);
      }
      assertRefused(
          () -> y.check(table.transpose(), 0, 4, 3, 2),
          "Label 4 at position 3 of input \"y\" is not in [0, 4).");
    }
  }

  @Test
  void floatingLabelsAreRefused() {
    try (LabelInput y = new LabelInput("y", "batch")) {
      assertRefused(
          () -> y.rank(Nd4j.createFromArray(1.0, 2.0)),
          "Input \"y\" holds labels and must be of type INT or LONG, but is DOUBLE; convert it with"
              + " castTo(DataType.INT32).");
      assertRefused(
          () -> y.rank(Nd4j.createFromArray(1f, Float.NaN)),
          "Input \"y\" holds labels and must be of type INT or LONG, but is FLOAT and holds NaN at"
              + " position 1; convert it with castTo(DataType.INT32) once every label is known.");
      assertRefused(
          () -> y.rank(Nd4j.createFromArray(true, false)),
          "Input \"y\" holds labels and must be of type INT or LONG, but is BOOL; convert it with"
              + " castTo(DataType.INT32).");
    }
  }

  @Test
  void dimensionsOfBuildersAreChecked() {
    assertThat(Checks.dimension("pixels", 64)).isEqualTo(64);
    IllegalStateException unset =
        assertThrows(IllegalStateException.class, () -> Checks.dimension("pixels", 0));
    assertThat(unset).hasMessageThat().contains("\"pixels\" is not set: call pixels(size)");
    assertRefused(
        () -> Checks.dimension("pixels", -3),
        "The dimension \"pixels\" must be 1 to 2147483647, not -3.");
    assertThrows(IllegalArgumentException.class, () -> Checks.dimension("pixels", 1L << 31));
  }
}
