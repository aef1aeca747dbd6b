package io.tikhonov.runtime;

import io.tikhonov.runtime.support.LinearObjective;
import io.tikhonov.runtime.support.TestData;
import java.nio.file.Path;

/** A run in a process of its own, which a test kills. */
final class KilledRun {
  private KilledRun() {}

  /** Trains, or goes on with what the folder holds; each step may take a moment. */
  static void train(LinearObjective objective, Path folder, int epochs, long pauseMillis) {
    TestData data = new TestData(150, 1);
    Dataset.Split split = Dataset.of("x", data.x(), "y", data.y()).split(2, 0.8);
    TrainingListener pause =
        new TrainingListener() {
          @Override
          public void epochEnded(TrainingHistory.Epoch epoch) {}

          private boolean started;

          @Override
          public void stepEnded(StepResult result) {
            if (!started && pauseMillis > 0) {
              System.out.println("ready");
            }
            started = true;
            try {
              Thread.sleep(pauseMillis);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    Trainer.of(objective)
        .progress(false)
        .batchSize(32)
        .epochs(epochs)
        .validation(split.test())
        .checkpoints(folder)
        .checkpointEvery(1)
        .listener(pause)
        .resume()
        .fit(split.train());
  }

  public static void main(String[] arguments) {
    try (LinearObjective objective = TestData.objective(7)) {
      train(objective, Path.of(arguments[0]), Integer.parseInt(arguments[1]), 4);
      System.out.println("done");
    }
  }
}
