package io.tikhonov.runtime.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/**
 * What the beginning of a file shows.
 *
 * @param separator of fields
 * @param hasHeader whether the first line has the names of the columns
 */
record CsvLayout(char separator, boolean hasHeader) {
  private static final int MOST_RECORDS = 100;

  /** In this order, because a comma may be a decimal comma between the others. */
  private static final String SEPARATORS = "\t;|,";

  /**
   * Looks at the beginning of a file.
   *
   * @param isCut whether the file goes on behind it, probably in the middle of a line
   */
  static CsvLayout of(String sample, boolean isCut, CsvFormat.Settings settings) {
    char separator = settings.separator() == null ? separator(sample, isCut) : settings.separator();
    boolean hasHeader =
        settings.header() == null
            ? hasHeader(records(sample, isCut, separator), settings)
            : settings.header();
    return new CsvLayout(separator, hasHeader);
  }

  private static char separator(String sample, boolean isCut) {
    char best = ',';
    int most = 1;
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char candidate = SEPARATORS.charAt(i);
      List<List<String>> records = records(sample, isCut, candidate);
      int fields = records.isEmpty() ? 0 : records.get(0).size();
      if (fields > 1 && records.stream().allMatch(record -> record.size() == fields)) {
        return candidate;
      } else if (fields > most) {
        // No separator suits all lines: take the one of the first line, and name the other lines.
        best = candidate;
        most = fields;
      }
    }
    return best;
  }

  /** The first records, as far as they can be read; what is wrong later shows when it is read. */
  private static List<List<String>> records(String sample, boolean isCut, char separator) {
    List<List<String>> records = new ArrayList<>();
    boolean complete = false;
    try {
      for (CsvRecord record : CsvReading.parse(new StringReader(sample), separator)) {
        records.add(record.getFields());
        if (records.size() > MOST_RECORDS) {
          break;
        }
      }
      complete = !isCut && records.size() <= MOST_RECORDS;
    } catch (CsvParseException e) {
      complete = true;
    }
    if (!complete && records.size() > 1) {
      records.remove(records.size() - 1);
    }
    return records;
  }

  /** Whether the first line has no number, or a text above numbers. */
  private static boolean hasHeader(List<List<String>> records, CsvFormat.Settings settings) {
    if (records.isEmpty() || records.get(0).stream().noneMatch(CsvLayout::isNumber)) {
      return true;
    }
    for (int i = 0; i < records.get(0).size(); i++) {
      String first = records.get(0).get(i).strip();
      if (!isNumber(first) && !settings.missing().contains(first)) {
        int column = i;
        List<String> below =
            records.stream()
                .skip(1)
                .filter(record -> record.size() > column)
                .map(record -> record.get(column).strip())
                .filter(text -> !settings.missing().contains(text))
                .toList();
        if (!below.isEmpty() && below.stream().allMatch(CsvLayout::isNumber)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isNumber(String field) {
    return Decimals.isNumber(field.strip());
  }
}
