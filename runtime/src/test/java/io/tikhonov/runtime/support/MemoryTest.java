package io.tikhonov.runtime.support;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class MemoryTest {

  @Test
  void memoryStartsEmptyAndGrowsWithZeros() {
    try (Floats memory = new Floats()) {
      assertThat(memory.length()).isEqualTo(0);
      assertThat(memory.address()).isEqualTo(0);
      memory.ensure(10);
      assertThat(memory.length()).isEqualTo(10);
      assertThat(memory.get(9)).isEqualTo(0);
      assertThat(memory.address() % 64).isEqualTo(0);
      memory.data().put(3, 1.5f);
      long address = memory.address();
      memory.ensure(4);
      assertThat(memory.length()).isEqualTo(4);
      memory.ensure(10);
      assertThat(memory.address()).isEqualTo(address);
      assertThat(memory.get(3)).isEqualTo(1.5);
      memory.ensure(11);
      assertThat(memory.get(3)).isEqualTo(0);
      assertThat(memory.pointer().address()).isEqualTo(memory.address());
    }
  }

  @Test
  void closingGivesTheMemoryBack() {
    long size = 50_000_000;
    Doubles memory = new Doubles(size / Double.BYTES);
    long during = Pointer.totalBytes();
    memory.close();
    assertThat(Pointer.totalBytes()).isAtMost(during - size);
    memory.close();
    assertThat(memory.length()).isEqualTo(0);
    assertThrows(IllegalStateException.class, () -> memory.ensure(1));
  }

  @Test
  void impossibleLengthsAreRefused() {
    try (Floats memory = new Floats()) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> memory.ensure(1L << 40));
      assertThat(e).hasMessageThat().contains("0 to 536870911 elements of 4 bytes");
      assertThrows(IllegalArgumentException.class, () -> memory.ensure(-1));
    }
  }

  @Test
  void contentsAreFilledZeroedAndCopied() {
    try (Ints first = new Ints(5);
        Ints second = new Ints(5);
        Ints shorter = new Ints(4);
        Floats other = new Floats(5)) {
      first.fill(7);
      second.copyFrom(first);
      assertThat(second.data().get(4)).isEqualTo(7);
      first.zero();
      assertThat(first.data().get(4)).isEqualTo(0);
      assertThat(second.data().get(4)).isEqualTo(7);
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> shorter.copyFrom(first));
      assertThat(e).hasMessageThat().contains("Cannot copy Ints[5] into Ints[4]");
      assertThrows(IllegalArgumentException.class, () -> other.copyFrom(first));
    }
  }

  @Test
  void viewsShareTheMemoryOfAnArray() {
    INDArray array = Nd4j.arange(24).castTo(DataType.FLOAT).reshape(4, 6);
    INDArray rows = array.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all());
    try (Floats view = Floats.over(rows)) {
      assertThat(view.length()).isEqualTo(12);
      assertThat(view.data().get(0)).isEqualTo(6f);
      view.data().put(1, -1);
      assertThat(array.getDouble(1, 1)).isEqualTo(-1);
      assertThrows(IllegalStateException.class, () -> view.ensure(13));
    }
    assertThat(array.getDouble(1, 1)).isEqualTo(-1);
    assertThrows(IllegalArgumentException.class, () -> Floats.over(array.transpose()));
    assertThrows(IllegalArgumentException.class, () -> Doubles.over(Nd4j.zeros(DataType.FLOAT, 3)));
  }

  @Test
  void arraysAreCopies() {
    try (Doubles memory = new Doubles(6)) {
      memory.fill(2);
      INDArray array = memory.toArray(2, 3);
      memory.fill(3);
      assertThat(array.shape()).isEqualTo(new long[] {2, 3});
      assertThat(array.dataType()).isEqualTo(DataType.DOUBLE);
      assertThat(array.sumNumber().doubleValue()).isEqualTo(12);
      assertThat(memory.toArray().getDouble()).isEqualTo(3);
      assertThrows(IllegalArgumentException.class, () -> memory.toArray(7));
    }
  }
}
