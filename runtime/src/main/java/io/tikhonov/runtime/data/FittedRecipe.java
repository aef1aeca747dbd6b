package io.tikhonov.runtime.data;

import io.tikhonov.runtime.Dataset;
import io.tikhonov.runtime.Objective;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A recipe that knows everything it needs to make the inputs of a model from other rows of the same
 * kind. It is kept with the model:
 *
 * <pre>{@code
 * recipe.saveWith(objective, Path.of("flowers.safetensors"));
 * ...
 * FittedRecipe recipe = FittedRecipe.load(Path.of("flowers.safetensors"));
 * objective.load(Path.of("flowers.safetensors"));
 * INDArray scores = objective.logits(recipe.array("x", row)); // row is a Map of column to value
 * List<String> species = recipe.predicted("y", scores);
 * }</pre>
 *
 * <p>It is immutable and can be used by several threads.
 */
public final class FittedRecipe {
  private final Map<String, FittedInput> inputs;
  private final boolean doubles;

  FittedRecipe(Map<String, FittedInput> inputs, boolean doubles) {
    this.inputs = inputs;
    this.doubles = doubles;
  }

  Map<String, FittedInput> inputs() {
    return inputs;
  }

  boolean doubles() {
    return doubles;
  }

  private FittedInput input(String name) {
    FittedInput input = inputs.get(name);
    if (input == null) {
      throw new IllegalArgumentException(
          "There is no input \"%s\" in the recipe; %s"
              .formatted(name, Names.known("inputs", List.copyOf(inputs.keySet()), name)));
    }
    return input;
  }

  // Data

  /**
   * All inputs of all rows.
   *
   * @throws IllegalArgumentException if a column is missing or has a value that does not suit; the
   *     message names the file, the line and the column
   */
  public Dataset dataset(Table table) {
    return Dataset.of(batch(table));
  }

  /** All inputs of the rows by name, as one batch of {@link Dataset#streamed}. */
  public Map<String, INDArray> batch(Table table) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    inputs.forEach((name, input) -> arrays.put(name, input.array(table, doubles)));
    return arrays;
  }

  /** One input of the rows; columns of others, such as that of a target, need not be there. */
  public INDArray array(String input, Table table) {
    return input(input).array(table, doubles);
  }

  /**
   * One input of a single row, as a batch of one.
   *
   * @param row numbers, booleans or texts by column; null for a missing value. More columns than
   *     needed do no harm.
   */
  public INDArray array(String input, Map<String, ?> row) {
    return array(input, Table.of(List.of(row)));
  }

  // What the numbers mean

  /** The columns that an input has: the size of a dimension of the model. */
  public int width(String input) {
    return names(input).size();
  }

  /**
   * What stands in each column of an input: {@code area}, {@code area missing}, {@code city=Rome}.
   */
  public List<String> names(String input) {
    return input(input).names();
  }

  /** The classes of labels, by number. */
  public List<String> classes(String input) {
    return input(input).category().categories();
  }

  /**
   * The class with the largest score, the first one of several, for each row.
   *
   * @param input the labels
   * @param scores (rows, classes): logits or probabilities
   */
  public List<String> predicted(String input, INDArray scores) {
    List<String> classes = classes(input);
    if (scores.rank() != 2 || scores.size(1) != classes.size()) {
      throw new IllegalArgumentException(
          "Scores of the classes of \"%s\" have the shape [rows, %d], not %s."
              .formatted(input, classes.size(), java.util.Arrays.toString(scores.shape())));
    }
    List<String> predicted = new ArrayList<>();
    for (double[] row : scores.castTo(DataType.DOUBLE).toDoubleMatrix()) {
      int best = 0;
      for (int i = 1; i < row.length; i++) {
        best = row[i] > row[best] ? i : best;
      }
      predicted.add(classes.get(best));
    }
    return predicted;
  }

  /**
   * Predictions of a standardized target in the units of the table: value · deviation + mean.
   *
   * @param input made by {@code number(...)}
   * @return doubles of the same shape
   */
  public INDArray original(String input, INDArray predictions) {
    FittedNumber number = input(input).number();
    INDArray values = predictions.castTo(DataType.DOUBLE).dup('c');
    for (long i = 0; i < values.length(); i++) {
      values.putScalar(i, number.original(values.getDouble(i)));
    }
    return values;
  }

  // Files

  /**
   * Writes the recipe to a file of its own, as JSON.
   *
   * @throws IOException if it cannot be written; then an old file is unchanged
   */
  public void save(Path file) throws IOException {
    RecipeFiles.save(this, file);
  }

  /**
   * Writes the model and the recipe to one file, as {@link Objective#save} does: {@link
   * Objective#load} reads the model from it, {@link #load} the recipe.
   *
   * @throws IOException if it cannot be written; then an old file is unchanged
   */
  public void saveWith(Objective<?> objective, Path file) throws IOException {
    RecipeFiles.saveWith(this, objective, file);
  }

  /**
   * Reads a recipe from a file of its own, or from that of a model.
   *
   * @throws java.nio.file.NoSuchFileException if the file does not exist
   * @throws IOException if it cannot be read, is damaged or has no recipe
   */
  public static FittedRecipe load(Path file) throws IOException {
    return RecipeFiles.load(file);
  }

  /** What becomes of each column, in words. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    for (FittedInput input : inputs.values()) {
      lines.add(
          switch (input.form()) {
            case MATRIX -> "%s (rows, %d)".formatted(input.name(), input.names().size());
            case VECTOR -> input.name() + " (rows)";
            case LABELS -> input.name() + " (rows) of labels";
          });
      for (FittedColumn column : input.columns()) {
        lines.add("  " + column.column() + ": " + column.describe());
      }
    }
    return String.join("\n", lines);
  }
}
