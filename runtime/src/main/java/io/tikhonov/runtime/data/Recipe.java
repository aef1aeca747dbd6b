package io.tikhonov.runtime.data;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a table becomes the inputs of a model.
 *
 * <pre>{@code
 * Table.Split flowers = CsvFile.read(Path.of("flowers.csv")).stratifiedSplit("species", 7, 0.8);
 * FittedRecipe recipe =
 *     Recipe.of("x", others().standardized(), "y", labels("species")).fit(flowers.train());
 * Dataset train = recipe.dataset(flowers.train());
 * Dataset test = recipe.dataset(flowers.test());
 * }</pre>
 *
 * <p>Fit it to the training part alone: what a model sees of the test part makes it look better
 * than it is. A recipe is not changed; its methods return others.
 */
public final class Recipe {
  private final Map<String, Columns> inputs;
  private final boolean doubles;

  private Recipe(Map<String, Columns> inputs, boolean doubles) {
    this.inputs = inputs;
    this.doubles = doubles;
  }

  /**
   * A recipe with one input.
   *
   * @param input its name in the model
   * @param columns what it is made of
   */
  public static Recipe of(String input, Columns columns) {
    return new Recipe(Map.of(), false).with(input, columns);
  }

  /** A recipe with two inputs, such as features and a target. */
  public static Recipe of(String input1, Columns columns1, String input2, Columns columns2) {
    return of(input1, columns1).with(input2, columns2);
  }

  /** This recipe and another input. */
  public Recipe with(String input, Columns columns) {
    Map<String, Columns> more = new LinkedHashMap<>(inputs);
    if (more.putIfAbsent(input, columns) != null) {
      throw new IllegalArgumentException("There are two inputs \"" + input + "\".");
    }
    long others = more.values().stream().mapToLong(Recipe::others).sum();
    if (others > 1) {
      throw new IllegalArgumentException(
          "others() stands for all columns that are not named, so it can stand only once.");
    }
    return new Recipe(more, doubles);
  }

  private static long others(Columns columns) {
    if (columns instanceof JoinedColumns joined) {
      return joined.countOthers();
    }
    return columns instanceof OtherColumns ? 1 : 0;
  }

  /** Makes arrays of doubles, for models in double precision, instead of floats. */
  public Recipe inDoubles() {
    return new Recipe(inputs, true);
  }

  /**
   * Learns from a table: categories, means, deviations, what stands for missing values.
   *
   * @throws IllegalArgumentException if a column is missing or has a value that does not suit; the
   *     message names the file, the line and the column
   */
  public FittedRecipe fit(Table table) {
    Set<String> taken = new HashSet<>();
    inputs.values().forEach(columns -> taken.addAll(columns.named()));
    table.require(taken);
    Map<String, FittedInput> fitted = new LinkedHashMap<>();
    inputs.forEach(
        (name, columns) -> {
          List<FittedColumn> parts = columns.fit(table, taken);
          fitted.put(name, new FittedInput(name, columns.form(), parts));
        });
    return new FittedRecipe(fitted, doubles);
  }
}
