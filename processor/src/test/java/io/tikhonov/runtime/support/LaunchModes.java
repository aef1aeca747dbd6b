package io.tikhonov.runtime.support;

/** Lets tests choose how kernels are run. */
public final class LaunchModes {
  private LaunchModes() {}

  /** Runs kernels partly with vectors and partly without. */
  public static void mixed(Runnable run) {
    KernelForms.mixed = true;
    try {
      run.run();
    } finally {
      KernelForms.mixed = false;
    }
  }

  /** Runs kernels with their last chunk first, as long as no other threads help. */
  public static void lastFirst(Runnable run) {
    Workers.lastChunkFirst = true;
    try {
      run.run();
    } finally {
      Workers.lastChunkFirst = false;
    }
  }

  /** Cuts kernels into many chunks, also where there is little to do. */
  public static void smallChunks(Runnable run) {
    Workers.workPerChunk = 64;
    try {
      run.run();
    } finally {
      Workers.workPerChunk = Workers.WORK_PER_CHUNK;
    }
  }
}
