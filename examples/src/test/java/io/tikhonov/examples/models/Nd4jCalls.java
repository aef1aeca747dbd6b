package io.tikhonov.examples.models;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Notes every call of what ND4J computes and allocates with, until it is closed.
 *
 * <p>ND4J has one object each for operations, for BLAS, for new arrays, for new buffers and for
 * memory, and asks for it every time it needs it. All of them are interfaces, so that something
 * that takes notes can stand before them.
 */
final class Nd4jCalls implements AutoCloseable {

  private static final List<String> FIELDS =
      List.of(
          "OP_EXECUTIONER_INSTANCE",
          "BLAS_WRAPPER_INSTANCE",
          "INSTANCE",
          "DATA_BUFFER_FACTORY_INSTANCE",
          "memoryManager");

  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final Map<Field, Object> originals = new LinkedHashMap<>();

  private Nd4jCalls() {}

  /** Starts taking notes. */
  static Nd4jCalls watch() throws ReflectiveOperationException {
    Nd4j.create(1).close(); // makes ND4J load itself
    Nd4jCalls watch = new Nd4jCalls();
    for (String name : FIELDS) {
      Field field = Nd4j.class.getDeclaredField(name);
      field.setAccessible(true);
      Object original = field.get(null);
      watch.originals.put(field, original);
      field.set(null, watch.before(original, field.getType()));
    }
    return watch;
  }

  private Object before(Object original, Class<?> type) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          // ND4J's own threads that free memory look around at any time.
          if (!Thread.currentThread().getName().startsWith("DeallocatorService")) {
            calls.add(type.getSimpleName() + "." + method.getName());
          }
          return forward(original, method, arguments);
        });
  }

  private static Object forward(Object original, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(original, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** What was called so far. */
  List<String> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  @Override
  public void close() throws ReflectiveOperationException {
    for (Map.Entry<Field, Object> original : originals.entrySet()) {
      original.getKey().set(null, original.getValue());
    }
  }
}
