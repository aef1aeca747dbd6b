package io.tikhonov.runtime;

import io.tikhonov.runtime.page.Page;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

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
   * @param metrics the trainer's metrics on the validation data, by name
   * @param parameters the size and sparsity of each parameter after the epoch, by name
   * @param learningRate of the last step
   * @param scheduled what else followed schedules in the last step, by name; see {@link
   *     Objective#scheduled}
   * @param seconds that the epoch took, validation included
   */
  public record Epoch(
      int number,
      long steps,
      double loss,
      Map<String, Double> terms,
      Optional<Evaluation> validation,
      Map<String, Double> metrics,
      Map<String, ParameterSummary> parameters,
      double learningRate,
      Map<String, Double> scheduled,
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
      metrics.forEach((name, v) -> line.append(String.format(Locale.ROOT, ", %s %.4g", name, v)));
      return line.append(
              String.format(Locale.ROOT, "; learning rate %.3g, %.2f s", learningRate, seconds))
          .toString();
    }
  }

  /**
   * What can be said of a parameter in two numbers.
   *
   * @param norm its Euclidean norm
   * @param zeros the share of its elements that are exactly 0
   */
  public record ParameterSummary(double norm, double zeros) {

    /** The summaries of all parameters, by name. */
    static Map<String, ParameterSummary> of(Parameters parameters) {
      Map<String, ParameterSummary> summaries = new LinkedHashMap<>();
      for (String name : parameters.names()) {
        INDArray values = parameters.get(name);
        double norm = values.norm2Number().doubleValue();
        double zeros = 1 - values.neq(0).castTo(values.dataType()).meanNumber().doubleValue();
        summaries.put(name, new ParameterSummary(norm, zeros));
      }
      return summaries;
    }
  }

  /**
   * Writes one line for each epoch, with a header: comma-separated values as spreadsheets read
   * them.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writeCsv(Path file) {
    Page.write(file, HistoryFiles.csv(this));
  }

  /**
   * Writes a list of epochs as JSON, with everything that is known about them.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writeJson(Path file) {
    Page.write(file, HistoryFiles.json(this));
  }

  /**
   * Writes a page with the curves of the run, which needs nothing but itself: the loss and each
   * term, validation, metrics, learning rate and schedules, norms and sparsity of the parameters.
   *
   * @param title what the page is about, such as the name of the model
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writeHtml(Path file, String title) {
    Page.write(file, new HistoryPage(this, title, "").html());
  }

  /**
   * {@link #writeHtml(Path, String)} with a link to the report of the objective.
   *
   * @param report the page that the compiler wrote beside the generated class, such as {@code
   *     DigitClassifierObjective.html}
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writeHtml(Path file, String title, Path report) {
    Page.write(file, new HistoryPage(this, title, ReportLink.from(file, report)).html());
  }

  /**
   * {@link #writeHtml(Path, String)} with the name of the model as title, and a link to the report
   * of the objective where it lies as Maven, Gradle and javac leave it.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writeHtml(Path file, Objective<?> objective) {
    String title = ReportLink.model(objective.getClass());
    Path report = ReportLink.find(objective.getClass());
    if (report == null) {
      writeHtml(file, title);
    } else {
      writeHtml(file, title, report);
    }
  }

  /**
   * Writes an event file for TensorBoard into a folder, which is made if needed. {@link
   * TensorBoardListener} does so while a run goes on.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writeTensorBoard(Path folder) {
    TensorBoardListener.write(this, folder);
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
