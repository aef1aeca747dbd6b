package io.tikhonov.runtime.support;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * The ways in which vectors of {@code jdk.incubator.vector} read and write native memory. A class
 * that was compiled for one does not run with the other, so vector kernels are loaded only where
 * {@link #isPresent} says so; elsewhere the scalar kernels run.
 *
 * <p>The system property {@code tikhonov.simd} chooses: {@code auto} (as good as it gets; the
 * default), {@code off} (scalar kernels only) or {@code on} (vector kernels from the first step on,
 * also where compiling them takes longer than they save).
 */
public enum VectorApi {
  /** By {@code java.nio.ByteBuffer}: JDK 16 to 18. */
  BYTE_BUFFER,

  /** By {@code java.lang.foreign.MemorySegment}: JDK 22 and later. */
  MEMORY_SEGMENT;

  /** Name of the system property that chooses kernels. */
  public static final String PROPERTY = "tikhonov.simd";

  static final String MODULE = "jdk.incubator.vector";

  private static final int LAST_WITH_BUFFERS = 18;
  private static final int FIRST_WITH_SEGMENTS = 22;

  private static final int MOST_LANES = 16;

  private static final MethodHandle SEGMENT = segment();

  /** Which kernels to run. */
  enum Choice {
    AUTO,
    ON,
    OFF
  }

  /** Whether this runtime has the module, added by {@code --add-modules}, and this way in it. */
  public boolean isPresent() {
    return this == current();
  }

  /** The way of this runtime, null if it has none. */
  public static VectorApi current() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return null;
    }
    int feature = Runtime.version().feature();
    if (feature <= LAST_WITH_BUFFERS) {
      return BYTE_BUFFER;
    }
    return feature >= FIRST_WITH_SEGMENTS ? MEMORY_SEGMENT : null;
  }

  /** Whether the classes of a module may name vectors: a named one only if it says so. */
  static boolean isReadBy(Module module) {
    return ModuleLayer.boot().findModule(MODULE).filter(module::canRead).isPresent();
  }

  /** The number of floats in the vectors of this machine; 16, the most there are, without them. */
  static int lanes() {
    if (current() == null) {
      return MOST_LANES;
    }
    try {
      Class<?> type = Class.forName("jdk.incubator.vector.VectorShape");
      Object shape = type.getMethod("preferredShape").invoke(null);
      return (int) type.getMethod("vectorBitSize").invoke(shape) / Float.SIZE;
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  static Choice choice() {
    String property = System.getProperty(PROPERTY, "auto");
    return switch (property.trim().toLowerCase(Locale.ROOT)) {
      case "auto" -> Choice.AUTO;
      case "on" -> Choice.ON;
      case "off" -> Choice.OFF;
      default ->
          throw new IllegalArgumentException(
              "The system property "
                  + PROPERTY
                  + " must be auto, on or off, not \""
                  + property
                  + "\".");
    };
  }

  /** Memory as vectors of this runtime take it; the buffer itself where there are none. */
  static Object view(ByteBuffer buffer) {
    if (SEGMENT == null) {
      return buffer;
    }
    try {
      return SEGMENT.invoke(buffer);
    } catch (Throwable e) {
      throw new IllegalStateException("The memory of a buffer cannot be seen as a segment.", e);
    }
  }

  /** {@code MemorySegment.ofBuffer}, by name because JDK 17 does not have it. */
  private static MethodHandle segment() {
    if (current() != MEMORY_SEGMENT) {
      return null;
    }
    try {
      Class<?> type = Class.forName("java.lang.foreign.MemorySegment");
      return MethodHandles.publicLookup()
          .findStatic(type, "ofBuffer", MethodType.methodType(type, java.nio.Buffer.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
