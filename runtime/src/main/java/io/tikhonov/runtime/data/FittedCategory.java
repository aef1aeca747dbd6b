package io.tikhonov.runtime.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The number of a category, or a column for each of them. */
final class FittedCategory extends FittedColumn {
  /** The category of what is not known. */
  static final String OTHER = "other";

  /** What becomes of a category. */
  enum Kind {
    ONE_HOT,
    LABELS,
    BINARY
  }

  private final Kind kind;
  private final List<String> categories;
  private final Map<String, Integer> index = new HashMap<>();
  private final String missing;
  private final boolean other;

  /**
   * A column.
   *
   * @param missing the category of missing values; null if there must be none
   * @param other whether what is not known is {@link #OTHER}
   */
  FittedCategory(String column, Kind kind, List<String> categories, String missing, boolean other) {
    super(column);
    this.kind = kind;
    this.categories = List.copyOf(categories);
    this.missing = missing;
    this.other = other;
    for (String category : categories) {
      if (index.putIfAbsent(category, index.size()) != null) {
        throw new IllegalArgumentException(
            "Column \"%s\" has the category \"%s\" twice.".formatted(column, category));
      }
    }
  }

  static IllegalArgumentException missing(TableColumn column, int row) {
    return column.problem(
        row,
        "the category is missing (%s). Make it a category, .or(\"unknown\"), or leave such rows out, table.withoutMissing(\"%s\"). Other texts for missing values are given by CsvFile.format().missing(...)."
            .formatted(column.missingText(row), column.name()));
  }

  List<String> categories() {
    return categories;
  }

  @Override
  List<String> names() {
    return kind == Kind.ONE_HOT
        ? categories.stream().map(category -> column() + "=" + category).toList()
        : List.of(column());
  }

  @Override
  void apply(TableColumn source, Target target, int first) {
    for (int row = 0; row < source.size(); row++) {
      int category = category(source, row);
      if (kind != Kind.ONE_HOT) {
        target.put(row, first, category);
      } else {
        target.put(row, first + category, 1);
      }
    }
  }

  /** Makes sure that all rows have categories that are known. */
  void check(TableColumn source) {
    for (int row = 0; row < source.size(); row++) {
      category(source, row);
    }
  }

  private int category(TableColumn source, int row) {
    String text = source.get(row);
    if (text == null && missing == null) {
      throw missing(source, row);
    }
    Integer found = index.get(text == null ? missing : text);
    if (found == null && other) {
      found = index.get(OTHER);
    }
    if (found == null) {
      throw source.problem(
          row,
          "\"%s\" is none of the categories that the recipe knows: %s.%s"
              .formatted(
                  Names.shortened(text),
                  Names.list(categories),
                  kind == Kind.BINARY
                      ? ""
                      : " To allow for unknown ones, fit it .withOther() to the training data."));
    }
    return found;
  }

  @Override
  JsonObject save() {
    JsonArray names = new JsonArray();
    categories.forEach(names::add);
    JsonObject object = new JsonObject();
    object.addProperty("column", column());
    object.addProperty("kind", kind.name());
    object.add("categories", names);
    if (missing != null) {
      object.addProperty("missing", missing);
    }
    object.addProperty("other", other);
    return object;
  }

  @Override
  String describe() {
    String what =
        switch (kind) {
          case ONE_HOT -> "a column each for ";
          case LABELS -> "labels from 0 for ";
          case BINARY -> "0 and 1 for ";
        };
    return what
        + Names.list(categories)
        + (missing == null ? "" : "; \"" + missing + "\" if missing")
        + (other ? "; \"" + OTHER + "\" if unknown" : "");
  }
}
