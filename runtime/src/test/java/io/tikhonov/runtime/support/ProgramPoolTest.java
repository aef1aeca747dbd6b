package io.tikhonov.runtime.support;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class ProgramPoolTest {

  /** Doubles a vector, as an inference program does. */
  private static final class Twice extends Program {
    private final Floats factor;
    private final Floats out = floats();
    private final FloatInput x = floatInput("x", "n");
    private boolean closed;

    Twice(Floats factor) {
      super(2);
      this.factor = copyOf(factor);
    }

    INDArray run(float value) {
      try (Floats in = new Floats(8)) {
        in.fill(value);
        INDArray array = in.toArray(8);
        x.bind(array);
        out.ensure(8);
        blas().gemm(false, false, 8, 1, 1, x.memory(), factor, out);
        return out.toArray(8);
      }
    }

    @Override
    public void close() {
      closed = true;
      super.close();
    }
  }

  @Test
  void programsAreUsedAgain() {
    AtomicInteger made = new AtomicInteger();
    Twice out;
    try (Floats factor = new Floats(1)) {
      ProgramPool<Twice> pool =
          new ProgramPool<>(
              () -> {
                made.incrementAndGet();
                return new Twice(factor);
              });
      Twice first = pool.take();
      out = pool.take();
      pool.giveBack(first);
      assertThat(pool.take()).isSameInstanceAs(first);
      pool.giveBack(first);
      assertThat(made.get()).isEqualTo(2);
      pool.close();
      assertThat(first.closed).isTrue();
      assertThat(out.closed).isFalse();
      pool.giveBack(out);
      assertThat(out.closed).isTrue();
      assertThrows(IllegalStateException.class, pool::take);
    }
  }

  @Test
  void severalThreadsPredictAtOnce() throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    try (Floats factor = new Floats(1)) {
      factor.fill(2);
      try (ProgramPool<Twice> pool = new ProgramPool<>(() -> new Twice(factor))) {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
          float base = 1000 * t;
          Thread thread =
              new Thread(
                  () -> {
                    try {
                      for (int i = 0; i < 500; i++) {
                        Twice program = pool.take();
                        try {
                          assertThat(program.run(base + i).getFloat(7)).isEqualTo(2 * (base + i));
                        } finally {
                          pool.giveBack(program);
                        }
                      }
                    } catch (Throwable e) {
                      failure.set(e);
                    }
                  });
          threads.add(thread);
          thread.start();
        }
        for (Thread thread : threads) {
          thread.join();
        }
      }
    }
    assertThat(failure.get()).isNull();
  }
}
