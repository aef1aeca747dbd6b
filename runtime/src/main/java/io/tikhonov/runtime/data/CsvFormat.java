package io.tikhonov.runtime.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * How a CSV file is written.
 *
 * <pre>{@code
 * Table table = CsvFile.format().separator(';').decimalComma().read(Path.of("prices.csv"));
 * }</pre>
 *
 * <p>Formats are not changed: every method returns another one.
 */
public final class CsvFormat {

  /** Nothing is said, everything looked at. */
  static final CsvFormat DEFAULT =
      new CsvFormat(new Settings(null, null, List.of(), null, 0, false, Table.MISSING));

  private final Settings settings;

  /**
   * What was said.
   *
   * @param separator null if it is to be found
   * @param charset null for UTF-8, or what the byte order mark says
   * @param columns their names, if they are given
   * @param header whether the first line has names; null if it is to be seen
   * @param skipped lines before anything else
   */
  record Settings(
      Character separator,
      Charset charset,
      List<String> columns,
      Boolean header,
      int skipped,
      boolean decimalComma,
      Set<String> missing) {}

  private CsvFormat(Settings settings) {
    this.settings = settings;
  }

  /** The character between fields. */
  public CsvFormat separator(char separator) {
    if (separator == '"' || separator == '\n' || separator == '\r') {
      throw new IllegalArgumentException("Fields cannot be separated by quotes or line ends.");
    }
    return with(
        new Settings(
            separator,
            settings.charset,
            settings.columns,
            settings.header,
            settings.skipped,
            settings.decimalComma,
            settings.missing));
  }

  /** The encoding of the text: {@code StandardCharsets.ISO_8859_1} for many older files. */
  public CsvFormat charset(Charset charset) {
    return with(
        new Settings(
            settings.separator,
            charset,
            settings.columns,
            settings.header,
            settings.skipped,
            settings.decimalComma,
            settings.missing));
  }

  /** The names of the columns, for files whose first line is data already. */
  public CsvFormat columns(String... names) {
    return named(List.of(names), false);
  }

  /** The first line is data; columns are called {@code column 1} and so on. */
  public CsvFormat withoutHeader() {
    return named(List.of(), false);
  }

  /** The first line has the names of the columns, even if it looks like data. */
  public CsvFormat withHeader() {
    return named(List.of(), true);
  }

  private CsvFormat named(List<String> columns, Boolean header) {
    return with(
        new Settings(
            settings.separator,
            settings.charset,
            columns,
            header,
            settings.skipped,
            settings.decimalComma,
            settings.missing));
  }

  /** Leaves out so many lines at the beginning, before the names of the columns. */
  public CsvFormat skipLines(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("Cannot leave out " + number + " lines.");
    }
    return with(
        new Settings(
            settings.separator,
            settings.charset,
            settings.columns,
            settings.header,
            number,
            settings.decimalComma,
            settings.missing));
  }

  /** Numbers are written as 3,14. */
  public CsvFormat decimalComma() {
    return with(
        new Settings(
            settings.separator,
            settings.charset,
            settings.columns,
            settings.header,
            settings.skipped,
            true,
            settings.missing));
  }

  /**
   * The texts that stand for a missing value besides the empty field, instead of {@code NA}, {@code
   * N/A}, {@code NaN}, {@code nan}, {@code null}, {@code NULL} and {@code ?}.
   */
  public CsvFormat missing(String... texts) {
    Set<String> missing = new LinkedHashSet<>(Arrays.asList(texts));
    missing.add("");
    return with(
        new Settings(
            settings.separator,
            settings.charset,
            settings.columns,
            settings.header,
            settings.skipped,
            settings.decimalComma,
            Set.copyOf(missing)));
  }

  private static CsvFormat with(Settings settings) {
    return new CsvFormat(settings);
  }

  /**
   * Reads a file.
   *
   * @throws java.nio.file.NoSuchFileException if the file does not exist
   * @throws DataFileException if it is no table; the message names the line
   * @throws IOException if it cannot be read
   */
  public Table read(Path file) throws IOException {
    try (CsvReading reading = new CsvReading(file, settings)) {
      return reading.next(Integer.MAX_VALUE);
    }
  }

  /**
   * Reads a file part by part, for one that is larger than memory; the stream has to be closed.
   *
   * <pre>{@code
   * Dataset.streamed(() -> CsvFile.format().chunks(file, 256).map(recipe::batch)).prefetch(4)
   * }</pre>
   *
   * @param rows in a part; the last one has the rest
   * @throws UncheckedIOException as {@link #read} throws its cause, also while the stream is read
   */
  public Stream<Table> chunks(Path file, int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("A part has at least 1 row, not " + rows + ".");
    }
    CsvReading reading;
    try {
      reading = new CsvReading(file, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
    Spliterator<Table> parts =
        Spliterators.spliteratorUnknownSize(
            reading.chunks(rows), Spliterator.ORDERED | Spliterator.NONNULL);
    return StreamSupport.stream(parts, false).onClose(reading::closeUnchecked);
  }
}
