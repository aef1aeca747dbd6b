package io.tikhonov.runtime.support;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The number of threads that OpenBLAS uses on its own: 1 while a scope is open, so that results do
 * not depend on it and {@link Workers} does the spreading, and what it was before afterwards.
 *
 * <p>The number is global to the process. Scopes nest and overlap between threads: the first one
 * sets it, the last one restores it. Each {@link #enter} needs one {@link #exit}, in a {@code
 * finally}.
 */
public final class BlasThreads {

  private static final Logger LOG = LoggerFactory.getLogger(BlasThreads.class);

  private static final Setter SETTER;
  private static final Getter GETTER;

  static {
    Loader.load(org.bytedeco.openblas.global.openblas_nolapack.class);
    Pointer set = Loader.addressof("openblas_set_num_threads");
    Pointer get = Loader.addressof("openblas_get_num_threads");
    if (set == null || get == null) {
      LOG.warn(
          "The BLAS library is not OpenBLAS: its number of threads stays as it is, and results may"
              + " depend on it.");
      SETTER = null;
      GETTER = null;
    } else {
      SETTER = new Setter(set);
      GETTER = new Getter(get);
      BlasKernels.advice().ifPresent(LOG::warn);
    }
  }

  private static int scopes;
  private static int restored;

  private BlasThreads() {}

  /** Opens a scope. */
  public static synchronized void enter() {
    if (scopes++ == 0 && SETTER != null) {
      restored = GETTER.call(0);
      if (restored != 1) {
        SETTER.call(1);
      }
    }
  }

  /** Closes a scope. */
  public static synchronized void exit() {
    if (scopes == 0) {
      throw new IllegalStateException("exit() without enter().");
    }
    if (--scopes == 0 && SETTER != null && restored != 1) {
      SETTER.call(restored);
    }
  }

  /** The number of threads that OpenBLAS uses now; 1 if the library is another one. */
  static synchronized int current() {
    return GETTER == null ? 1 : GETTER.call(0);
  }

  // The presets' own method looks the function up and allocates for each call; these two keep it.

  private static final class Setter extends openblas_nolapack.SetNumThreads {
    Setter(Pointer function) {
      put(function);
    }
  }

  /** The native function takes no argument and ignores the one that this signature passes. */
  private static final class Getter extends openblas_nolapack.MklSetNumThreadsLocal {
    Getter(Pointer function) {
      put(function);
    }
  }
}
