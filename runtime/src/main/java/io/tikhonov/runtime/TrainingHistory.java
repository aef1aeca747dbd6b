package io.tikhonov.runtime;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What happened in the epochs of a run.
 *
 * @param epochs in order
 */
public record TrainingHistory(List<Epoch> epochs) {

  /** Copies the list. */
  public TrainingHistory {
    epochs = List.copyOf(epochs);
  }

  /**
   * One pass over the data, or a stretch of steps where the data are a single batch.
   *
   * @param number from 1, counted from the beginning of the run
   * @param steps made in this epoch
   * @param loss mean of the total over the epoch's rows, each batch at the parameters before its
   *     step
   * @param terms means of the terms, in declared order
   * @param validation the terms on the validation data after the epoch, if there are any
   * @param learningRate of the last step
   * @param seconds that the epoch took, validation included
   */
  public record Epoch(
      int number,
      long steps,
      double loss,
      Map<String, Double> terms,
      Optional<Evaluation> validation,
      double learningRate,
      double seconds) {

    /** The epoch in a line. */
    @Override
    public String toString() {
      StringBuilder line = new StringBuilder();
      line.append(String.format(Locale.ROOT, "epoch %d: loss %.6g", number, loss));
      if (terms.size() > 1) {
        terms.forEach((name, v) -> line.append(String.format(Locale.ROOT, ", %s %.4g", name, v)));
      }
      validation.ifPresent(
          v -> line.append(String.format(Locale.ROOT, "; validation %.6g", v.loss())));
      return line.append(
              String.format(Locale.ROOT, "; learning rate %.3g, %.2f s", learningRate, seconds))
          .toString();
    }
  }

  /**
   * The last epoch.
   *
   * @throws IllegalStateException if no step was made
   */
  public Epoch last() {
    if (epochs.isEmpty()) {
      throw new IllegalStateException("No step was made, so there is no last epoch.");
    }
    return epochs.get(epochs.size() - 1);
  }

  /** One line per epoch. */
  @Override
  public String toString() {
    return String.join("\n", epochs.stream().map(Epoch::toString).toList());
  }
}
