package io.tikhonov.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A compiled training objective: parameters, and what a step does to them.
 *
 * <p>An objective is used by one thread at a time, and says so otherwise. Wrong input (shape, type,
 * labels out of range, files that do not fit) is refused by an {@link IllegalArgumentException}
 * that names the input, what was expected and what came, before anything is changed. After {@link
 * #close} every method that computes throws {@link IllegalStateException}.
 *
 * @param <B> the record of the inputs of a batch
 */
public interface Objective<B extends Record> extends AutoCloseable {

  /**
   * Makes one training step on a batch, or its share of one if a step takes several.
   *
   * @return the terms at the parameters before the step
   * @throws ArithmeticException if a matrix has no inverse, logarithm of a determinant or the like;
   *     parameters and states may be those in the middle of the step, which is not counted
   */
  StepResult step(B batch);

  /**
   * Makes one training step that changes only some parameters, and every state. If a step takes
   * several batches, the call with the last one says which.
   *
   * @param parameters names, at least one; frozen ones stay as they are
   */
  StepResult step(B batch, String... parameters);

  /** The total of all terms in training mode, with the random draws of the next step. */
  double value(B batch);

  /**
   * The gradient of the losses and the coupled terms in training mode, by parameter in declared
   * order. The arrays belong to the caller.
   */
  Map<String, INDArray> gradient(B batch);

  /** All terms in inference mode: no dropout, running batch statistics. */
  Evaluation evaluate(B batch);

  /**
   * What a training step does, in order, at the sizes of a batch. Nothing is computed.
   *
   * <p>A step can take no less time than its bytes need at the bandwidth of the memory, and its
   * products at the speed of the processor.
   */
  List<Pass> plan(B batch);

  /** The trained tensors. */
  Parameters parameters();

  /** Copies of the untrained tensors that steps change: states, running statistics, averages. */
  Map<String, INDArray> states();

  /**
   * Makes a batch from arrays by name.
   *
   * @throws IllegalArgumentException if a name is missing, or is not that of an input
   */
  B batch(Map<String, INDArray> arrays);

  /** The inputs in the order of the record's components. */
  List<InputSpec> inputs();

  /**
   * Does something with the running averages in the place of the parameters: evaluates, predicts,
   * takes a {@code predictor()}, saves.
   *
   * <pre>{@code
   * Evaluation atAverage = objective.atAverage(() -> objective.evaluate(batch));
   * }</pre>
   *
   * <p>Parameters without an average stay as they are. Nothing can be changed meanwhile.
   *
   * @param action what is done, by the same thread
   * @return its result
   * @throws IllegalStateException if no parameter has an average
   */
  <T> T atAverage(Supplier<T> action);

  /** The number of steps made, of updates of the parameters. */
  long stepCount();

  /** The number of batches that steps were made with: {@link #batchesPerStep} for each step. */
  long batchCount();

  /** How many calls of {@code step} make one update: more than 1 with accumulated gradients. */
  int batchesPerStep();

  /** The learning rate of the next step. */
  double learningRate();

  /**
   * What follows schedules beside {@link #learningRate}, as it is in the next step: the factor λ of
   * a term by the term's name, {@code weightDecay}, hyperparameters, and {@code w1/learningRate} or
   * {@code w1/weightDecay} where a parameter has its own. Empty if nothing does.
   */
  Map<String, Double> scheduled();

  /**
   * Says how many steps the run has, counted from step 0, for schedules that end with the run.
   * {@link Trainer} does so on its own.
   *
   * @param steps 0 if it is not known
   * @throws IllegalArgumentException if negative
   */
  void totalSteps(long steps);

  /** The length of the run in steps; 0 if nobody has said it. */
  long totalSteps();

  /**
   * Says how many steps an epoch has, for schedules that count epochs. {@link Trainer} does so on
   * its own.
   *
   * @param steps not always a whole number where a step takes several batches; 0 if not known
   * @throws IllegalArgumentException if negative or not finite
   */
  void stepsPerEpoch(double steps);

  /** The steps of an epoch; 0 if nobody has said it. */
  double stepsPerEpoch();

  /**
   * Shows a metric, the lower the better, to schedules that follow one. {@link Trainer} does so
   * after each epoch.
   */
  void observe(double metric);

  /**
   * Writes parameters and states to a file in the safetensors format. The file is complete or not
   * there: it is written under another name and then moved.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  void save(Path file);

  /**
   * Reads parameters and states. Safetensors files from elsewhere are accepted if they have exactly
   * these tensors; numbers are converted to the model's precision.
   *
   * @throws java.io.UncheckedIOException if the file is missing, cannot be read or is damaged
   * @throws IllegalArgumentException if it belongs to another model; the message says what differs,
   *     and {@link #loadMatching} takes what fits
   */
  void load(Path file);

  /**
   * Reads what fits of parameters and states: tensors whose names and shapes are those of this
   * objective, from a model, a checkpoint or a file from elsewhere. The others keep their values;
   * an average that the file lacks starts at its parameter. For a model whose declaration has
   * changed, or that shares layers with another one.
   *
   * <pre>{@code
   * PartialLoad loaded = objective.loadMatching(Path.of("older.safetensors"));
   * System.out.println(loaded);
   * }</pre>
   *
   * @return what was taken, and what was not and why
   * @throws java.io.UncheckedIOException if the file is missing, cannot be read or is damaged
   * @throws IllegalArgumentException if nothing in it fits
   */
  PartialLoad loadMatching(Path file);

  /**
   * Writes everything that training depends on: parameters, states, optimizer, hyperparameters,
   * step count and seed.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  default void saveCheckpoint(Path file) {
    saveCheckpoint(file, Map.of());
  }

  /**
   * Writes a checkpoint with notes of the caller's in the same file, which {@link #loadCheckpoint}
   * gives back.
   *
   * @param notes by name
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  void saveCheckpoint(Path file, Map<String, String> notes);

  /**
   * Goes back to a checkpoint, so that training continues bit for bit. The data come from
   * elsewhere: see {@link Trainer#resume}.
   *
   * @return the notes that were saved with it
   * @throws java.io.UncheckedIOException if the file is missing, cannot be read or is damaged
   * @throws IllegalArgumentException if it belongs to another declaration; the message says what
   *     differs, and {@link #loadCheckpointMatching} takes what fits
   */
  default Map<String, String> loadCheckpoint(Path file) {
    return loadCheckpoint(file, notes -> {});
  }

  /**
   * {@link #loadCheckpoint(Path)} that shows the notes before anything is changed.
   *
   * @param check throws if the notes are not what it expects; then nothing is changed
   */
  Map<String, String> loadCheckpoint(Path file, Consumer<Map<String, String>> check);

  /**
   * Goes on from a checkpoint of another declaration with what fits: tensors whose names and shapes
   * are those of this objective, among them the optimizer's, hyperparameters and frozen parameters
   * by name, step count and seed. Everything else keeps its value. Training goes on, but not bit
   * for bit.
   *
   * @return what was taken, what was not and why, and the lines in which the declarations differ
   * @throws java.io.UncheckedIOException if the file is missing, cannot be read or is damaged
   * @throws IllegalArgumentException if it is no checkpoint, or nothing in it fits
   */
  PartialLoad loadCheckpointMatching(Path file);

  /** Gives the memory back. Arrays from {@link Parameters#get} stay valid. */
  @Override
  void close();
}
