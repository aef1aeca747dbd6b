package io.tikhonov.runtime.solve;

import java.util.AbstractList;
import java.util.Arrays;

/** Two numbers of each iteration, in a list that makes its elements when they are asked for. */
final class History extends AbstractList<Solution.Iteration> {

  private static final int FIRST_CAPACITY = 64;

  private int[] numbers = new int[FIRST_CAPACITY];
  private double[] objectives = new double[FIRST_CAPACITY];
  private double[] certificates = new double[FIRST_CAPACITY];
  private int size;

  void append(int number, double objective, double certificate) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
      objectives = Arrays.copyOf(objectives, 2 * size);
      certificates = Arrays.copyOf(certificates, 2 * size);
    }
    numbers[size] = number;
    objectives[size] = objective;
    certificates[size++] = certificate;
  }

  @Override
  public Solution.Iteration get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("There is no entry " + index + " of " + size + ".");
    }
    return new Solution.Iteration(numbers[index], objectives[index], certificates[index]);
  }

  @Override
  public int size() {
    return size;
  }
}
