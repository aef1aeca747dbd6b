package io.tikhonov.runtime.data;

import java.nio.file.Path;
import java.util.Set;

/**
 * Where the rows of a table come from.
 *
 * @param file null if they come from no file
 * @param lines of the file, by row; null without a file
 * @param decimalComma whether numbers have decimal commas
 * @param missing the texts that stand for missing values
 */
record TableSource(Path file, LineNumbers lines, boolean decimalComma, Set<String> missing) {

  static TableSource ofRows() {
    return new TableSource(null, null, false, Table.MISSING);
  }

  String name() {
    return file == null ? "these rows" : "file \"" + file + "\"";
  }

  String where(int row) {
    return file == null ? "Row " + (row + 1) : "File \"" + file + "\", line " + lines.get(row);
  }
}
