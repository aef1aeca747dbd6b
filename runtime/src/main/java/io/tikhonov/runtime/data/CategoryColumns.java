package io.tikhonov.runtime.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Columns of categories. A missing value is refused unless {@link #or} says what stands in its
 * place; a category that the fitted table does not have is refused unless there is an {@linkplain
 * #withOther other} one.
 */
public final class CategoryColumns extends Columns {
  private static final int USUALLY_RARE = 2;

  private final List<String> columns;
  private final FittedCategory.Kind kind;
  private final Settings settings;

  /**
   * What is done with the texts.
   *
   * @param missing the category of missing values; null if they are refused
   * @param rare rows that a category has to have; 0 if there is no other one
   * @param order the categories, if they are given
   */
  record Settings(String missing, int rare, List<String> order) {
    static final Settings PLAIN = new Settings(null, 0, List.of());
  }

  private CategoryColumns(List<String> columns, FittedCategory.Kind kind, Settings settings) {
    this.columns = columns;
    this.kind = kind;
    this.settings = settings;
  }

  static CategoryColumns ofOneHot(List<String> columns) {
    return new CategoryColumns(some(columns), FittedCategory.Kind.ONE_HOT, Settings.PLAIN);
  }

  static CategoryColumns ofLabels(String column) {
    return new CategoryColumns(List.of(column), FittedCategory.Kind.LABELS, Settings.PLAIN);
  }

  /** The value that becomes 1 is the second category; the first one is found. */
  static CategoryColumns ofBinary(String column, String one) {
    return new CategoryColumns(
        List.of(column), FittedCategory.Kind.BINARY, new Settings(null, 0, List.of(one)));
  }

  static CategoryColumns of(String column, Settings settings) {
    return new CategoryColumns(List.of(column), FittedCategory.Kind.ONE_HOT, settings);
  }

  /** A missing value is this category, of its own or one of the others. */
  public CategoryColumns or(String category) {
    return with(new Settings(category.strip(), settings.rare(), settings.order()));
  }

  /** {@link #withOther(int)} for categories with a single row. */
  public CategoryColumns withOther() {
    return withOther(USUALLY_RARE);
  }

  /**
   * A category {@code other} for what the fitted table does not have, or only in few rows: from
   * those the model learns what an unknown category is like. It is there even if there are none.
   *
   * @param leastRows categories with fewer rows are others, too; at least 1
   */
  public CategoryColumns withOther(int leastRows) {
    if (kind == FittedCategory.Kind.BINARY) {
      throw new IllegalArgumentException("binary(...) has two values and no other one.");
    } else if (leastRows < 1) {
      throw new IllegalArgumentException("A category has at least 1 row, not " + leastRows + ".");
    }
    return with(new Settings(settings.missing(), leastRows, settings.order()));
  }

  /** The categories and their order, instead of those of the fitted table. */
  public CategoryColumns inOrder(String... categories) {
    if (kind == FittedCategory.Kind.BINARY) {
      throw new IllegalArgumentException("binary(...) has its order: 0 and 1.");
    }
    return with(new Settings(settings.missing(), settings.rare(), List.of(categories)));
  }

  private CategoryColumns with(Settings changed) {
    return new CategoryColumns(columns, kind, changed);
  }

  @Override
  Form form() {
    return switch (kind) {
      case ONE_HOT -> Form.MATRIX;
      case BINARY -> Form.VECTOR;
      case LABELS -> Form.LABELS;
    };
  }

  @Override
  List<String> named() {
    return columns;
  }

  @Override
  List<FittedColumn> fit(Table table, Set<String> taken) {
    return columns.stream().map(name -> fit(table.column(name))).toList();
  }

  private FittedColumn fit(TableColumn column) {
    Map<String, Integer> counts = new HashMap<>();
    for (int row = 0; row < column.size(); row++) {
      String text = column.get(row);
      if (text == null && settings.missing() == null) {
        throw FittedCategory.missing(column, row);
      }
      counts.merge(text == null ? settings.missing() : text, 1, Integer::sum);
    }
    List<String> categories =
        kind == FittedCategory.Kind.BINARY ? two(column, counts) : categories(counts);
    FittedCategory fitted =
        new FittedCategory(
            column.name(), kind, categories, settings.missing(), settings.rare() > 0);
    if (!settings.order().isEmpty()) {
      fitted.check(column); // what was declared must hold for these rows, too
    }
    return fitted;
  }

  private List<String> categories(Map<String, Integer> counts) {
    List<String> categories = new ArrayList<>(settings.order());
    if (categories.isEmpty()) {
      counts.forEach(
          (text, count) -> {
            if (count >= settings.rare()
                && !(settings.rare() > 0 && text.equals(FittedCategory.OTHER))) {
              categories.add(text);
            }
          });
      categories.sort(order(categories));
    }
    if (settings.missing() != null && !categories.contains(settings.missing())) {
      categories.add(settings.missing());
    }
    if (settings.rare() > 0 && !categories.contains(FittedCategory.OTHER)) {
      categories.add(FittedCategory.OTHER);
    }
    return categories;
  }

  private static Comparator<String> order(List<String> categories) {
    boolean numbers =
        categories.stream().noneMatch(text -> Double.isNaN(Decimals.parse(text, false)));
    Comparator<String> byText = Comparator.naturalOrder();
    return numbers
        ? Comparator.<String>comparingDouble(Double::parseDouble).thenComparing(byText)
        : byText;
  }

  private List<String> two(TableColumn column, Map<String, Integer> counts) {
    String one = settings.order().get(0);
    List<String> all = counts.keySet().stream().sorted().toList();
    if (all.size() != 2 || !all.contains(one)) {
      throw new IllegalArgumentException(
          "Column \"%s\" must have two values, \"%s\" and another one, and has %s. Take more than two by labels(...) or oneHot(...)."
              .formatted(column.name(), one, Names.list(all)));
    }
    return List.of(all.get(all.get(0).equals(one) ? 1 : 0), one);
  }
}
