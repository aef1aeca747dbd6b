package io.tikhonov.commandline;

import io.tikhonov.runtime.Objective;
import io.tikhonov.runtime.support.VectorApi;
import io.tikhonov.runtime.support.Workers;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Looks at the machine. The runtime and ND4J may be missing: what needs them is loaded last. */
final class MachineReader {
  private static final List<String> VARIABLES =
      List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BACKEND_PRIORITY_CPU");

  private MachineReader() {}

  static Machine read() {
    Optional<Machine.Nd4jFacts> nd4j = Optional.empty();
    Optional<String> problem = Optional.empty();
    long outside = 0;
    long physical = 0;
    try {
      nd4j = Optional.of(Nd4jReader.read());
      outside = Pointer.maxBytes();
      physical = Pointer.totalPhysicalBytes();
    } catch (NoClassDefFoundError e) {
      problem = Optional.of("It is not on the class path.");
    } catch (LinkageError | RuntimeException e) {
      problem = Optional.of("It is on the class path and does not start: " + rootOf(e));
    }
    return new Machine(
        jvm(),
        vectors(),
        tikhonov(),
        nd4j,
        problem,
        new Machine.Memory(Runtime.getRuntime().maxMemory(), outside, physical),
        environment());
  }

  private static String rootOf(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage() == null ? "" : ": " + root.getMessage().strip();
    return root.getClass().getSimpleName() + message;
  }

  private static Machine.Jvm jvm() {
    return new Machine.Jvm(
        Runtime.version().feature(),
        System.getProperty("java.version"),
        System.getProperty("java.vendor"),
        System.getProperty("java.home"),
        System.getProperty("java.vm.name"),
        System.getProperty("java.vm.info"),
        System.getProperty("os.name") + ", " + System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        List.copyOf(ManagementFactory.getRuntimeMXBean().getInputArguments()));
  }

  private static Machine.Vectors vectors() {
    try {
      // By name, because the module is not there by default.
      Class<?> type = Class.forName("jdk.incubator.vector.VectorShape");
      Object shape = type.getMethod("preferredShape").invoke(null);
      return new Machine.Vectors(true, (int) type.getMethod("vectorBitSize").invoke(shape));
    } catch (ReflectiveOperationException e) {
      return new Machine.Vectors(false, 0);
    }
  }

  private static Optional<Machine.Tikhonov> tikhonov() {
    try {
      return Optional.of(RuntimeReader.read());
    } catch (NoClassDefFoundError e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> environment() {
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : VARIABLES) {
      String value = System.getenv(name);
      if (value != null) {
        found.put(name, value);
      }
    }
    return found;
  }

  /** In a class of its own, which is loaded only where it is used. */
  private static final class RuntimeReader {
    static Machine.Tikhonov read() {
      int threads = 0;
      Optional<String> problem = Optional.empty();
      try {
        threads = Workers.of(0).threads();
      } catch (IllegalArgumentException e) {
        problem = Optional.of(e.getMessage());
      }
      String choice = System.getProperty(VectorApi.PROPERTY, "auto").strip();
      if (!List.of("auto", "on", "off").contains(choice.toLowerCase(Locale.ROOT))) {
        problem =
            Optional.of(
                "The system property %s must be auto, on or off, not \"%s\"."
                    .formatted(VectorApi.PROPERTY, choice));
      }
      return new Machine.Tikhonov(
          Libraries.version(Objective.class, "io.tikhonov", "tikhonov-runtime").orElse("unknown"),
          Optional.ofNullable(VectorApi.current()).map(VectorApi::name),
          choice,
          threads,
          problem);
    }
  }

  /** In a class of its own, which is loaded only where it is used. */
  private static final class Nd4jReader {
    static Machine.Nd4jFacts read() {
      String backend = Nd4j.getBackend().getClass().getSimpleName();
      NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
      return new Machine.Nd4jFacts(
          Libraries.version(Nd4j.class, "org.nd4j", "nd4j-api").orElse("unknown"),
          backend,
          String.valueOf(Nd4j.factory().blas().getBlasVendor()),
          Nd4j.factory().blas().getMaxThreads(),
          operations.ompGetMaxThreads(),
          operations.binaryLevel(),
          operations.optimalLevel());
    }
  }
}
