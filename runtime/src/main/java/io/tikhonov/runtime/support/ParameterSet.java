package io.tikhonov.runtime.support;

import io.tikhonov.runtime.Parameters;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The parameters of an objective as its user sees them. */
final class ParameterSet implements Parameters {

  private final TensorStore store;
  private final Guard guard;
  private final ArrayReader reader = new ArrayReader();
  private boolean[] frozen = {};

  ParameterSet(TensorStore store, Guard guard) {
    this.store = store;
    this.guard = guard;
  }

  @Override
  public List<String> names() {
    return store.parameters().stream().map(StoredTensor::name).toList();
  }

  @Override
  public INDArray get(String name) {
    return store.parameters().get(index(name)).live();
  }

  @Override
  public void put(String name, INDArray values) {
    StoredTensor tensor = store.parameters().get(index(name));
    checkValues("Parameter", name, values, tensor.shape());
    guard.beginChange("parameters().put");
    try {
      reader.copy(values, tensor.memory());
    } finally {
      guard.end();
    }
  }

  /** Checks values that are to be copied into a tensor. */
  static void checkValues(String what, String name, INDArray values, long[] shape) {
    String tensor = what + " \"" + name + "\" of shape " + Input.describe(shape);
    if (values == null) {
      throw new IllegalArgumentException(tensor + " needs values, not null.");
    }
    if (!Arrays.equals(values.shape(), shape)) {
      throw new IllegalArgumentException(
          tensor + " cannot take values of shape " + Input.describe(values.shape()) + ".");
    }
    if (!ArrayReader.isFloating(values)) {
      throw new IllegalArgumentException(
          tensor
              + " needs floating numbers, not "
              + values.dataType()
              + "; convert them with castTo(DataType.FLOAT).");
    }
  }

  @Override
  public void freeze(String... names) {
    setFrozen(names, true);
  }

  @Override
  public void unfreeze(String... names) {
    setFrozen(names, false);
  }

  @Override
  public Set<String> frozen() {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < frozen.length; i++) {
      if (frozen[i]) {
        names.add(store.parameters().get(i).name());
      }
    }
    return names;
  }

  @Override
  public long count() {
    return store.parameters().stream().mapToLong(t -> t.memory().length()).sum();
  }

  private void setFrozen(String[] names, boolean value) {
    boolean[] changed = Arrays.copyOf(frozen, store.parameters().size());
    for (String name : names) {
      changed[index(name)] = value;
    }
    guard.begin("parameters().freeze");
    try {
      frozen = changed;
    } finally {
      guard.end();
    }
  }

  boolean anyFrozen() {
    for (boolean value : frozen) {
      if (value) {
        return true;
      }
    }
    return false;
  }

  /** Which parameters a step trains: all, or those named, without the frozen ones. */
  void active(String[] names, boolean[] active) {
    Arrays.fill(active, names == null);
    if (names != null) {
      for (String name : names) {
        active[index(name)] = true;
      }
    }
    for (int i = 0; i < frozen.length; i++) {
      active[i] &= !frozen[i];
    }
  }

  /** Makes exactly these parameters frozen. */
  void restoreFrozen(Set<String> names) {
    boolean[] changed = new boolean[store.parameters().size()];
    for (String name : names) {
      changed[index(name)] = true;
    }
    frozen = changed;
  }

  int index(String name) {
    List<StoredTensor> parameters = store.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "There is no parameter \"" + name + "\"; the parameters are " + names() + ".");
  }
}
