package io.tikhonov.runtime.data;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvFileTest {

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return file(text, StandardCharsets.UTF_8);
  }

  private Path file(String text, Charset charset) throws IOException {
    return Files.write(folder.resolve("table.csv"), text.getBytes(charset));
  }

  private Table read(String text) throws IOException {
    return CsvFile.read(file(text));
  }

  private static List<String> column(Table table, String name) {
    return IntStream.range(0, table.rows()).mapToObj(row -> table.text(row, name)).toList();
  }

  private String problem(String text) throws IOException {
    return problem(file(text), CsvFile.format());
  }

  private static String problem(Path file, CsvFormat format) {
    DataFileException e = assertThrows(DataFileException.class, () -> format.read(file));
    String start = "File \"" + file + "\": ";
    assertThat(e).hasMessageThat().startsWith(start);
    return e.getMessage().substring(start.length());
  }

  /** A file as a spreadsheet in Europe writes it, with everything that can be in one. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void readsWhatSpreadsheetsWrite(String charset) throws IOException {
    String text =
        "\uFEFFName;Stadt; Größe ;Preis\r\n"
            + "\"Müller; \"\"Söhne\"\"\";Köln;1,80;3\r\n"
            + "\r\n"
            + "\"zwei\r\nZeilen\";  東京  ;-0,5e1;\r\n"
            + "🙂;NA;2;4";
    Table table = CsvFile.read(file(text, Charset.forName(charset)));
    assertThat(table.columns()).containsExactly("Name", "Stadt", "Größe", "Preis").inOrder();
    assertThat(column(table, "Name"))
        .containsExactly("Müller; \"Söhne\"", "zwei\r\nZeilen", "🙂")
        .inOrder();
    assertThat(column(table, "Stadt")).containsExactly("Köln", "東京", "NA").inOrder();
    assertThat(column(table, "Größe")).containsExactly("1,80", "-0,5e1", "2").inOrder();
    assertThat(table.isMissing(1, "Preis")).isTrue();
    assertThat(table.isMissing(2, "Stadt")).isTrue();
    assertThat(table.isMissing(0, "Stadt")).isFalse();
    assertThat(table.where(0, "Preis")).endsWith("table.csv\", line 2, column \"Preis\"");
    assertThat(table.where(1, "Preis")).endsWith("line 4, column \"Preis\"");
    assertThat(table.where(2, "Preis")).endsWith("line 6, column \"Preis\"");
  }

  @ParameterizedTest
  @ValueSource(chars = {',', ';', '\t', '|'})
  void findsTheSeparator(char separator) throws IOException {
    String[] lines = {"a§b§c", "1§\"x,y;z|w\tv\"§3", "2§q§4"};
    Table table = read(String.join("\n", lines).replace('§', separator));
    assertThat(table.columns()).containsExactly("a", "b", "c").inOrder();
    assertThat(column(table, "b")).containsExactly("x,y;z|w\tv", "q").inOrder();
  }

  @Test
  void decimalCommasDoNotSeparate() throws IOException {
    Table table = CsvFile.format().decimalComma().read(file("1,5;2,5\n3,5;4,5\n"));
    assertThat(table.columns()).containsExactly("column 1", "column 2").inOrder();
    assertThat(table.column("column 2").number(1)).isEqualTo(4.5);
  }

  @Test
  void findsTheHeader() throws IOException {
    assertThat(read("a,b\nx,y\n").columns()).containsExactly("a", "b").inOrder();
    assertThat(read("name,2019,2020\nx,1,2\ny,3,4\n").rows()).isEqualTo(3);
    assertThat(read("year,2019,2020\n1,1,2\n2,3,4\n").columns())
        .containsExactly("year", "2019", "2020")
        .inOrder();
    assertThat(read("5.1,3.5,setosa\n4.9,3.0,setosa\n").columns())
        .containsExactly("column 1", "column 2", "column 3")
        .inOrder();
    assertThat(read("1,NA\n2,3\n").rows()).isEqualTo(2);
    assertThat(read(",b\n1,2\n").columns()).containsExactly("column 1", "b").inOrder();
    assertThat(read("single\n1\n2\n").columns()).containsExactly("single");
    Path file = file("a,b\nc,d\n");
    assertThat(CsvFile.format().withoutHeader().read(file).rows()).isEqualTo(2);
    assertThat(CsvFile.format().columns("p", "q").read(file).columns())
        .containsExactly("p", "q")
        .inOrder();
    assertThat(CsvFile.format().withHeader().read(file("2019,2020\n1,2\n")).columns())
        .containsExactly("2019", "2020")
        .inOrder();
  }

  /** Lines before the names are counted all the same. */
  @Test
  void leavesLinesOut() throws IOException {
    Path file = file("# exported, today\n# by \"us\na,b\n1,2\n3,x\n");
    Table table = CsvFile.format().skipLines(2).read(file);
    assertThat(table.columns()).containsExactly("a", "b").inOrder();
    assertThat(table.where(1, "b")).contains("line 5");
    assertThat(problem(file("a\n"), CsvFile.format().skipLines(3)))
        .isEqualTo("it has only 1 lines, and 3 were to be left out.");
    Path ragged = file("title\na,b\n1,2\n3\n");
    assertThat(problem(ragged, CsvFile.format().skipLines(1))).startsWith("line 4: there are 1");
  }

  @Test
  void readsGzip() throws IOException {
    Path file = folder.resolve("table.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("\uFEFFa,b\r\n1,2\r\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(CsvFile.read(file).columns()).containsExactly("a", "b").inOrder();
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 2; length < bytes.length; length++) {
      Path damaged = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(bytes, length));
      DataFileException e = assertThrows(DataFileException.class, () -> CsvFile.read(damaged));
      assertThat(e).hasMessageThat().contains("compressed by gzip and damaged");
    }
  }

  @Test
  void readsOlderEncodings() throws IOException {
    Path file = file("name,n\nJosé,1\n", StandardCharsets.ISO_8859_1);
    assertThat(problem(file, CsvFile.format()))
        .startsWith("after line 0: the text is not in UTF-8. Say what it is in");
    Table table = CsvFile.format().charset(StandardCharsets.ISO_8859_1).read(file);
    assertThat(table.text(0, "name")).isEqualTo("José");
  }

  @Test
  void readsThousandsOfColumns() throws IOException {
    StringBuilder text = new StringBuilder();
    int columns = 20_000;
    for (int row = 0; row < 4; row++) {
      for (int i = 0; i < columns; i++) {
        text.append(row == 0 ? "c" + i : row * i).append(i < columns - 1 ? "," : "\n");
      }
    }
    Table table = read(text.toString());
    assertThat(table.columns()).hasSize(columns);
    assertThat(table.text(2, "c19999")).isEqualTo("59997");
  }

  @Test
  void raggedRowsAreRefused() throws IOException {
    assertThat(problem("a,b\n1,2\n3,4,5\n6,7\n"))
        .startsWith("line 3: there are 3 fields, and 2 columns. Fields are separated by ',' here");
    assertThat(problem("a\tb\n1\t2\n\n3\n")).startsWith("line 4: there are 1 fields");
    assertThat(problem("a,b\n1,5,2,5\n")).contains("must stand in quotes");
  }

  @Test
  void damagedQuotesAreRefused() throws IOException {
    assertThat(problem("a,b\n1,2\n3,\"4\"x\n5,6\n"))
        .isEqualTo(
            "line 3: Unexpected character after closing quote: 'x' (0x78). Quotes in a quoted field"
                + " are doubled, and a quoted field ends with a quote before the separator.");
    assertThat(problem("a,b\n1,2\n3,\"4\n5,6\n"))
        .startsWith("line 3: Unclosed quoted field at end of input.");
  }

  @Test
  void whatIsNoTableIsRefused() throws IOException {
    assertThrows(NoSuchFileException.class, () -> CsvFile.read(folder.resolve("missing.csv")));
    assertThat(problem(folder, CsvFile.format())).isEqualTo("it is a folder and not a file.");
    assertThat(problem("")).isEqualTo("it has no lines with data.");
    assertThat(problem("\n\r\n\n")).isEqualTo("it has no lines with data.");
    assertThat(problem("a,b\n"))
        .isEqualTo("it has the names of columns and no rows: \"a\", \"b\".");
    assertThat(problem("a,b,a\n1,2,3\n"))
        .startsWith("line 1: columns 1 and 3 are both called \"a\".");
    assertThat(problem("PK\u0003\u0004abc")).contains("a zip archive or a spreadsheet");
    Path two = file("1,2\n3,4\n");
    assertThat(problem(two, CsvFile.format().columns("a", "b", "c")))
        .isEqualTo(
            "the first line has 2 fields, and 3 names of columns were given: \"a\", \"b\", \"c\".");
    assertThat(problem(two, CsvFile.format().columns("a", "a"))).contains("are not different");
    assertThrows(IllegalArgumentException.class, () -> CsvFile.format().separator('"'));
    assertThrows(IllegalArgumentException.class, () -> CsvFile.format().skipLines(-1));
  }

  @Test
  void missingValuesCanBeWrittenOtherwise() throws IOException {
    Table table = CsvFile.format().missing("-", "999").read(file("a,b\n-,NA\n999,1\n"));
    assertThat(table.isMissing(0, "a")).isTrue();
    assertThat(table.isMissing(1, "a")).isTrue();
    assertThat(table.isMissing(0, "b")).isFalse();
    assertThat(table.withoutMissing("b").rows()).isEqualTo(2);
    assertThat(assertThrows(IllegalArgumentException.class, () -> table.withoutMissing("a", "b")))
        .hasMessageThat()
        .contains("Every row of file");
  }

  @Test
  void chunksAreTheFile() throws IOException {
    StringBuilder text = new StringBuilder("a,b\n");
    for (int row = 0; row < 103; row++) {
      text.append(row).append(",x").append(row % 3).append('\n');
    }
    Path file = file(text.toString());
    for (int rows : new int[] {1, 7, 103, 1000}) {
      List<String> seen = new ArrayList<>();
      List<Integer> sizes = new ArrayList<>();
      try (Stream<Table> chunks = CsvFile.format().chunks(file, rows)) {
        chunks.forEach(
            chunk -> {
              seen.addAll(column(chunk, "a"));
              sizes.add(chunk.rows());
            });
      }
      assertThat(seen).isEqualTo(column(CsvFile.read(file), "a"));
      assertThat(sizes).hasSize((103 - 1) / rows + 1);
      assertThat(sizes.subList(0, sizes.size() - 1)).doesNotContain(rows + 1);
    }
    Path ragged = file("a,b\n1,2\n3,4\n5\n");
    try (Stream<Table> chunks = CsvFile.format().chunks(ragged, 1)) {
      UncheckedIOException e = assertThrows(UncheckedIOException.class, chunks::count);
      assertThat(e).hasMessageThat().contains("line 4: there are 1 fields, and 2 columns");
      assertThat(e).hasCauseThat().isInstanceOf(DataFileException.class);
    }
    assertThrows(
        UncheckedIOException.class, () -> CsvFile.format().chunks(folder.resolve("no"), 5));
    assertThrows(IllegalArgumentException.class, () -> CsvFile.format().chunks(file, 0));
  }

  @Test
  void tablesAreDescribed() throws IOException {
    Table table = read("a,b,c\n1,x,\n2.5,y,\n,x,\n");
    assertThat(table.describe())
        .isEqualTo(
            """
            3 rows of 3 columns from file "%s"
              a: 2 numbers from 1.00000 to 2.50000; 1 missing
              b: 3 texts, 2 different: "x" (2), "y" (1)
              c: no values; 3 missing"""
                .formatted(folder.resolve("table.csv")));
    assertThat(assertThrows(IllegalArgumentException.class, () -> table.text(0, "B2")))
        .hasMessageThat()
        .contains("There is no column \"B2\" in file");
  }

  @Test
  void numbersAreWhatIsMeant() {
    for (String number : List.of("1", "-2", "+3.5", ".5", "5.", "1e3", "1.5E-7", "007")) {
      assertThat(Decimals.parse(number, false)).isEqualTo(Double.parseDouble(number));
    }
    for (String text :
        List.of("", ".", "-", "1d", "0x1p3", "NaN", "Infinity", "1e", "e5", "1,5", "1 2", "٣")) {
      assertThat(Decimals.parse(text, false)).isNaN();
    }
    assertThat(Decimals.parse("1,5", true)).isEqualTo(1.5);
    assertThat(Decimals.parse("1.5", true)).isNaN();
    assertThat(Decimals.parse("1e999", false)).isPositiveInfinity();
  }

  /** Tables of random texts come back from a file as they were written. */
  @Test
  void randomTablesComeBack() throws IOException {
    Random random = new Random(31);
    String[] pieces = {"a", "é", "🙂", "\"", ",", ";", "\n", "\r\n", "1", ".5", " ", "'", "|"};
    for (int trial = 0; trial < 500; trial++) {
      int columns = 1 + random.nextInt(5);
      int rows = 1 + random.nextInt(8);
      char separator = ",;\t|".charAt(random.nextInt(4));
      String end = random.nextBoolean() ? "\n" : "\r\n";
      List<List<String>> expected = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      for (int row = 0; row < rows; row++) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
          StringBuilder field = new StringBuilder("f");
          for (int k = random.nextInt(6); k > 0; k--) {
            field.append(pieces[random.nextInt(pieces.length)]);
          }
          fields.add(field.toString().strip());
          text.append(i == 0 ? "" : separator)
              .append('"')
              .append(field.toString().replace("\"", "\"\""))
              .append('"');
        }
        expected.add(fields);
        text.append(end);
      }
      Table table =
          CsvFile.format().separator(separator).withoutHeader().read(file(text.toString()));
      for (int row = 0; row < rows; row++) {
        for (int i = 0; i < columns; i++) {
          assertThat(table.text(row, "column " + (i + 1))).isEqualTo(expected.get(row).get(i));
        }
      }
    }
  }

  /** Whatever stands in a file, it is read or refused by a message that names it. */
  @Test
  void damagedFilesAreReadOrRefused() throws IOException {
    Random random = new Random(32);
    byte[] whole =
        "\uFEFFa;b;\"c, d\"\r\n1;2;x\r\n3;\"4\";\"y \"\"z\"\"\"\r\n5;6;é\r\n"
            .getBytes(StandardCharsets.UTF_8);
    byte[] likely = ";,\"\n\r\t|\\ 1a\u00e9\0".getBytes(StandardCharsets.UTF_8);
    int read = 0;
    for (int trial = 0; trial < 1500; trial++) {
      byte[] bytes = whole.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        bytes[random.nextInt(bytes.length)] =
            random.nextBoolean() ? (byte) random.nextInt() : likely[random.nextInt(likely.length)];
      }
      Path file =
          Files.write(
              folder.resolve("fuzzed.csv"), Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)));
      try {
        Table table = CsvFile.read(file);
        table.describe();
        assertThat(table.rows()).isAtLeast(1);
        read++;
      } catch (DataFileException e) {
        assertThat(e).hasMessageThat().startsWith("File \"" + file + "\": ");
      }
    }
    assertThat(read).isAtLeast(100);
  }
}
