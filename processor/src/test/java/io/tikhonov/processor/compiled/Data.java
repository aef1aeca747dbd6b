package io.tikhonov.processor.compiled;

import io.tikhonov.processor.ir.Atom;
import io.tikhonov.processor.ir.Interpreter.Array;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.InputDeclaration;
import java.util.Map;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Seeded values for the tensors of a model. Those whose name starts with {@code positive} are
 * positive, of those that start with {@code group} whole numbers from 0 to 3; all are exact in
 * single precision, so that both precisions start alike.
 */
record Data(Map<String, Integer> sizes, long seed) {

  Data with(long otherSeed) {
    return new Data(sizes, otherSeed);
  }

  Array reals(Node leaf) {
    String name = leaf.op().opName();
    Random random = random(name);
    boolean positive = name.startsWith("positive");
    double[] data = new double[(int) size(leaf.shape().volume())];
    for (int i = 0; i < data.length; i++) {
      double value =
          name.startsWith("group")
              ? random.nextInt(4)
              : positive ? 0.5 + 1.5 * random.nextDouble() : random.nextGaussian();
      data[i] = (float) value;
    }
    return new Array(shape(leaf.shape()), data);
  }

  Array labels(InputDeclaration input) {
    long bound = input.bounds().stream().mapToLong(this::size).min().orElse(3);
    Random random = random(input.name());
    double[] data = new double[(int) size(input.shape().volume())];
    for (int i = 0; i < data.length; i++) {
      data[i] = random.nextInt((int) bound);
    }
    return new Array(shape(input.shape()), data);
  }

  Array input(InputDeclaration input) {
    return input.isLabels() ? labels(input) : reals(input.leaf());
  }

  private Random random(String name) {
    return new Random(seed * 1_000_003L + name.hashCode());
  }

  long size(Poly poly) {
    return poly.substitute(
            atom -> atom instanceof Atom.Name name ? Poly.of(size(name.name())) : null)
        .constant();
  }

  int size(String dimension) {
    Integer size = sizes.get(dimension);
    if (size == null) {
      throw new IllegalArgumentException("no size for dimension " + dimension);
    }
    return size;
  }

  int[] shape(Shape shape) {
    return shape.dims().stream().mapToInt(dim -> (int) size(dim)).toArray();
  }

  static INDArray array(Array values, DataType type) {
    long[] shape = new long[values.shape().length];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = values.shape()[axis];
    }
    return Nd4j.create(values.data(), shape, type);
  }

  static Array values(INDArray array) {
    int[] shape = new int[array.rank()];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = (int) array.size(axis);
    }
    return new Array(shape, array.dup('c').data().asDouble());
  }
}
