package io.tikhonov.runtime;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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

  /** Entries in the history of a long run whose data are a single batch. */
  private static final int STRETCHES = 100;

  private final Objective<B> objective;
  private final List<TrainingListener> listeners = new ArrayList<>();
  private int epochs;
  private long steps;
  private int batchSize = DEFAULT_BATCH_SIZE;
  private Dataset validation;
  private boolean shuffled = true;
  private boolean progress = true;
  private boolean resumed;
  private boolean validatesAverage;
  private long seed;
  private Predicate<TrainingHistory.Epoch> stop = epoch -> false;

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
   * Goes on with a run that was interrupted: {@link #epochs} and {@link #steps} count from its
   * beginning, and the steps that the objective has made are left out. With the checkpoint of a
   * step, the same data and the same settings the run ends with the same bits as without
   * interruption.
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
   * @throws ArithmeticException if the loss becomes NaN
   */
  public TrainingHistory fit(Dataset data) {
    if ((epochs == 0) == (steps == 0)) {
      throw new IllegalStateException(
          "Say how long to train: call either epochs(n) or steps(n) before fit.");
    }
    return new Run(data).train();
  }

  /** One call of fit. */
  private final class Run {

    private final Batches batches;
    private final Batches validationBatches;
    private final IdentityHashMap<Map<String, INDArray>, B> records = new IdentityHashMap<>();
    private final long perEpoch;
    private final int perStep;

    /** The batches of the run. */
    private final long planned;

    /** Batches to an entry in the history. */
    private final long period;

    Run(Dataset data) {
      batches = data.batches(batchSize);
      perEpoch = batches.count();
      perStep = objective.batchesPerStep();
      planned =
          steps > 0
              ? Math.multiplyExact(steps, perStep)
              : Math.multiplyExact(perEpoch, (long) epochs);
      period = perEpoch > 1 || steps == 0 ? perEpoch : Math.max(1, planned / STRETCHES);
      record(batches.get(0));
      validationBatches = validation == null ? null : validation.batches(batchSize);
      if (validationBatches != null) {
        record(validationBatches.get(0));
      }
    }

    private B record(Map<String, INDArray> arrays) {
      return records.computeIfAbsent(arrays, objective::batch);
    }

    TrainingHistory train() {
      long start = resumed ? objective.batchCount() : 0;
      objective.totalSteps((planned + (resumed ? 0 : objective.batchCount())) / perStep);
      objective.stepsPerEpoch((double) perEpoch / perStep);
      List<TrainingHistory.Epoch> history = new ArrayList<>();
      Consumer<String> out = System.err::println;
      try (Progress shown = Progress.of(progress, Math.max(1, planned - start), out)) {
        Means means = new Means();
        for (long turn = start; turn < planned; turn++) {
          int batch = (int) (turn % perEpoch);
          if (shuffled && (batch == 0 || turn == start)) {
            batches.shuffle(seed, turn / perEpoch);
          }
          StepResult result = objective.step(record(batches.get(batch)));
          if (Double.isNaN(result.loss())) {
            throw new ArithmeticException(
                "The loss became NaN: "
                    + result
                    + ". A smaller learning rate or clipped gradients"
                    + " help; check the data for NaN.");
          }
          means.add(result, batches.rows(batch));
          shown.stepEnded();
          listeners.forEach(listener -> listener.stepEnded(result));
          if ((turn + 1) % period == 0 || turn + 1 == planned) {
            TrainingHistory.Epoch epoch = means.epoch((int) (turn / period) + 1, validate());
            history.add(epoch);
            objective.observe(epoch.validation().map(Evaluation::loss).orElse(epoch.loss()));
            shown.epochEnded(epoch, turn + 1 - start);
            listeners.forEach(listener -> listener.epochEnded(epoch));
            if (stop.test(epoch)) {
              break;
            }
            means = new Means();
          }
        }
      }
      return new TrainingHistory(history);
    }

    private Optional<Evaluation> validate() {
      if (validationBatches == null) {
        return Optional.empty();
      }
      return Optional.of(validatesAverage ? objective.atAverage(this::evaluate) : evaluate());
    }

    private Evaluation evaluate() {
      Means means = new Means();
      for (int batch = 0; batch < validationBatches.count(); batch++) {
        means.add(
            objective.evaluate(record(validationBatches.get(batch))),
            validationBatches.rows(batch));
      }
      return means.evaluation();
    }
  }
}
