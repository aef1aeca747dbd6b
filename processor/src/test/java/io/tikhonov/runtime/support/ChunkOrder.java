package io.tikhonov.runtime.support;

/** Lets tests choose in which order one thread takes the chunks of a kernel. */
public final class ChunkOrder {
  private ChunkOrder() {}

  /** Runs kernels with their last chunk first, as long as no other threads help. */
  public static void lastFirst(Runnable run) {
    Workers.lastChunkFirst = true;
    try {
      run.run();
    } finally {
      Workers.lastChunkFirst = false;
    }
  }
}
