package io.tikhonov.runtime.data;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Tables in CSV files, also compressed by gzip.
 *
 * <pre>{@code
 * Table table = CsvFile.read(Path.of("flowers.csv"));
 * System.out.println(table.describe());
 * }</pre>
 *
 * <p>Fields may be quoted, {@code "such as ""this"", or with separators and line ends in it"}.
 * Spaces around a field do not count. Lines end as on Windows or elsewhere; empty lines are
 * skipped; a byte order mark is understood. The text is UTF-8, the separator a comma, semicolon,
 * tab or vertical bar, whichever gives all lines the same number of fields. The first line has the
 * names of the columns if it looks like that: none of its fields is a number, or one of them stands
 * above numbers. {@link #format} says what cannot be seen, or is seen wrongly. Source: RFC 4180.
 */
public final class CsvFile {

  private CsvFile() {}

  /**
   * Reads a file.
   *
   * @throws java.nio.file.NoSuchFileException if the file does not exist
   * @throws DataFileException if it is no table; the message names the line
   * @throws IOException if it cannot be read
   */
  public static Table read(Path file) throws IOException {
    return format().read(file);
  }

  /** How files are written that are not as {@link #read} takes them to be. */
  public static CsvFormat format() {
    return CsvFormat.DEFAULT;
  }
}
