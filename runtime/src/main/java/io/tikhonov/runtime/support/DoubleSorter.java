package io.tikhonov.runtime.support;

import java.nio.DoubleBuffer;
import java.nio.IntBuffer;

/**
 * Sorts the indices of lines of numbers in place. The order is by number and then by index, so that
 * it has no ties and the sort need not be stable to give the stable order; NaN comes last, and −0
 * equals 0.
 *
 * <p>Quicksort with the median of three, which leaves short stretches to insertion sort and, when
 * it has gone too deep, long ones to heap sort: n·log n in the worst case, without memory of its
 * own.
 */
final class DoubleSorter {

  private static final int SHORT = 24;

  private final DoubleBuffer x;
  private final IntBuffer indices;
  private final int step;
  private int start;

  /** Lines whose elements are {@code step} apart, in both buffers. */
  DoubleSorter(DoubleBuffer x, IntBuffer indices, int step) {
    this.x = x;
    this.indices = indices;
    this.step = step;
  }

  /** Sorts the line whose first element is at {@code first}. */
  void sort(int first, int length) {
    start = first;
    for (int i = 0; i < length; i++) {
      set(i, i);
    }
    quicksort(0, length, 2 * (Integer.SIZE - Integer.numberOfLeadingZeros(length)));
  }

  private int get(int i) {
    return indices.get(start + i * step);
  }

  private void set(int i, int index) {
    indices.put(start + i * step, index);
  }

  private void swap(int i, int j) {
    int index = get(i);
    set(i, get(j));
    set(j, index);
  }

  private boolean before(int left, int right) {
    double a = x.get(start + left * step);
    double b = x.get(start + right * step);
    if (a < b || a > b) {
      return a < b;
    }
    boolean leftNan = Double.isNaN(a);
    boolean rightNan = Double.isNaN(b);
    return leftNan == rightNan ? left < right : rightNan;
  }

  private void quicksort(int from, int to, int depth) {
    int low = from;
    int high = to;
    int levels = depth;
    while (high - low > SHORT) {
      if (levels-- == 0) {
        heapsort(low, high);
        return;
      }
      int middle = partition(low, high);
      // The shorter side by recursion, the longer one in this loop: the stack stays small.
      if (middle - low < high - middle) {
        quicksort(low, middle, levels);
        low = middle + 1;
      } else {
        quicksort(middle + 1, high, levels);
        high = middle;
      }
    }
    insertionSort(low, high);
  }

  private int partition(int from, int to) {
    int middle = (from + to) >>> 1;
    int last = to - 1;
    if (before(get(middle), get(from))) {
      swap(middle, from);
    }
    if (before(get(last), get(from))) {
      swap(last, from);
    }
    if (before(get(last), get(middle))) {
      swap(last, middle);
    }
    swap(middle, last - 1);
    int pivot = get(last - 1);
    int i = from;
    int j = last - 1;
    while (true) {
      do {
        i++;
      } while (before(get(i), pivot));
      do {
        j--;
      } while (before(pivot, get(j)));
      if (i >= j) {
        swap(i, last - 1);
        return i;
      }
      swap(i, j);
    }
  }

  private void insertionSort(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int index = get(i);
      int j = i;
      while (j > from && before(index, get(j - 1))) {
        set(j, get(j - 1));
        j--;
      }
      set(j, index);
    }
  }

  private void heapsort(int from, int to) {
    int size = to - from;
    for (int root = size / 2 - 1; root >= 0; root--) {
      sink(from, root, size);
    }
    for (int end = size - 1; end > 0; end--) {
      swap(from, from + end);
      sink(from, 0, end);
    }
  }

  private void sink(int from, int top, int size) {
    int root = top;
    while (2 * root + 1 < size) {
      int child = 2 * root + 1;
      if (child + 1 < size && before(get(from + child), get(from + child + 1))) {
        child++;
      }
      if (!before(get(from + root), get(from + child))) {
        return;
      }
      swap(from + root, from + child);
      root = child;
    }
  }
}
