package io.tikhonov.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains an objective: {@code Trainer.of(objective).epochs(20).batchSize(64).fit(train)}.
 *
 * <p>The order of the rows is a function of the trainer's seed and the epoch. A trainer is
 * configured and used by one thread.
 *
 * @param <B> the record of the inputs of a batch
 */
public final class Trainer<B extends Record> {

  private static final int DEFAULT_BATCH_SIZE = 32;

  final Objective<B> objective;
  final List<TrainingListener> listeners = new ArrayList<>();
  final List<TrainerMetric<B>> metrics = new ArrayList<>();
  int epochs;
  long steps;
  int batchSize = DEFAULT_BATCH_SIZE;
  Dataset validation;
  boolean shuffled = true;
  boolean progress = true;
  boolean resumed;
  boolean validatesAverage;
  long seed;
  Predicate<TrainingHistory.Epoch> stop = epoch -> false;
  long patience;
  double minimumImprovement;
  String monitored = TrainingRun.LOSS;
  boolean higherIsBetter;
  Path checkpoints;
  long checkpointSteps;

  private Trainer(Objective<B> objective) {
    this.objective = objective;
  }

  /** A trainer of this objective. */
  public static <B extends Record> Trainer<B> of(Objective<B> objective) {
    return new Trainer<>(objective);
  }

  /** Trains for so many passes over the data. Either this or {@link #steps} is needed. */
  public Trainer<B> epochs(int number) {
    epochs = (int) positive("epochs", number);
    return this;
  }

  /**
   * Trains for so many steps, going through the data as often as they take. A step takes {@link
   * Objective#batchesPerStep} batches.
   */
  public Trainer<B> steps(long number) {
    steps = positive("steps", number);
    return this;
  }

  /** The rows in a batch; 32 by default. The last batch of an epoch has the rest. */
  public Trainer<B> batchSize(int rows) {
    batchSize = (int) positive("rows in a batch", rows);
    return this;
  }

  /** Data on which the objective is evaluated after each epoch. None by default. */
  public Trainer<B> validation(Dataset data) {
    validation = data;
    return this;
  }

  /**
   * Validates with the running averages in the place of the parameters; see {@link
   * Objective#atAverage}.
   */
  public Trainer<B> validationAtAverage() {
    validatesAverage = true;
    return this;
  }

  /** Whether each epoch has an order of its own; true by default. */
  public Trainer<B> shuffle(boolean value) {
    shuffled = value;
    return this;
  }

  /** The seed of the order of the rows; 0 by default. */
  public Trainer<B> seed(long value) {
    seed = value;
    return this;
  }

  /** Adds a listener. */
  public Trainer<B> listener(TrainingListener listener) {
    listeners.add(listener);
    return this;
  }

  /** Ends training after the first epoch for which this holds. */
  public Trainer<B> stopWhen(Predicate<TrainingHistory.Epoch> condition) {
    stop = condition;
    return this;
  }

  /**
   * Whether progress is shown on the error stream; true by default. The system property {@code
   * tikhonov.progress} chooses the form: {@code bar}, {@code lines} or {@code off}.
   */
  public Trainer<B> progress(boolean value) {
    progress = value;
    return this;
  }

  /**
   * A number that is computed after each epoch on the validation data, all rows at once, with the
   * averages in the place of the parameters if {@link #validationAtAverage} says so.
   *
   * <pre>{@code
   * Trainer.of(objective).metric(
   *     "accuracy", Metrics::accuracy, batch -> objective.logits(batch.x()), batch -> batch.y())
   * }</pre>
   *
   * @param name in the history; not {@code "loss"}
   * @param prediction what the objective predicts for a batch, one row for each of its rows
   * @param target what it should predict
   */
  public Trainer<B> metric(
      String name,
      Metrics.Metric metric,
      Function<? super B, INDArray> prediction,
      Function<? super B, INDArray> target) {
    if (name.equals(TrainingRun.LOSS) || metrics.stream().anyMatch(it -> it.name().equals(name))) {
      throw new IllegalArgumentException("There is a metric \"" + name + "\" already.");
    }
    metrics.add(new TrainerMetric<>(name, metric, prediction, target));
    return this;
  }

  /**
   * What epochs are compared by, for {@link #earlyStopping} and the best checkpoint: by default the
   * validation loss, or the epoch's own loss without validation data.
   *
   * @param metric the name of a {@link #metric}
   */
  public Trainer<B> monitor(String metric, boolean higher) {
    monitored = metric;
    higherIsBetter = higher;
    return this;
  }

  /**
   * Ends training when the monitored number has not improved for so many epochs in a row, and goes
   * back to the parameters of the best epoch.
   */
  public Trainer<B> earlyStopping(int epochsWithoutImprovement) {
    return earlyStopping(epochsWithoutImprovement, 0);
  }

  /**
   * {@link #earlyStopping(int)} that counts only improvements by more than a minimum.
   *
   * @param minimum at least 0
   */
  public Trainer<B> earlyStopping(int epochsWithoutImprovement, double minimum) {
    patience = positive("epochs without improvement", epochsWithoutImprovement);
    if (!(minimum >= 0)) {
      throw new IllegalArgumentException(
          "The least improvement must be at least 0, not " + minimum + ".");
    }
    minimumImprovement = minimum;
    return this;
  }

  /**
   * Keeps three files in a folder, which is made if needed: {@code last.safetensors}, a checkpoint
   * after each epoch, when the JVM is asked to stop (Ctrl-C) and after a fault of data, listeners
   * or metrics, from which {@link #resume} goes on; {@code previous.safetensors}, the one before
   * it, which takes its place if the disk has damaged it; and {@code best.safetensors}, the
   * parameters and states of the best epoch.
   */
  public Trainer<B> checkpoints(Path folder) {
    checkpoints = folder;
    return this;
  }

  /** Writes the checkpoint after every so many calls of {@code step}, too. */
  public Trainer<B> checkpointEvery(long stepCalls) {
    checkpointSteps = positive("steps between checkpoints", stepCalls);
    return this;
  }

  /**
   * Goes on with a run that was interrupted. With {@link #checkpoints} it reads the last checkpoint
   * of the folder, and begins anew if there is none; otherwise the objective's own count says how
   * far the run had come. {@link #epochs} and {@link #steps} count from its beginning. With the
   * same data and the same settings the run ends with the same bits as without interruption.
   */
  public Trainer<B> resume() {
    resumed = true;
    return this;
  }

  private static long positive(String what, long number) {
    if (number < 1) {
      throw new IllegalArgumentException(
          "The number of " + what + " must be at least 1, not " + number + ".");
    }
    return number;
  }

  /**
   * Trains an objective without inputs, for a number of {@link #steps}.
   *
   * @throws IllegalArgumentException if the objective has inputs
   */
  public TrainingHistory fit() {
    if (!objective.inputs().isEmpty()) {
      throw new IllegalArgumentException(
          "This objective needs data for its inputs " + objective.inputs() + ": use fit(Dataset).");
    }
    return fit(Dataset.ofBatches(List.of(Map.of())));
  }

  /**
   * Trains on data.
   *
   * @return the epochs of this call
   * @throws IllegalArgumentException if the data do not suit the inputs of the objective
   * @throws IllegalStateException if neither or both of {@link #epochs} and {@link #steps} were set
   * @throws ArithmeticException if the loss becomes NaN or infinite; the message names the step,
   *     the term and the first parameter that is no number
   * @throws java.io.UncheckedIOException if a checkpoint cannot be written, or all of them are
   *     damaged
   * @throws RuntimeException what data, listeners and metrics throw; a suppressed exception says
   *     how far the run came and where it goes on
   */
  public TrainingHistory fit(Dataset data) {
    if ((epochs == 0) == (steps == 0)) {
      throw new IllegalStateException(
          "Say how long to train: call either epochs(n) or steps(n) before fit.");
    }
    return new TrainingRun<>(this, data).train();
  }
}
