package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Copies of all parameters at the points of a path: one array for each parameter, whose slices are
 * the copies, because an array of its own for each of them would take longer than many a solution.
 */
final class Snapshots {

  private final Parameters parameters;
  private final Map<String, INDArray> all = new LinkedHashMap<>();
  private int taken;

  /** Room for a number of copies. */
  Snapshots(Parameters parameters, int number) {
    this.parameters = parameters;
    for (String name : parameters.names()) {
      INDArray values = parameters.get(name);
      long[] shape = new long[values.rank() + 1];
      shape[0] = number;
      System.arraycopy(values.shape(), 0, shape, 1, values.rank());
      all.put(name, Nd4j.createUninitializedDetached(values.dataType(), shape));
    }
  }

  /** The next copies, by name. */
  Map<String, INDArray> take() {
    Map<String, INDArray> copies = new LinkedHashMap<>();
    for (String name : parameters.names()) {
      INDArray copy = all.get(name).slice(taken);
      copy.assign(parameters.get(name));
      copies.put(name, copy);
    }
    taken++;
    return copies;
  }
}
