package io.tikhonov.examples.models;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.sun.management.ThreadMXBean;
import io.tikhonov.runtime.Objective;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** A step runs no ND4J operation and leaves next to nothing behind. */
final class FootprintTest {

  /** Steps after which buffers have their sizes and the code is compiled. */
  private static final int WARM_UP = 600;

  private static final int STEPS = 100;
  private static final int ALLOWED_BYTES = 1024;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<ModelCase<?, ?>> models() {
    return ModelCase.small();
  }

  @ParameterizedTest
  @MethodSource("models")
  <O extends Objective<B>, B extends Record> void stepAllocatesNextToNothing(
      ModelCase<O, B> model) {
    try (O objective = model.make(1, 2)) {
      List<B> batches = new ArrayList<>();
      for (int i = 0; i < model.batches().size(); i++) {
        batches.add(model.batch(objective, i));
      }
      run(objective, batches, WARM_UP);
      long[] ids = ownThreads();
      long pointers = Pointer.totalCount();
      long offHeap = Pointer.totalBytes();
      long heap = allocated(ids);
      run(objective, batches, STEPS);
      long bytes = allocated(ids) - heap;
      assertWithMessage("bytes on the heap for each step")
          .that((double) bytes / STEPS)
          .isAtMost((double) ALLOWED_BYTES);
      assertWithMessage("bytes off the heap").that(Pointer.totalBytes()).isEqualTo(offHeap);
      assertWithMessage("pieces of memory").that(Pointer.totalCount()).isEqualTo(pointers);
    }
  }

  private static <B extends Record> void run(Objective<B> objective, List<B> batches, int steps) {
    for (int step = 0; step < steps; step++) {
      objective.step(batches.get(step % batches.size()));
    }
  }

  /** This thread and those that help with kernels. */
  private static long[] ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                thread == Thread.currentThread() || thread.getName().startsWith("tikhonov-worker"))
        .mapToLong(Thread::getId)
        .toArray();
  }

  private long allocated(long[] ids) {
    long sum = 0;
    for (long id : ids) {
      sum += threads.getThreadAllocatedBytes(id);
    }
    return sum;
  }

  @Test
  void allocationsAreSeen() {
    long[] ids = ownThreads();
    long before = allocated(ids);
    byte[] kept = new byte[ALLOWED_BYTES];
    assertThat(allocated(ids) - before).isAtLeast(kept.length);
  }

  @ParameterizedTest
  @MethodSource("models")
  <O extends Objective<B>, B extends Record> void stepRunsNoOperationOfNd4j(ModelCase<O, B> model)
      throws ReflectiveOperationException {
    try (O objective = model.make(1, 2)) {
      List<B> batches = new ArrayList<>();
      for (int i = 0; i < model.batches().size(); i++) {
        batches.add(model.batch(objective, i));
      }
      String name = objective.parameters().names().get(0);
      try (Nd4jCalls watch = Nd4jCalls.watch()) {
        run(objective, batches, 2 * batches.size());
        objective.step(batches.get(0), name);
        assertThat(watch.calls()).isEmpty();
      }
    }
  }

  /** The watch would notice: here is what it notes for ordinary uses of ND4J. */
  @Test
  void operationsOfNd4jAreSeen() throws ReflectiveOperationException {
    INDArray a = Nd4j.rand(3, 3);
    assertThat(callsOf(() -> a.add(a))).contains("OpExecutioner.exec");
    assertThat(callsOf(() -> a.addi(1))).contains("OpExecutioner.exec");
    assertThat(callsOf(() -> a.sum(0))).contains("OpExecutioner.exec");
    assertThat(callsOf(() -> Transforms.exp(a, false))).contains("OpExecutioner.exec");
    assertThat(callsOf(() -> a.mmul(a))).isNotEmpty();
    assertThat(callsOf(() -> Nd4j.gemm(a, a, false, false))).isNotEmpty();
    assertThat(callsOf(a::dup)).isNotEmpty();
    assertThat(callsOf(() -> Nd4j.create(2, 2))).isNotEmpty();
  }

  private static List<String> callsOf(Runnable work) throws ReflectiveOperationException {
    try (Nd4jCalls watch = Nd4jCalls.watch()) {
      work.run();
      return watch.calls();
    }
  }
}
