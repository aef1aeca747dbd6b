package io.tikhonov.runtime;

import io.tikhonov.runtime.io.EventFile;
import io.tikhonov.runtime.io.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes a run to an event file while it goes on, for TensorBoard: {@code tensorboard --logdir
 * runs}.
 *
 * <pre>{@code
 * Trainer.of(objective).epochs(20).listener(TensorBoardListener.in(Path.of("runs/first"))).fit(train);
 * }</pre>
 *
 * <p>After each epoch it adds what the CSV file of a history has: {@code loss}, {@code term/...},
 * {@code validation}, {@code metric/...}, {@code learningRate}, {@code scheduled/...}, {@code
 * norm/...} and {@code zeros/...}, over the number of the epoch. {@link #everySteps} adds the loss
 * and the learning rate of single steps. A run that resumes writes another file into the same
 * folder, which TensorBoard shows as one curve.
 */
public final class TensorBoardListener implements TrainingListener {
  private static final Set<String> LEFT_OUT = Set.of("epoch", "steps");
  private static final AtomicInteger FILES = new AtomicInteger();
  private static final double MILLIS = 1000;

  private final Path folder;
  private long stepInterval;

  /** The file of this run; null until something is written. */
  private Path file;

  private TensorBoardListener(Path folder) {
    this.folder = folder;
  }

  /** A listener that writes to a folder, which is made if needed. */
  public static TensorBoardListener in(Path folder) {
    return new TensorBoardListener(folder);
  }

  /**
   * Also writes {@code step/loss}, {@code step/learningRate} and the terms of every so many steps,
   * over the number of the step.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public TensorBoardListener everySteps(long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException(
          "The number of steps between records must be at least 1, not " + steps + ".");
    }
    stepInterval = steps;
    return this;
  }

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  @Override
  public void epochEnded(TrainingHistory.Epoch epoch) {
    append(EventFile.scalars(now(), epoch.number(), scalars(epoch)));
  }

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  @Override
  public void stepEnded(StepResult result) {
    if (stepInterval > 0 && result.step() % stepInterval == 0) {
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("step/loss", result.loss());
      values.put("step/learningRate", result.learningRate());
      result.terms().forEach((name, value) -> values.put("step/" + name, value));
      append(EventFile.scalars(now(), result.step(), values));
    }
  }

  private void append(byte[] record) {
    try {
      if (file == null) {
        Files.createDirectories(folder);
        Path created = folder.resolve(newName());
        Files.write(created, EventFile.beginning(now()), StandardOpenOption.CREATE_NEW);
        file = created;
      }
      Files.write(file, record, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  /** Writes a history as if it had been listened to. */
  static void write(TrainingHistory history, Path folder) {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    records.writeBytes(EventFile.beginning(now()));
    history
        .epochs()
        .forEach(
            epoch -> records.writeBytes(EventFile.scalars(now(), epoch.number(), scalars(epoch))));
    try {
      Files.createDirectories(folder);
      WholeFile.write(
          folder.resolve(newName()),
          channel -> WholeFile.writeFully(channel, ByteBuffer.wrap(records.toByteArray())));
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  private static Map<String, Double> scalars(TrainingHistory.Epoch epoch) {
    Map<String, Double> values = new LinkedHashMap<>();
    HistoryFiles.columns(epoch)
        .forEach(
            (title, value) -> {
              if (!LEFT_OUT.contains(title)) {
                values.put(title.replaceFirst(" ", "/"), value);
              }
            });
    return values;
  }

  /**
   * TensorBoard wants {@code tfevents} in the name, and reads files in the order of their names.
   */
  private static String newName() {
    return "events.out.tfevents.%010d.tikhonov.%d.%d"
        .formatted(
            System.currentTimeMillis() / (long) MILLIS,
            ProcessHandle.current().pid(),
            FILES.getAndIncrement());
  }

  private static double now() {
    return System.currentTimeMillis() / MILLIS;
  }

  private static UncheckedIOException failed(Path folder, IOException e) {
    return new UncheckedIOException(
        "Cannot write events for TensorBoard to \"" + folder + "\": " + WholeFile.reason(e), e);
  }
}
