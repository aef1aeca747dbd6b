package io.tikhonov.runtime;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Models without inputs, constants and double precision, from outside of the support package. */
class PointObjectiveTest {

  private static final int SIZE = 30_000;

  private final INDArray target = Nd4j.arange((double) SIZE).div(SIZE - 1).castTo(DataType.FLOAT);

  @TempDir Path folder;

  @Test
  void aModelWithoutInputsTrainsWithoutData() {
    try (PointObjective objective = new PointObjective(target, SIZE, 1)) {
      TrainingHistory history = Trainer.of(objective).steps(50).progress(false).fit();
      assertThat(history.epochs()).hasSize(50);
      assertThat(history.last().loss()).isLessThan(1e-7);
      assertThat(objective.parameters().get("p").dataType()).isEqualTo(DataType.DOUBLE);
      assertThat(objective.parameters().get("p").getDouble(SIZE - 1)).isWithin(1e-5).of(1);
      assertThat(objective.states().get("steps").getDouble()).isEqualTo(50.0);
      assertThat(objective.gradient(objective.batch(Map.of())).get("p").length()).isEqualTo(SIZE);
      assertThat(objective.evaluate(objective.batch(Map.of())).terms()).containsKey("fit");
    }
  }

  @Test
  void doublesAreSavedExactly() {
    Path file = folder.resolve("point.safetensors");
    try (PointObjective first = new PointObjective(target, SIZE, 1);
        PointObjective second = new PointObjective(target, SIZE, 2)) {
      Trainer.of(first).steps(3).progress(false).fit();
      first.saveCheckpoint(file);
      second.loadCheckpoint(file);
      assertThat(second.parameters().get("p")).isEqualTo(first.parameters().get("p"));
      Trainer.of(first).steps(6).resume().progress(false).fit();
      Trainer.of(second).steps(6).resume().progress(false).fit();
      assertThat(second.stepCount()).isEqualTo(6);
      assertThat(second.parameters().get("p").dup().data().asDouble())
          .isEqualTo(first.parameters().get("p").dup().data().asDouble());
    }
  }

  @Test
  void constantsAreCheckedAndCopied() {
    IllegalStateException missing =
        assertThrows(IllegalStateException.class, () -> new PointObjective(null, 4, 1));
    assertThat(missing)
        .hasMessageThat()
        .isEqualTo(
            "The constant \"target\" is not set: call target(array) with an array of shape (4)"
                + " before build().");
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new PointObjective(Nd4j.ones(DataType.FLOAT, 2, 2), 4, 1));
    assertThat(e)
        .hasMessageThat()
        .isEqualTo("Constant \"target\" of shape (4) cannot take values of shape (2, 2).");
    assertThrows(
        IllegalArgumentException.class,
        () -> new PointObjective(Nd4j.ones(DataType.INT32, 4), 4, 1));
    INDArray values = Nd4j.ones(DataType.DOUBLE, 4);
    try (PointObjective objective = new PointObjective(values, 4, 1)) {
      double before = objective.value(new PointObjective.Batch());
      values.assign(100);
      assertThat(objective.value(new PointObjective.Batch())).isEqualTo(before);
    }
  }
}
