package io.tikhonov.runtime.support;

import io.tikhonov.runtime.PartialLoad;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Writes an objective to files, and reads it from them. */
final class ObjectiveFiles {
  private final StatefulProgram program;
  private final Definition definition;
  private final RunClock clock;
  private final ParameterSet parameters;
  private final Map<String, GeneratedObjective.Hyperparameter> hyperparameters;

  /** The averages that came from a file. */
  private final Set<Memory> loadedAverages = Collections.newSetFromMap(new IdentityHashMap<>());

  ObjectiveFiles(
      StatefulProgram program,
      Definition definition,
      RunClock clock,
      ParameterSet parameters,
      Map<String, GeneratedObjective.Hyperparameter> hyperparameters) {
    this.program = program;
    this.definition = definition;
    this.clock = clock;
    this.parameters = parameters;
    this.hyperparameters = hyperparameters;
  }

  /** Whether an average came from a file, instead of following its parameter. */
  boolean hasLoaded(Memory average) {
    return loadedAverages.contains(average);
  }

  void save(Path file) {
    ModelFiles.save(file, ModelFiles.MODEL, definition.model(), Map.of(), program.store.model());
  }

  void load(Path file) {
    note(
        ModelFiles.load(
            file, new ModelFiles.Request(false, false), program.store.model(), metadata -> {}));
  }

  PartialLoad loadMatching(Path file) {
    List<String> differences = new ArrayList<>();
    ModelFiles.Fit fit =
        ModelFiles.load(
            file,
            new ModelFiles.Request(false, true),
            program.store.model(),
            metadata -> differences.addAll(CheckpointData.differences(metadata, definition)));
    note(fit);
    return report(fit, differences, Map.of());
  }

  /** Takes note of the averages that came from a file; the others follow their parameters. */
  private void note(ModelFiles.Fit fit) {
    Set<Memory> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    fit.taken().forEach(tensor -> taken.add(tensor.memory()));
    program.averages.forEach(
        (parameter, average) -> {
          if (taken.contains(average)) {
            loadedAverages.add(average);
          } else if (taken.contains(parameter)) {
            average.copyFrom(parameter);
          }
        });
  }

  private static PartialLoad report(
      ModelFiles.Fit fit, List<String> differences, Map<String, String> notes) {
    List<String> taken = fit.taken().stream().map(StoredTensor::name).toList();
    return new PartialLoad(taken, fit.kept(), fit.unused(), differences, notes);
  }

  void saveCheckpoint(Path file, Map<String, String> notes) {
    Map<String, Double> values = new LinkedHashMap<>();
    hyperparameters.forEach((name, value) -> values.put(name, value.get().getAsDouble()));
    CheckpointData data =
        new CheckpointData(
            clock.batches(),
            clock.totalSteps(),
            clock.stepsPerEpoch(),
            clock.observed(),
            program.seed(),
            values,
            parameters.frozen(),
            notes);
    ModelFiles.save(
        file,
        ModelFiles.CHECKPOINT,
        definition.model(),
        data.toMetadata(definition),
        program.store.all());
  }

  /**
   * Goes back to a checkpoint.
   *
   * @param matching whether to take what fits of another declaration's
   * @param check looks at the notes before anything is changed
   */
  PartialLoad loadCheckpoint(Path file, boolean matching, Consumer<Map<String, String>> check) {
    Set<String> names = new LinkedHashSet<>(parameters.names());
    CheckpointData[] read = new CheckpointData[1];
    List<String> differences = new ArrayList<>();
    ModelFiles.Fit fit =
        ModelFiles.load(
            file,
            new ModelFiles.Request(true, matching),
            program.store.all(),
            metadata -> {
              read[0] =
                  CheckpointData.of(
                      file,
                      metadata,
                      matching,
                      definition,
                      names,
                      hyperparameters.keySet(),
                      clock.observed().size());
              differences.addAll(CheckpointData.differences(metadata, definition));
              check.accept(read[0].notes());
            });
    CheckpointData data = read[0];
    clock.restore(data);
    if (!differences.isEmpty() || !fit.kept().isEmpty()) {
      clock.beginStep();
    }
    note(fit);
    program.seed(data.seed());
    parameters.restoreFrozen(data.frozen());
    data.hyperparameters().forEach((name, v) -> hyperparameters.get(name).set().accept(v));
    return report(fit, differences, data.notes());
  }
}
