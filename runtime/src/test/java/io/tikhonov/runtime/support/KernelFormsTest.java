package io.tikhonov.runtime.support;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Kernels whose forms take as long as a test wants, by a clock of the test. */
final class KernelFormsTest {
  private static final int ITEMS = 1000;
  private static final long CALL_NANOS = 50;

  private final AtomicLong now = new AtomicLong();
  private final KernelForms forms = new KernelForms(Workers.of(2), 0, now::get);
  private final AtomicIntegerArray computed = new AtomicIntegerArray(ITEMS);
  private final AtomicBoolean aligned = new AtomicBoolean(true);
  private volatile long vectorNanos;
  private volatile long scalarNanos;

  private void compute(int from, int to) {
    long perItem = forms.usesVectors() ? vectorNanos : scalarNanos;
    now.addAndGet(CALL_NANOS + perItem * (to - from));
    if (forms.usesVectors() && from % Sums.LANES != 0) {
      aligned.set(false);
    }
    for (int i = from; i < to; i++) {
      computed.incrementAndGet(i);
    }
  }

  private void offer() {
    assumeTrue(VectorApi.current() != null, "without --add-modules jdk.incubator.vector");
    forms.offer(VectorApi.current(), true);
  }

  private void launch(Kernel kernel, int grain) {
    forms.run(ITEMS, grain, kernel);
    for (int i = 0; i < ITEMS; i++) {
      assertWithMessage("item %s", i).that(computed.getAndSet(i, 0)).isEqualTo(1);
    }
  }

  /** Launches until the form is the wanted one for the whole kernel, or too often. */
  private boolean becomesFast(Kernel kernel, int grain) {
    for (int launch = 0; launch < 2000; launch++) {
      launch(kernel, grain);
      if (kernel.fast) {
        launch(kernel, grain);
        return true;
      }
    }
    return false;
  }

  @Test
  void theFasterFormWinsAndEachItemIsComputedOnce() {
    offer();
    vectorNanos = 20;
    scalarNanos = 400;
    for (int grain : new int[] {32, 48, 512, 1024}) {
      Kernel elements = Kernel.ofElements("sum", (chunk, from, to) -> compute(from, to));
      assertThat(becomesFast(elements, grain)).isTrue();
      assertThat(aligned.get()).isTrue();
      Kernel rows = Kernel.ofRows("sum", (chunk, from, to) -> compute(from, to));
      assertThat(becomesFast(rows, grain)).isTrue();
      aligned.set(true);
      Kernel columns = Kernel.ofColumns("sum", (chunk, from, to) -> compute(from, to));
      assertThat(becomesFast(columns, grain)).isTrue();
    }
  }

  @Test
  void theSlowerFormIsRareAndGivenUp() {
    offer();
    vectorNanos = 4000;
    scalarNanos = 40;
    Kernel kernel = Kernel.ofElements("sum", (chunk, from, to) -> compute(from, to));
    long start = now.get();
    for (int launch = 0; launch < 300; launch++) {
      launch(kernel, 512);
    }
    double perLaunch = (now.get() - start) / 300.0;
    assertThat(kernel.fast).isFalse();
    // 1000 items are 40 µs one by one and 4 ms with vectors, of which a fifth of the time is spent.
    assertThat(perLaunch).isLessThan(60e3);
    kernel.trials = Integer.MAX_VALUE - 1;
    for (int launch = 0; launch < 500 && !kernel.hopeless; launch++) {
      launch(kernel, 512);
    }
    assertThat(kernel.hopeless).isTrue();
    launch(kernel, 512);
  }

  @Test
  void aKernelThatLosesItsCompiledCodeGoesBack() {
    offer();
    vectorNanos = 20;
    scalarNanos = 200;
    Kernel kernel = Kernel.ofElements("sum", (chunk, from, to) -> compute(from, to));
    assertThat(becomesFast(kernel, 512)).isTrue();
    vectorNanos = 2000;
    for (int launch = 0; launch < 200 && kernel.fast; launch++) {
      launch(kernel, 512);
    }
    assertThat(kernel.fast).isFalse();
  }

  @Test
  void nothingIsTriedEarly() {
    assumeTrue(VectorApi.current() != null, "without --add-modules jdk.incubator.vector");
    KernelForms young = new KernelForms(Workers.of(2), 1e15, now::get);
    young.offer(VectorApi.current(), true);
    Kernel kernel =
        Kernel.ofElements(
            "sum",
            (chunk, from, to) -> {
              assertThat(young.usesVectors()).isFalse();
              compute(from, to);
            });
    for (int launch = 0; launch < 200; launch++) {
      young.run(ITEMS, 128, kernel);
    }
    assertThat(kernel.trials).isEqualTo(0);
  }

  @Test
  void withoutVectorsAllIsScalar() {
    vectorNanos = 0;
    Kernel kernel =
        Kernel.ofElements(
            "sum",
            (chunk, from, to) -> {
              assertThat(forms.usesVectors()).isFalse();
              compute(from, to);
            });
    for (int launch = 0; launch < 50; launch++) {
      launch(kernel, 64);
    }
  }

  @Test
  void aFailureInATrialLeavesNothingBehind() {
    offer();
    AtomicBoolean fails = new AtomicBoolean(true);
    Kernel kernel =
        Kernel.ofElements(
            "sum",
            (chunk, from, to) -> {
              if (fails.get()) {
                throw new ArithmeticException("on purpose");
              }
              compute(from, to);
            });
    for (int launch = 0; launch < 20; launch++) {
      assertThrows(ArithmeticException.class, () -> forms.run(ITEMS, 100, kernel));
    }
    fails.set(false);
    launch(kernel, 128);
  }

  @Test
  void theChoiceIsAWord() {
    System.setProperty(VectorApi.PROPERTY, "yes");
    try {
      Exception e = assertThrows(IllegalArgumentException.class, VectorApi::choice);
      assertThat(e).hasMessageThat().contains("must be auto, on or off, not \"yes\"");
    } finally {
      System.clearProperty(VectorApi.PROPERTY);
    }
  }
}
