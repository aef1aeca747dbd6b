package io.tikhonov.runtime.data;

/** A column of the rows of a table. */
final class TableColumn {
  private final Table table;
  private final String name;
  private final TextColumn texts;
  private final int[] rows;

  TableColumn(Table table, String name, TextColumn texts, int[] rows) {
    this.table = table;
    this.name = name;
    this.texts = texts;
    this.rows = rows;
  }

  String name() {
    return name;
  }

  int size() {
    return rows.length;
  }

  /** The text, or null if the value is missing. */
  String get(int row) {
    String text = texts.get(rows[row]);
    return table.isMissing(text) ? null : text;
  }

  /** The number of a text, or NaN if it is none. */
  double parse(String text) {
    return Decimals.parse(text, table.decimalComma());
  }

  /**
   * The number in a row, or NaN if it is missing.
   *
   * @throws IllegalArgumentException if there is something else
   */
  double number(int row) {
    String text = get(row);
    if (text == null) {
      return Double.NaN;
    }
    double number = parse(text);
    if (Double.isNaN(number)) {
      throw problem(
          row,
          "\"%s\" is no number. %s"
              .formatted(Names.shortened(text), Decimals.advice(text, table.decimalComma())));
    } else if (Double.isInfinite(number)) {
      throw problem(row, "\"%s\" is too large a number.".formatted(text));
    }
    return number;
  }

  String advice(String text) {
    return Decimals.advice(text, table.decimalComma());
  }

  /** What stands in the field of a missing value. */
  String missingText(int row) {
    String text = texts.get(rows[row]);
    return text.isEmpty() ? "the field is empty" : "\"" + text + "\" stands for a missing value";
  }

  String where(int row) {
    return table.where(row, name);
  }

  IllegalArgumentException problem(int row, String what) {
    return new IllegalArgumentException(where(row) + ": " + what);
  }
}
