package io.tikhonov.processor.compiled;

import io.tikhonov.processor.ir.Interpreter.Array;
import io.tikhonov.processor.ir.Kind;
import io.tikhonov.processor.model.InputDeclaration;
import io.tikhonov.processor.model.PredictionDeclaration;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.runtime.Evaluation;
import io.tikhonov.runtime.Objective;
import io.tikhonov.runtime.StepResult;
import io.tikhonov.runtime.support.VectorApi;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A generated objective with parameters and constants from seeded data. */
final class Running implements AutoCloseable {
  /** For schedules that count epochs. */
  static final double STEPS_PER_EPOCH = 1.5;

  private final CompiledModel compiled;
  private final Data data;
  private final Objective<Record> objective;

  Running(CompiledModel compiled, Data data, int threads) {
    this(compiled, data, threads, "auto");
  }

  /**
   * @param simd which of their two forms kernels run in: auto, on or off
   */
  Running(CompiledModel compiled, Data data, int threads, String simd) {
    this.compiled = compiled;
    this.data = data;
    System.setProperty(VectorApi.PROPERTY, simd);
    try {
      this.objective = build(threads);
    } finally {
      System.clearProperty(VectorApi.PROPERTY);
    }
    objective.stepsPerEpoch(STEPS_PER_EPOCH);
    for (TensorDeclaration parameter : compiled.model().parameters()) {
      put(parameter.fileName(), data.reals(parameter.leaf()));
    }
  }

  @SuppressWarnings("unchecked") // the record is the generated class's own
  private Objective<Record> build(int threads) {
    Object builder = call(null, method(compiled.generated(), "builder"));
    for (String dimension : compiled.model().builderDimensions()) {
      call(builder, method(builder.getClass(), dimension, long.class), (long) data.size(dimension));
    }
    for (TensorDeclaration constant : compiled.model().constants()) {
      INDArray array = Data.array(data.reals(constant.leaf()), DataType.DOUBLE);
      call(builder, method(builder.getClass(), constant.name(), INDArray.class), array);
    }
    call(builder, method(builder.getClass(), "seed", long.class), data.seed());
    call(builder, method(builder.getClass(), "threads", int.class), threads);
    return (Objective<Record>) call(builder, method(builder.getClass(), "build"));
  }

  private static Method method(Class<?> type, String name, Class<?>... parameters) {
    try {
      Method method = type.getMethod(name, parameters);
      method.setAccessible(true);
      return method;
    } catch (NoSuchMethodException e) {
      throw new AssertionError(type + " has no method " + name, e);
    }
  }

  private static Object call(Object target, Method method, Object... arguments) {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw new AssertionError(method.getName() + ": " + e.getCause(), e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private DataType type() {
    return compiled.model().doublePrecision() ? DataType.DOUBLE : DataType.FLOAT;
  }

  Objective<Record> objective() {
    return objective;
  }

  void put(String parameter, Array values) {
    objective.parameters().put(parameter, Data.array(values, type()));
  }

  /** What a constant was set to. */
  Array constant(String name) {
    return compiled.model().constants().stream()
        .filter(constant -> constant.name().equals(name))
        .map(constant -> data.reals(constant.leaf()))
        .findFirst()
        .orElseThrow();
  }

  Array get(String parameter) {
    return Data.values(objective.parameters().get(parameter));
  }

  /** Sets a hyperparameter. */
  void set(String hyperparameter, double value) {
    call(objective, method(compiled.generated(), hyperparameter, double.class), value);
  }

  Record batch(Data inputs) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    for (InputDeclaration input : compiled.model().inputs()) {
      arrays.put(input.name(), array(input, inputs));
    }
    return objective.batch(arrays);
  }

  private INDArray array(InputDeclaration input, Data inputs) {
    DataType type = input.leaf().kind() == Kind.INDEX ? DataType.INT32 : type();
    return Data.array(inputs.input(input), type);
  }

  double value(Data inputs) {
    return objective.value(batch(inputs));
  }

  Evaluation evaluate(Data inputs) {
    return objective.evaluate(batch(inputs));
  }

  Map<String, Array> gradient(Data inputs) {
    return values(objective.gradient(batch(inputs)));
  }

  StepResult step(Data inputs, String... parameters) {
    Record batch = batch(inputs);
    return parameters.length == 0 ? objective.step(batch) : objective.step(batch, parameters);
  }

  /** Parameters, states and averages. */
  Map<String, Array> memory() {
    Map<String, Array> memory = new LinkedHashMap<>();
    objective.parameters().names().forEach(name -> memory.put(name, get(name)));
    memory.putAll(values(objective.states()));
    return memory;
  }

  Array predict(PredictionDeclaration prediction, Data inputs) {
    Class<?>[] types = new Class<?>[prediction.inputs().size()];
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = INDArray.class;
      arguments[i] = array(prediction.inputs().get(i), inputs);
    }
    Method method = method(compiled.generated(), prediction.name(), types);
    return Data.values((INDArray) call(objective, method, arguments));
  }

  private static Map<String, Array> values(Map<String, INDArray> arrays) {
    Map<String, Array> values = new LinkedHashMap<>();
    arrays.forEach((name, array) -> values.put(name, Data.values(array)));
    return values;
  }

  @Override
  public void close() {
    objective.close();
  }
}
