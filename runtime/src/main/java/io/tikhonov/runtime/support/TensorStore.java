package io.tikhonov.runtime.support;

import io.tikhonov.runtime.support.StoredTensor.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The parameters, states and optimizer slots of an objective, by name in order of registration. */
final class TensorStore {

  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
  private final List<StoredTensor> parameters = new ArrayList<>();

  Floats floats(Role role, String name, long[] shape) {
    return (Floats) add(role, name, shape, DataType.FLOAT);
  }

  Doubles doubles(Role role, String name, long[] shape) {
    return (Doubles) add(role, name, shape, DataType.DOUBLE);
  }

  private Memory add(Role role, String name, long[] shape, DataType type) {
    long count = count(name, shape);
    if (tensors.containsKey(name)) {
      throw new IllegalStateException("There are two tensors \"" + name + "\".");
    }
    INDArray live = null;
    Memory memory;
    if (role == Role.PARAMETER) {
      // Users hold these arrays, so ND4J owns the memory and no workspace ends it.
      live = Nd4j.createUninitializedDetached(type, shape.clone());
      live.setCloseable(false);
      memory = type == DataType.FLOAT ? Floats.over(live) : Doubles.over(live);
      memory.zero();
    } else {
      memory = type == DataType.FLOAT ? new Floats(count) : new Doubles(count);
    }
    StoredTensor tensor =
        new StoredTensor(role, name, LongStream.of(shape).boxed().toList(), memory, live);
    tensors.put(name, tensor);
    if (role == Role.PARAMETER) {
      parameters.add(tensor);
    }
    return memory;
  }

  /** The number of elements of a shape, if it is one. */
  static long count(String name, long[] shape) {
    long count = 1;
    for (long size : shape) {
      if (size < 1) {
        throw new IllegalArgumentException(
            "Tensor \"" + name + "\" cannot have the shape " + Input.describe(shape) + ".");
      }
      count = Math.multiplyExact(count, size);
    }
    return count;
  }

  /** All tensors. */
  List<StoredTensor> all() {
    return List.copyOf(tensors.values());
  }

  /** The parameters; their positions are their indices in generated code. */
  List<StoredTensor> parameters() {
    return Collections.unmodifiableList(parameters);
  }

  /** The tensors that {@code save} writes. */
  List<StoredTensor> model() {
    return tensors.values().stream().filter(t -> t.role() != Role.SLOT).toList();
  }

  /** The tensors that steps change without training them. */
  List<StoredTensor> states() {
    return tensors.values().stream().filter(t -> t.role() == Role.STATE).toList();
  }

  /** Gives back what ND4J does not own. */
  void close() {
    for (StoredTensor tensor : tensors.values()) {
      if (tensor.live() == null) {
        tensor.memory().close();
      }
    }
  }

  /** Copies a file's numbers into a tensor, converted if the types differ. */
  static void copy(Memory source, Memory target) {
    if (source.getClass() == target.getClass()) {
      Pointer.memcpy(target.pointer(), source.pointer(), target.length() * target.elementSize());
    } else {
      for (int i = 0; i < target.length(); i++) {
        target.put(i, source.get(i));
      }
    }
  }
}
