package io.tikhonov.runtime.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a checkpoint keeps beside tensors, in the metadata of its file.
 *
 * @param batches batches trained on
 * @param totalSteps length of the run, 0 if not known
 * @param stepsPerEpoch steps in an epoch, 0 if not known
 * @param plateaus what schedules that follow a metric have observed
 * @param seed of the random draws
 * @param hyperparameters by name
 * @param frozen names of the parameters that steps leave alone
 * @param notes of the caller
 */
record CheckpointData(
    long batches,
    long totalSteps,
    double stepsPerEpoch,
    List<Plateau.State> plateaus,
    long seed,
    Map<String, Double> hyperparameters,
    Set<String> frozen,
    Map<String, String> notes) {

  private static final String BATCHES = "batches";
  private static final String TOTAL_STEPS = "total_steps";
  private static final String STEPS_PER_EPOCH = "steps_per_epoch";
  private static final String PLATEAU = "plateau.";
  private static final String SEED = "seed";
  private static final String FINGERPRINT = "fingerprint";
  private static final String DECLARATION = "declaration";
  private static final String HYPERPARAMETER = "hyperparameter.";
  private static final String FROZEN = "frozen.";
  private static final String NOTE = "note.";

  private static final int SHOWN_DIFFERENCES = 6;

  Map<String, String> toMetadata(Definition definition) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FINGERPRINT, definition.fingerprint());
    metadata.put(DECLARATION, String.join("\n", definition.declaration()));
    metadata.put(BATCHES, Long.toString(batches));
    metadata.put(TOTAL_STEPS, Long.toString(totalSteps));
    metadata.put(STEPS_PER_EPOCH, Double.toString(stepsPerEpoch));
    for (int i = 0; i < plateaus.size(); i++) {
      metadata.put(PLATEAU + i, plateaus.get(i).text());
    }
    metadata.put(SEED, Long.toString(seed));
    hyperparameters.forEach((name, value) -> metadata.put(HYPERPARAMETER + name, value.toString()));
    frozen.forEach(name -> metadata.put(FROZEN + name, "true"));
    notes.forEach((name, text) -> metadata.put(NOTE + name, text));
    return metadata;
  }

  /**
   * Reads the metadata of a checkpoint.
   *
   * @param matching whether to take what fits of another declaration's
   * @throws IllegalArgumentException if it belongs to another declaration and must not, or lacks
   *     something
   */
  static CheckpointData of(
      Path file,
      Map<String, String> metadata,
      boolean matching,
      Definition definition,
      Set<String> parameters,
      Set<String> hyperparameters,
      int plateauCount) {
    if (!matching && !definition.fingerprint().equals(metadata.get(FINGERPRINT))) {
      throw ModelFiles.foreign(
          file,
          "it was written by another declaration"
              + shortened(differences(metadata, definition))
              + "\nloadCheckpointMatching takes what fits of it");
    }
    Map<String, Double> values = new LinkedHashMap<>();
    for (String name : hyperparameters) {
      if (matching && !metadata.containsKey(HYPERPARAMETER + name)) {
        continue;
      }
      values.put(name, number(file, metadata, HYPERPARAMETER + name));
    }
    Set<String> frozen = new LinkedHashSet<>();
    for (String name : parameters) {
      if (metadata.containsKey(FROZEN + name)) {
        frozen.add(name);
      }
    }
    Map<String, String> notes = new LinkedHashMap<>();
    metadata.forEach(
        (key, text) -> {
          if (key.startsWith(NOTE)) {
            notes.put(key.substring(NOTE.length()), text);
          }
        });
    long batches = wholeNumber(file, metadata, BATCHES);
    long totalSteps = wholeNumber(file, metadata, TOTAL_STEPS);
    double stepsPerEpoch = number(file, metadata, STEPS_PER_EPOCH);
    if (batches < 0 || totalSteps < 0 || !(stepsPerEpoch >= 0 && stepsPerEpoch < Long.MAX_VALUE)) {
      throw ModelFiles.foreign(file, "its step counts are no counts");
    }
    List<Plateau.State> plateaus = new ArrayList<>();
    boolean known = !matching || plateaus(metadata) == plateauCount;
    for (int i = 0; i < plateauCount && known; i++) {
      plateaus.add(plateau(file, metadata, PLATEAU + i));
    }
    return new CheckpointData(
        batches,
        totalSteps,
        stepsPerEpoch,
        plateaus,
        wholeNumber(file, metadata, SEED),
        values,
        frozen,
        notes);
  }

  private static Plateau.State plateau(Path file, Map<String, String> metadata, String key) {
    try {
      return Plateau.State.parse(metadata.getOrDefault(key, ""));
    } catch (IllegalArgumentException e) {
      throw ModelFiles.foreign(file, "its metadata \"" + key + "\" is damaged");
    }
  }

  private static long wholeNumber(Path file, Map<String, String> metadata, String key) {
    try {
      return Long.parseLong(metadata.getOrDefault(key, ""));
    } catch (NumberFormatException e) {
      throw ModelFiles.foreign(file, "its metadata \"" + key + "\" is no whole number");
    }
  }

  private static double number(Path file, Map<String, String> metadata, String key) {
    try {
      return Double.parseDouble(metadata.getOrDefault(key, ""));
    } catch (NumberFormatException e) {
      throw ModelFiles.foreign(file, "its metadata \"" + key + "\" is no number");
    }
  }

  private static int plateaus(Map<String, String> metadata) {
    int count = 0;
    while (metadata.containsKey(PLATEAU + count)) {
      count++;
    }
    return count;
  }

  /** The lines that only one of two declarations has; none if the file knows no declaration. */
  static List<String> differences(Map<String, String> metadata, Definition definition) {
    List<String> lines = new ArrayList<>();
    String saved = metadata.get(DECLARATION);
    if (saved == null || definition.fingerprint().equals(metadata.get(FINGERPRINT))) {
      return lines;
    }
    Set<String> savedLines = new LinkedHashSet<>(saved.lines().toList());
    Set<String> own = new LinkedHashSet<>(definition.declaration());
    for (String line : savedLines) {
      if (!own.contains(line)) {
        lines.add("in the file: " + ModelFiles.printable(line.strip()));
      }
    }
    for (String line : own) {
      if (!savedLines.contains(line)) {
        lines.add("declared now: " + line.strip());
      }
    }
    return lines;
  }

  private static String shortened(List<String> lines) {
    StringBuilder text = new StringBuilder(lines.isEmpty() ? "" : ":");
    lines.stream().limit(SHOWN_DIFFERENCES).forEach(line -> text.append("\n  ").append(line));
    if (lines.size() > SHOWN_DIFFERENCES) {
      text.append("\n  and ").append(lines.size() - SHOWN_DIFFERENCES).append(" more lines");
    }
    return text.toString();
  }
}
