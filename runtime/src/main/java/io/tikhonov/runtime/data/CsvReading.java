package io.tikhonov.runtime.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/** A CSV file that is read from its beginning to its end. */
final class CsvReading implements Closeable {
  private static final int SAMPLE = 1 << 17;
  private static final int MOST_FIELDS = 1 << 20;
  private static final int LONGEST_FIELD = 1 << 24;
  private static final int LONGEST_RECORD = 1 << 28;
  private static final Pattern AT_LINE =
      Pattern.compile("^(.*) \\(record starting at line (\\d+)\\)$");

  private final Path file;
  private final CsvFormat.Settings settings;
  private final BufferedReader reader;
  private final List<String> columns;
  private final CloseableIterator<CsvRecord> records;
  private final char separator;
  private long lastLine;
  private boolean some;

  /** A record that was read and found to be data. */
  private CsvRecord pending;

  CsvReading(Path file, CsvFormat.Settings settings) throws IOException {
    this.file = file;
    this.settings = settings;
    reader = TextFile.open(file, settings.charset());
    boolean opened = false;
    try {
      skipLines();
      CsvLayout layout = explained(this::layout);
      separator = layout.separator();
      records = parse(reader, separator).iterator();
      CsvRecord first = record();
      if (first == null) {
        throw new DataFileException(file, "it has no lines with data.");
      }
      columns = layout.hasHeader() ? header(first) : names(first.getFieldCount());
      pending = layout.hasHeader() ? record() : first;
      opened = true;
    } finally {
      if (!opened) {
        reader.close();
      }
    }
  }

  private void skipLines() throws IOException {
    for (int i = 0; i < settings.skipped(); i++) {
      if (explained(reader::readLine) == null) {
        throw new DataFileException(
            file,
            "it has only %d lines, and %d were to be left out.".formatted(i, settings.skipped()));
      }
    }
  }

  private CsvLayout layout() throws IOException {
    char[] sample = new char[SAMPLE];
    reader.mark(SAMPLE + 1);
    int length = 0;
    for (int count = 0; count >= 0 && length < SAMPLE; ) {
      count = reader.read(sample, length, SAMPLE - length);
      length += Math.max(0, count);
    }
    reader.reset();
    return CsvLayout.of(new String(sample, 0, length), length == SAMPLE, settings);
  }

  /** Records as they come, of whatever numbers of fields: those are compared here. */
  static CsvReader<CsvRecord> parse(Reader text, char separator) {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .skipEmptyLines(true)
        .trimWhitespacesAroundQuotes(true)
        .allowUnclosedQuote(false)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .maxBufferSize(LONGEST_RECORD)
        .build(
            CsvRecordHandler.builder()
                .maxFields(MOST_FIELDS)
                .maxFieldSize(LONGEST_FIELD)
                .maxRecordSize(LONGEST_RECORD)
                .build(),
            text);
  }

  // The columns

  private List<String> header(CsvRecord first) throws DataFileException {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < first.getFieldCount(); i++) {
      String field = first.getField(i).strip();
      String name = field.isEmpty() ? "column " + (i + 1) : field;
      if (!seen.add(name)) {
        throw new DataFileException(
            file,
            "line %d: columns %d and %d are both called \"%s\". If this line has the names, make them different; if it is data, give names by CsvFile.format().columns(...)."
                .formatted(line(first), names.indexOf(name) + 1, i + 1, Names.shortened(name)));
      }
      names.add(name);
    }
    return names;
  }

  private List<String> names(int fields) throws DataFileException {
    List<String> given = settings.columns();
    if (given.isEmpty()) {
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= fields; i++) {
        names.add("column " + i);
      }
      return names;
    } else if (given.size() != fields) {
      throw new DataFileException(
          file,
          "the first line has %d fields, and %d names of columns were given: %s."
              .formatted(fields, given.size(), Names.list(given)));
    } else if (new HashSet<>(given).size() < given.size()) {
      throw new DataFileException(
          file,
          "the names of columns that were given are not different: " + Names.list(given) + ".");
    }
    return given;
  }

  // The rows

  /**
   * The next rows as a table.
   *
   * @throws DataFileException if there are none at all
   */
  Table next(int most) throws IOException {
    LineNumbers lines = new LineNumbers();
    TextColumn[] texts = new TextColumn[columns.size()];
    Arrays.setAll(texts, i -> new TextColumn());
    int rows = 0;
    for (; rows < most && pending != null; rows++) {
      add(texts);
      lines.add(line(pending));
      some = true;
      pending = record();
    }
    if (!some) {
      throw new DataFileException(
          file, "it has the names of columns and no rows: " + Names.list(columns) + ".");
    }
    return Table.create(
        new TableSource(file, lines, settings.decimalComma(), settings.missing()), columns, texts);
  }

  private void add(TextColumn[] texts) throws DataFileException {
    if (pending.getFieldCount() != texts.length) {
      throw new DataFileException(
          file,
          "line %d: there are %d fields, and %d columns. Fields are separated by %s here; a field that contains it must stand in quotes. Another separator is given by CsvFile.format().separator(...)."
              .formatted(
                  line(pending),
                  pending.getFieldCount(),
                  texts.length,
                  separator == '\t' ? "a tab" : "'" + separator + "'"));
    }
    for (int i = 0; i < texts.length; i++) {
      texts[i].add(pending.getField(i).strip());
    }
  }

  private CsvRecord record() throws IOException {
    CsvRecord next = explained(() -> records.hasNext() ? records.next() : null);
    if (next != null) {
      lastLine = line(next);
    }
    return next;
  }

  private long line(CsvRecord parsed) {
    return parsed.getStartingLineNumber() + settings.skipped();
  }

  /** Something that reads the file. */
  @FunctionalInterface
  private interface Reading<T> {
    T read() throws IOException;
  }

  /** What goes wrong while the file is read, in terms of the file. */
  private <T> T explained(Reading<T> reading) throws IOException {
    try {
      return reading.read();
    } catch (CsvParseException e) {
      if (e.getCause() instanceof IOException cause) {
        throw unreadable(cause);
      }
      throw new DataFileException(file, problem(String.valueOf(e.getMessage())), e);
    } catch (UncheckedIOException e) {
      throw unreadable(e.getCause());
    } catch (CharacterCodingException | ZipException | EOFException e) {
      throw unreadable(e);
    }
  }

  private String problem(String message) {
    Matcher matcher = AT_LINE.matcher(message);
    return matcher.matches()
        ? "line %d: %s. Quotes in a quoted field are doubled, and a quoted field ends with a quote before the separator."
            .formatted(Long.parseLong(matcher.group(2)) + settings.skipped(), matcher.group(1))
        : "after line %d: %s".formatted(lastLine, message);
  }

  private IOException unreadable(IOException e) {
    if (e instanceof CharacterCodingException) {
      return new DataFileException(
          file,
          "after line %d: the text is not in %s. Say what it is in: CsvFile.format().charset(StandardCharsets.ISO_8859_1), for example."
              .formatted(
                  lastLine, settings.charset() == null ? "UTF-8" : settings.charset().name()),
          e);
    } else if (e instanceof ZipException || e instanceof EOFException) {
      return new DataFileException(file, "it is compressed by gzip and damaged.", e);
    }
    return e;
  }

  /** The rest in parts. */
  Iterator<Table> chunks(int rows) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return pending != null || !some;
      }

      @Override
      public Table next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        try {
          return CsvReading.this.next(rows);
        } catch (IOException e) {
          throw new UncheckedIOException(e.getMessage(), e);
        }
      }
    };
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** {@link #close} for streams. */
  void closeUnchecked() {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
