package io.tikhonov.runtime.support;

import io.tikhonov.runtime.Evaluation;
import io.tikhonov.runtime.InputSpec;
import io.tikhonov.runtime.Objective;
import io.tikhonov.runtime.Parameters;
import io.tikhonov.runtime.PartialLoad;
import io.tikhonov.runtime.Pass;
import io.tikhonov.runtime.StepResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What all generated objectives have in common: counting steps, checking use, reporting terms,
 * files.
 *
 * <p>A generated class registers its tensors, inputs and hyperparameters in its constructor, in
 * declared order: {@code parameterFloats}, {@code stateFloats}, {@code slotFloats}, {@code
 * floatInput} and so on. It implements the {@code run} methods, each of which writes every element
 * of {@link #terms}, in the order of {@link Definition#terms}, at the parameters as they are when
 * it begins. The base class calls {@link #bind} before each of them and holds a scope of {@link
 * BlasThreads} open.
 *
 * <ul>
 *   <li>{@code bind} checks all inputs before it binds one, and then makes room in the buffers.
 *   <li>{@code runStep} makes step {@link #stepIndex}, updates and states; the base class counts it
 *       when it returns. Nothing in it may allocate off the heap once buffers have their size.
 *   <li>{@code runValue} and {@code runGradient} use training mode with the random draws of the
 *       coming step, {@code runEvaluation} inference mode. They change work buffers only.
 * </ul>
 *
 * <p>Averages start at their parameters in step 0 and not in the constructor, since users put or
 * load parameters before. {@link #seed} changes when a checkpoint is loaded.
 *
 * @param <B> the record of a batch
 */
public abstract non-sealed class GeneratedObjective<B extends Record> extends StatefulProgram
    implements Objective<B> {

  private final Definition definition;
  private final List<String> termNames;
  private final List<InputSpec> inputs = new ArrayList<>();
  private final Map<String, Hyperparameter> hyperparameters = new LinkedHashMap<>();
  private final Guard guard;
  private final ParameterSet parameters;

  private final RunClock clock;

  private ObjectiveFiles files;

  private boolean[] active = {};

  /** The value of each term, weight included; what the {@code run} methods compute. */
  protected final double[] terms;

  /** A scalar that users change. */
  record Hyperparameter(DoubleSupplier get, DoubleConsumer set) {}

  /**
   * Prepares an objective without tensors.
   *
   * @param definition facts of the declaration
   * @param seed of first values and random draws
   * @param threads how many threads kernels use; 0 for the default of {@link Workers#of}
   */
  protected GeneratedObjective(Definition definition, long seed, int threads) {
    super(seed, threads);
    this.definition = definition;
    termNames = definition.terms().stream().map(Definition.Term::name).toList();
    terms = new double[termNames.size()];
    guard = new Guard(definition.model());
    clock = new RunClock(definition.model());
    parameters = new ParameterSet(store, guard);
  }

  /** Made when it is first needed: a constructor must not hand out an unfinished objective. */
  private ObjectiveFiles files() {
    if (files == null) {
      files = new ObjectiveFiles(this, definition, clock, parameters, hyperparameters);
    }
    return files;
  }

  // ---- registration, in the constructor of the generated class ----

  /** A scalar that users change between steps; checkpoints keep it. */
  protected final void hyperparameter(String name, DoubleSupplier get, DoubleConsumer set) {
    hyperparameters.put(name, new Hyperparameter(get, set));
  }

  /** Has so many batches make one step; all but the last one run {@link #runAccumulation}. */
  protected final void accumulates(int batches) {
    clock.batchesPerStep(batches);
  }

  /** Says that a schedule counts epochs. */
  protected final void countsEpochs() {
    clock.countsEpochs();
  }

  /** Adds a schedule that follows a metric; {@link #plateau} gives its factor by index. */
  protected final void followsMetric(
      double factor, long patience, double threshold, long cooldown) {
    clock.follow(new Plateau(factor, patience, threshold, cooldown));
  }

  @Override
  final void register(Input input) {
    inputs.add(new InputSpec(input.name(), input.dimensions(), input instanceof LabelInput));
  }

  // ---- what the generated class implements ----

  /** The record of a batch from arrays in the order of {@link #inputs}. */
  protected abstract B newBatch(INDArray[] values);

  /** Checks all inputs, then binds them and makes room in the buffers. */
  protected abstract void bind(B batch);

  /** Makes a step with all parameters. */
  protected void runStep() {
    runStep(active);
  }

  /** Makes a step with the parameters whose element is true, by index. */
  protected abstract void runStep(boolean[] active);

  /** Adds a gradient to what is accumulated; overridden where a step takes several batches. */
  protected void runAccumulation() {
    throw new IllegalStateException("A step takes one batch.");
  }

  /** Computes the terms in training mode. */
  protected abstract void runValue();

  /** Computes the terms in inference mode. */
  protected abstract void runEvaluation();

  /** Computes the terms and the gradient in training mode. */
  protected abstract void runGradient();

  /** Where {@code runGradient} has left the gradient of a parameter, by index. */
  protected abstract Memory gradient(int parameter);

  /** What a step does at the sizes of the batch that is bound. */
  protected abstract List<Pass> passes();

  /** The learning rate of step t, of the class's optimizer or else of the first parameter's. */
  protected abstract double learningRateAt(long t);

  /**
   * Adds what follows schedules in step t beside {@link #learningRateAt}, by name; overridden where
   * something does.
   */
  protected void scheduledAt(long t, Map<String, Double> values) {}

  // ---- what the generated class may use ----

  /**
   * Has the running averages start at the parameters, as long as no step was made and they were not
   * loaded: users may put other values in before the first step.
   */
  protected final void prepareAverages() {
    if (clock.batches() == 0 && !guard.isReadOnly()) {
      averages.forEach(
          (parameter, average) -> {
            if (!files().hasLoaded(average)) {
              average.copyFrom(parameter);
            }
          });
    }
  }

  /** The number t of the step under way: 0 for the first one. */
  protected final long stepIndex() {
    return clock.step();
  }

  /** What random draws depend on beside the seed: another number for each batch. */
  protected final long drawIndex() {
    return clock.batches();
  }

  /** The factor that a schedule that follows a metric has reached. */
  protected final double plateau(int index) {
    return clock.factor(index);
  }

  /**
   * Enters a method that computes; {@link #end} in a {@code finally} leaves it.
   *
   * @throws IllegalStateException if the objective is closed or another thread uses it
   */
  protected final void begin(String method) {
    guard.begin(method);
    BlasThreads.enter();
  }

  /** Enters a method that changes parameters; {@link #end} leaves it. */
  protected final void beginChange(String method) {
    guard.beginChange(method);
    BlasThreads.enter();
  }

  /** Leaves a method that computes. */
  protected final void end() {
    BlasThreads.exit();
    guard.end();
  }

  /** The memory of each parameter, in declared order. */
  protected final List<Memory> parameterMemory() {
    return store.parameters().stream().map(StoredTensor::memory).toList();
  }

  /** The optimizer's or solver's memory, by the names it was registered with. */
  protected final Map<String, Memory> slotMemory() {
    Map<String, Memory> slots = new LinkedHashMap<>();
    store.all().stream()
        .filter(it -> it.role() == StoredTensor.Role.SLOT)
        .forEach(it -> slots.put(it.name(), it.memory()));
    return slots;
  }

  /** The values of the terms that a {@code run} method has computed last, by name. */
  protected final Evaluation currentTerms() {
    return new Evaluation(termNames, terms.clone(), loss(), differentiablePart());
  }

  // ---- the objective ----

  @Override
  public final StepResult step(B batch) {
    return makeStep(batch, null);
  }

  @Override
  public final StepResult step(B batch, String... names) {
    if (names.length == 0) {
      throw new IllegalArgumentException(
          "A step for some parameters needs at least one name; step(batch) trains all of them.");
    }
    return makeStep(batch, names);
  }

  /** Refuses a step of an objective that is not made to be trained by steps. */
  protected void requireSteps() {}

  private StepResult makeStep(B batch, String[] names) {
    requireSteps();
    beginChange("step");
    try {
      if (active.length != store.parameters().size()) {
        active = new boolean[store.parameters().size()];
      }
      parameters.active(names, active);
      bindBatch(batch);
      long step = clock.step();
      double learningRate = learningRateAt(step);
      if (!clock.completesStep()) {
        runAccumulation();
      } else if (names == null && !parameters.anyFrozen()) {
        runStep();
      } else {
        runStep(active);
      }
      clock.advance();
      return new StepResult(
          termNames, terms.clone(), loss(), differentiablePart(), learningRate, step);
    } finally {
      end();
    }
  }

  @Override
  public final double value(B batch) {
    begin("value");
    try {
      bindBatch(batch);
      runValue();
      return loss();
    } finally {
      end();
    }
  }

  @Override
  public final Map<String, INDArray> gradient(B batch) {
    begin("gradient");
    try {
      bindBatch(batch);
      runGradient();
      Map<String, INDArray> gradients = new LinkedHashMap<>();
      List<StoredTensor> trained = store.parameters();
      for (int i = 0; i < trained.size(); i++) {
        gradients.put(trained.get(i).name(), gradient(i).toArray(trained.get(i).shape()));
      }
      return gradients;
    } finally {
      end();
    }
  }

  @Override
  public final Evaluation evaluate(B batch) {
    begin("evaluate");
    try {
      bindBatch(batch);
      runEvaluation();
      return currentTerms();
    } finally {
      end();
    }
  }

  @Override
  public final List<Pass> plan(B batch) {
    begin("plan");
    try {
      bindBatch(batch);
      return passes();
    } finally {
      end();
    }
  }

  /** Checks a batch and takes it. */
  protected final void bindBatch(B batch) {
    if (batch == null) {
      throw new IllegalArgumentException("The batch is null.");
    }
    clock.requireEpochs();
    bind(batch);
  }

  /** The total of what a {@code run} method has computed last. */
  private double loss() {
    double sum = 0;
    for (double term : terms) {
      sum += term;
    }
    return sum;
  }

  /** The part of what a {@code run} method has computed last whose gradient trains. */
  protected final double differentiablePart() {
    double sum = 0;
    for (int i = 0; i < terms.length; i++) {
      if (definition.terms().get(i).differentiable()) {
        sum += terms[i];
      }
    }
    return sum;
  }

  @Override
  public final Parameters parameters() {
    return parameters;
  }

  @Override
  public final Map<String, INDArray> states() {
    begin("states");
    try {
      Map<String, INDArray> states = new LinkedHashMap<>();
      for (StoredTensor state : store.states()) {
        states.put(state.name(), state.memory().toArray(state.shape()));
      }
      return states;
    } finally {
      end();
    }
  }

  @Override
  public final B batch(Map<String, INDArray> arrays) {
    INDArray[] values = new INDArray[inputs.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = arrays.get(inputs.get(i).name());
      if (values[i] == null) {
        throw new IllegalArgumentException(
            "Input \"" + inputs.get(i).name() + "\" is missing; the inputs are " + inputs + ".");
      }
    }
    if (arrays.size() != values.length) {
      Set<String> unknown = new LinkedHashSet<>(arrays.keySet());
      inputs.forEach(input -> unknown.remove(input.name()));
      throw new IllegalArgumentException(
          "There is no input " + unknown + "; the inputs are " + inputs + ".");
    }
    return newBatch(values);
  }

  @Override
  public final List<InputSpec> inputs() {
    return Collections.unmodifiableList(inputs);
  }

  @Override
  public final <T> T atAverage(Supplier<T> action) {
    exchangeAverages(true);
    try {
      return action.get();
    } finally {
      exchangeAverages(false);
    }
  }

  private void exchangeAverages(boolean begins) {
    if (begins) {
      guard.beginChange("atAverage");
    } else {
      guard.begin("atAverage");
    }
    try {
      if (averages.isEmpty()) {
        throw new IllegalStateException(
            definition.model()
                + " keeps no averages; put @Average.EMA or @Average.SWA on the class or on"
                + " parameters.");
      }
      if (begins) {
        prepareAverages();
      }
      averages.forEach(Memory::exchange);
      guard.readOnly(begins);
    } finally {
      guard.end();
    }
  }

  @Override
  public final long stepCount() {
    return clock.step();
  }

  @Override
  public final long batchCount() {
    return clock.batches();
  }

  @Override
  public final int batchesPerStep() {
    return clock.batchesPerStep();
  }

  @Override
  public final double learningRate() {
    clock.requireEpochs();
    return learningRateAt(clock.step());
  }

  @Override
  public final Map<String, Double> scheduled() {
    clock.requireEpochs();
    Map<String, Double> values = new LinkedHashMap<>();
    scheduledAt(clock.step(), values);
    return values;
  }

  @Override
  public final void totalSteps(long steps) {
    clock.totalSteps(steps);
  }

  @Override
  public final long totalSteps() {
    return clock.totalSteps();
  }

  @Override
  public final void stepsPerEpoch(double steps) {
    clock.stepsPerEpoch(steps);
  }

  @Override
  public final double stepsPerEpoch() {
    return clock.stepsPerEpoch();
  }

  @Override
  public final void observe(double metric) {
    guard.beginChange("observe");
    try {
      clock.observe(metric);
    } finally {
      guard.end();
    }
  }

  @Override
  public final void save(Path file) {
    begin("save");
    try {
      prepareAverages();
      files().save(file);
    } finally {
      end();
    }
  }

  @Override
  public final void load(Path file) {
    beginChange("load");
    try {
      files().load(file);
    } finally {
      end();
    }
  }

  @Override
  public final PartialLoad loadMatching(Path file) {
    beginChange("loadMatching");
    try {
      return files().loadMatching(file);
    } finally {
      end();
    }
  }

  @Override
  public final void saveCheckpoint(Path file, Map<String, String> notes) {
    beginChange("saveCheckpoint");
    try {
      prepareAverages();
      files().saveCheckpoint(file, notes);
    } finally {
      end();
    }
  }

  @Override
  public final Map<String, String> loadCheckpoint(Path file, Consumer<Map<String, String>> check) {
    return loadCheckpoint("loadCheckpoint", file, false, check).notes();
  }

  @Override
  public final PartialLoad loadCheckpointMatching(Path file) {
    return loadCheckpoint("loadCheckpointMatching", file, true, notes -> {});
  }

  private PartialLoad loadCheckpoint(
      String method, Path file, boolean matching, Consumer<Map<String, String>> check) {
    beginChange(method);
    try {
      return files().loadCheckpoint(file, matching, check);
    } finally {
      end();
    }
  }

  /** Gives the memory back; a subclass that adds to it calls this. Closing twice does no harm. */
  @Override
  public void close() {
    if (guard.close()) {
      super.close();
    }
  }
}
