package io.tikhonov.runtime.support;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.bytedeco.javacpp.Pointer;

/** Measures what code allocates. */
final class Allocations {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocations() {}

  /** Bytes that a call allocates on the heap in this thread, after it has become warm. */
  static double perCall(Runnable call) {
    int calls = 2_000;
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < calls; i++) {
        call.run();
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return (double) least / calls;
  }

  /** Native arrays that JavaCPP has handed out and not got back. */
  static long nativeArrays() {
    return Pointer.totalCount();
  }
}
