package io.tikhonov.examples.models;

import io.tikhonov.runtime.support.Program;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A predictor with its arguments.
 *
 * @param <P> the predictor of a generated class
 */
record Snapshot<P extends Program>(P predictor, Function<P, INDArray> call)
    implements AutoCloseable {

  INDArray predict() {
    return call.apply(predictor);
  }

  @Override
  public void close() {
    predictor.close();
  }
}
