package io.tikhonov.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@link Trainer#fit(Dataset)}. */
final class TrainingRun<B extends Record> {
  /** The name by which epochs are compared unless a metric is named. */
  static final String LOSS = "loss";

  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  /** Entries in the history of a long run whose data are a single batch. */
  private static final int STRETCHES = 100;

  private final Trainer<B> settings;
  private final Objective<B> objective;
  private final Batches batches;
  private final Batches validationBatches;
  private final IdentityHashMap<Map<String, INDArray>, B> records = new IdentityHashMap<>();
  private final int perStep;

  /** The batches of the run. */
  private final long planned;

  private final CheckpointFolder folder;
  private final Monitor monitor;
  private EndedEpochs history = new EndedEpochs();
  private Means means = new Means();

  /** The parameters of the best epoch, if they are kept for {@code earlyStopping}. */
  private Path best;

  /** Whether a run that goes on from what there is now ends with the bits of a whole one. */
  private boolean resumable = true;

  TrainingRun(Trainer<B> settings, Dataset data) {
    this.settings = settings;
    objective = settings.objective;
    batches = data.batches(settings.batchSize);
    perStep = objective.batchesPerStep();
    planned =
        settings.steps > 0
            ? Math.multiplyExact(settings.steps, perStep)
            : Math.multiplyExact((long) batches.countAll(), (long) settings.epochs);
    validationBatches =
        settings.validation == null ? null : settings.validation.batches(settings.batchSize);
    checkMetrics();
    monitor = new Monitor(settings.higherIsBetter, settings.patience, settings.minimumImprovement);
    folder = settings.checkpoints == null ? null : CheckpointFolder.open(settings.checkpoints);
  }

  private void checkMetrics() {
    if (!settings.metrics.isEmpty() && validationBatches == null) {
      throw new IllegalStateException(
          "Metrics are computed on validation data: call validation(data) before fit.");
    }
    boolean known =
        settings.monitored.equals(LOSS)
            || settings.metrics.stream().anyMatch(it -> it.name().equals(settings.monitored));
    if (!known) {
      throw new IllegalStateException(
          "There is no metric \"" + settings.monitored + "\" to monitor; add it with metric(...).");
    }
  }

  private B record(Batches from, int batch) {
    Map<String, INDArray> arrays = from.get(batch);
    return from.isReused()
        ? records.computeIfAbsent(arrays, objective::batch)
        : objective.batch(arrays);
  }

  TrainingHistory train() {
    try (batches;
        validationBatches) {
      record(batches, 0);
      if (validationBatches != null) {
        record(validationBatches, 0);
      }
      return run();
    }
  }

  /**
   * Batches to an epoch, as far as that matters for a turn: in the first epoch of a stream of
   * unknown length there is no end to be seen.
   */
  private long perEpoch(long turn) {
    boolean unseen = batches.count() == Batches.UNKNOWN && (turn >= planned || batches.has(turn));
    return unseen ? Long.MAX_VALUE : batches.count();
  }

  /** Batches to an entry in the history. */
  private long period(long turn) {
    long perEpoch = perEpoch(turn);
    return perEpoch > 1 || settings.steps == 0 ? perEpoch : Math.max(1, planned / STRETCHES);
  }

  private TrainingHistory run() {
    long start = start();
    objective.totalSteps((planned + (settings.resumed ? 0 : start)) / perStep);
    objective.stepsPerEpoch(Math.max(0, (double) batches.count() / perStep));
    long first = settings.resumed ? start : 0;
    LOG.debug("Training {} batches of {}, from batch {}", planned, batches.count(), first);
    Consumer<String> out = System.err::println;
    try (Interruption interruption = new Interruption();
        Progress shown = Progress.of(settings.progress, Math.max(1, planned - first), out)) {
      if (settings.patience > 0) {
        best = Files.createTempFile("tikhonov-best", ".safetensors");
      }
      loop(first, shown, interruption);
    } catch (IOException e) {
      throw new UncheckedIOException("No temporary file for the best epoch: " + e, e);
    } finally {
      deleteBest();
    }
    return new TrainingHistory(history.list());
  }

  private void deleteBest() {
    if (best != null) {
      try {
        Files.deleteIfExists(best);
      } catch (IOException e) {
        LOG.warn("The temporary file {} could not be deleted", best, e);
      }
    }
  }

  /** Reads the last checkpoint if the run goes on; the batches that were trained on before. */
  private long start() {
    if (settings.resumed && folder != null) {
      Path file = folder.load(this::resume);
      if (file != null) {
        LOG.info("Resumed from {} after {} steps", file, objective.stepCount());
      }
    }
    return objective.batchCount();
  }

  private void resume(Path file) {
    RunNotes[] read = new RunNotes[1];
    objective.loadCheckpoint(file, notes -> read[0] = RunNotes.of(file, notes));
    if (read[0] != null) {
      history = read[0].epochs();
      means = read[0].means();
      monitor.restore(read[0].monitor());
    }
  }

  /** Goes through the batches; what went well until a fault is kept. */
  private void loop(long first, Progress shown, Interruption interruption) {
    try {
      train(first, shown, interruption);
    } catch (RuntimeException fault) {
      fault.addSuppressed(keep());
      throw fault;
    }
    if (monitor.isEnough() && monitor.hasBest()) {
      LOG.info("No improvement on {} for {} epochs", monitor.best(), settings.patience);
      restoreBest();
    }
  }

  private void train(long first, Progress shown, Interruption interruption) {
    boolean enough = settings.resumed && resumesAtTheEnd(first, shown);
    for (long turn = first; turn < planned && !enough; turn++) {
      long perEpoch = perEpoch(turn);
      int batch = (int) (turn % perEpoch);
      if (batch == 0 || turn == first) {
        begin(turn / perEpoch);
      }
      // How long an epoch of a stream is shows only after its last batch.
      boolean mayEnd = batches.count() == Batches.UNKNOWN || endsEpoch(turn + 1);
      if (mayEnd) {
        means.scheduled(objective.scheduled());
      }
      StepResult result = step(batch);
      boolean epochEnds = endsEpoch(turn + 1);
      shown.stepEnded(result);
      settings.listeners.forEach(listener -> listener.stepEnded(result));
      if (epochEnds) {
        enough = endEpoch(turn + 1, first, shown);
      }
      boolean stops = interruption.isRequested();
      boolean due = settings.checkpointSteps > 0 && (turn + 1) % settings.checkpointSteps == 0;
      if (folder != null && (epochEnds || due || stops)) {
        if (!epochEnds) {
          // The loss shows a wrong parameter only in the next step.
          Divergence.requireNumbers(objective);
        }
        save();
      }
      if (stops) {
        LOG.info("Stopped after {} steps", objective.stepCount());
        return;
      }
    }
  }

  private boolean endsEpoch(long turns) {
    return turns % period(turns) == 0 || turns == planned;
  }

  /** Makes up for the end of an epoch that failed; true if the run was at its end already. */
  private boolean resumesAtTheEnd(long turns, Progress shown) {
    if (turns > 0 && endsEpoch(turns) && !means.isEmpty()) {
      boolean enough = endEpoch(turns, turns, shown);
      if (folder != null) {
        save();
      }
      return enough;
    }
    List<TrainingHistory.Epoch> ended = history.list();
    boolean between = means.isEmpty() && !ended.isEmpty();
    return monitor.isEnough() || (between && settings.stop.test(ended.get(ended.size() - 1)));
  }

  private void save() {
    resumable = false;
    Map<String, String> notes = new RunNotes(history, means, monitor.state()).toNotes();
    folder.save(file -> objective.saveCheckpoint(file, notes));
    resumable = true;
  }

  /** Saves what there is after a fault, if it is in order, and says where. */
  private RunEnded keep() {
    int ended = history.list().size();
    String epoch =
        means.isEmpty() && ended > 0 ? "after epoch " + ended : "in epoch " + (ended + 1);
    String place = "Training ended " + epoch + ", after " + objective.stepCount() + " steps";
    if (folder == null) {
      return new RunEnded(place + "; without checkpoints(folder) only the objective keeps them.");
    }
    if (resumable) {
      try {
        Divergence.requireNumbers(objective);
        save();
        return new RunEnded(
            place + "; " + folder.last() + " has all of them, and resume() goes on from there.");
      } catch (RuntimeException e) {
        LOG.debug("No checkpoint after a fault", e);
      }
    }
    return new RunEnded(
        place + "; resume() goes on from the last checkpoint in " + folder.last() + ".");
  }

  private void begin(long epoch) {
    if (settings.shuffled) {
      batches.shuffle(settings.seed, epoch);
    } else {
      batches.inOrder(epoch);
    }
  }

  private void restoreBest() {
    if (folder != null) {
      objective.load(folder.best());
    } else {
      objective.load(best);
    }
  }

  private StepResult step(int batch) {
    B record = record(batches, batch);
    StepEvent event = new StepEvent();
    event.begin();
    resumable = false;
    StepResult result;
    try {
      result = objective.step(record);
    } catch (IllegalArgumentException e) {
      resumable = true; // wrong input is refused before anything is changed
      throw e;
    }
    if (event.shouldCommit()) {
      event.step = result.step();
      event.loss = result.loss();
      event.learningRate = result.learningRate();
      event.commit();
    }
    if (!Double.isFinite(result.loss())) {
      throw new ArithmeticException(Divergence.describe(objective, result));
    }
    means.add(result, batches.rows(batch));
    resumable = true;
    return result;
  }

  /**
   * Ends an epoch.
   *
   * @param turns the batches of the run until now
   * @param first how many of them came before this call of {@code fit}
   * @return whether the run ends with it
   */
  private boolean endEpoch(long turns, long first, Progress shown) {
    Divergence.requireNumbers(objective);
    TrainingHistory.Epoch epoch = endedEpoch((int) ((turns - 1) / period(turns)) + 1);
    shown.epochEnded(epoch, turns - first);
    settings.listeners.forEach(listener -> listener.epochEnded(epoch));
    return settings.stop.test(epoch) || monitor.isEnough();
  }

  private TrainingHistory.Epoch endedEpoch(int number) {
    Map<String, Double> values = new LinkedHashMap<>();
    Optional<Evaluation> validation =
        validationBatches == null
            ? Optional.empty()
            : Optional.of(
                settings.validatesAverage
                    ? objective.atAverage(() -> validate(values))
                    : validate(values));
    TrainingHistory.Epoch epoch =
        means.epoch(
            number,
            validation,
            values,
            TrainingHistory.ParameterSummary.of(objective.parameters()));
    resumable = false;
    history.add(epoch);
    means = new Means();
    double loss = validation.map(Evaluation::loss).orElse(epoch.loss());
    objective.observe(loss);
    boolean improved =
        monitor.improves(settings.monitored.equals(LOSS) ? loss : values.get(settings.monitored));
    if (improved && folder != null) {
      objective.save(folder.best());
    } else if (improved && best != null) {
      objective.save(best);
    }
    resumable = true;
    LOG.debug("{}", epoch);
    return epoch;
  }

  private Evaluation validate(Map<String, Double> values) {
    Means sums = new Means();
    List<TrainerMetric<B>.Rows> rows = settings.metrics.stream().map(TrainerMetric::start).toList();
    for (int batch = 0; validationBatches.has(batch); batch++) {
      B record = record(validationBatches, batch);
      sums.add(objective.evaluate(record), validationBatches.rows(batch));
      rows.forEach(it -> it.add(record));
    }
    for (int i = 0; i < rows.size(); i++) {
      values.put(settings.metrics.get(i).name(), rows.get(i).value());
    }
    return sums.evaluation();
  }
}
