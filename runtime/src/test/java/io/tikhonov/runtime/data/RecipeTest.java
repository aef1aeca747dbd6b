package io.tikhonov.runtime.data;

import static com.google.common.truth.Truth.assertThat;
import static io.tikhonov.runtime.data.Columns.binary;
import static io.tikhonov.runtime.data.Columns.labels;
import static io.tikhonov.runtime.data.Columns.number;
import static io.tikhonov.runtime.data.Columns.numbers;
import static io.tikhonov.runtime.data.Columns.oneHot;
import static io.tikhonov.runtime.data.Columns.others;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tikhonov.runtime.Dataset;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class RecipeTest {
  private static final String HOUSES =
      """
      area,rooms,city,sold,price
      100,3,Rome,yes,300
      80,,Oslo,no,200
      60,2,Rome,no,160
      ,5,Lima,yes,340
      """;

  @TempDir private Path folder;

  private Table table(String text) throws IOException {
    return CsvFile.read(Files.writeString(folder.resolve("houses.csv"), text));
  }

  static Path resource(String name) {
    try {
      return Path.of(RecipeTest.class.getResource("/tables/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static float[][] matrix(FittedRecipe recipe, Table table) {
    INDArray x = recipe.array("x", table);
    assertThat(x.dataType()).isEqualTo(DataType.FLOAT);
    return x.toFloatMatrix();
  }

  private static String problem(Recipe recipe, Table table) {
    return assertThrows(IllegalArgumentException.class, () -> recipe.fit(table)).getMessage();
  }

  private static String problem(FittedRecipe recipe, Table table) {
    return assertThrows(IllegalArgumentException.class, () -> recipe.batch(table)).getMessage();
  }

  @Test
  void missingNumbersAreFilledByWhatTheTrainingPartSays() throws IOException {
    Table train = table(HOUSES);
    Table test = Table.of(List.of(row("area", null, "rooms", 7), row("area", 1, "rooms", null)));
    assertThat(matrix(Recipe.of("x", numbers("area", "rooms").orMean()).fit(train), test))
        .isEqualTo(new float[][] {{80, 7}, {1, 10f / 3}});
    assertThat(matrix(Recipe.of("x", numbers("area", "rooms").orMedian()).fit(train), test))
        .isEqualTo(new float[][] {{80, 7}, {1, 3}});
    FittedRecipe indicated =
        Recipe.of("x", numbers("area", "rooms").or(-1).withIndicator()).fit(train);
    assertThat(matrix(indicated, test)).isEqualTo(new float[][] {{-1, 1, 7, 0}, {1, 0, -1, 1}});
    assertThat(indicated.names("x"))
        .containsExactly("area", "area missing", "rooms", "rooms missing")
        .inOrder();
    assertThat(indicated.width("x")).isEqualTo(4);
  }

  private static Map<String, Object> row(Object... pairs) {
    Map<String, Object> row = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      row.put((String) pairs[i], pairs[i + 1]);
    }
    return row;
  }

  @Test
  void missingNumbersAreRefusedOtherwise() throws IOException {
    Table table = table(HOUSES);
    assertThat(problem(Recipe.of("x", numbers("area", "rooms")), table))
        .isEqualTo(
            "File \"%s\", line 5, column \"area\": the number is missing (the field is empty). Say"
                    .formatted(folder.resolve("houses.csv"))
                + " what stands in its place, .orMedian(), .orMean() or .or(0), or leave such rows"
                + " out, table.withoutMissing(\"area\").");
    FittedRecipe recipe = Recipe.of("x", numbers("area")).fit(table.withoutMissing("area"));
    assertThat(problem(recipe, table)).contains("line 5, column \"area\": the number is missing");
    assertThat(problem(recipe, table("area\n1\nNA\n")))
        .contains("line 3, column \"area\": the number is missing (\"NA\" stands for a missing");
    assertThat(problem(Recipe.of("x", numbers("area").withIndicator()), table))
        .contains("withIndicator() needs a number in the place of missing values");
    assertThat(problem(Recipe.of("x", numbers("a").orMean()), table("a,b\n,1\n,2\n")))
        .contains("Column \"a\" has no numbers");
    assertThrows(IllegalArgumentException.class, () -> numbers("a").or(Double.NaN));
  }

  @Test
  void numbersAreStandardizedByTheTrainingPart() throws IOException {
    Table train = table("a,b\n1,0.1\n3,0.1\n5,0.1\n");
    FittedRecipe recipe = Recipe.of("x", numbers("a", "b").standardized()).fit(train);
    float s = (float) (2 / Math.sqrt(8.0 / 3));
    assertThat(matrix(recipe, train)).isEqualTo(new float[][] {{-s, 0}, {0, 0}, {s, 0}});
    assertThat(matrix(recipe, table("b,a\n1.1,3\n")))
        .isEqualTo(new float[][] {{0, (float) (1.1 - 0.1)}});
    // What is filled in counts: (1, 3, 2) has the deviation sqrt(2/3).
    FittedRecipe filled =
        Recipe.of("x", numbers("a").orMean().standardized()).fit(table("a,b\n1,1\n3,1\n,1\n"));
    assertThat(filled.array("x", row("a", 3)).getDouble(0)).isWithin(1e-6).of(Math.sqrt(1.5));
    assertThat(filled.array("x", row("a", null)).getDouble(0)).isEqualTo(0);
  }

  @Test
  void whatIsNoNumberIsExplained() throws IOException {
    assertThat(problem(Recipe.of("x", numbers("a")), table("a;b\n1;2\n1,5;3\n")))
        .contains(
            "line 3, column \"a\": \"1,5\" is no number. If it has a decimal comma, read the file by"
                + " CsvFile.format().decimalComma().");
    assertThat(problem(Recipe.of("x", numbers("a")), table("a;b\n1;2\n1.234,5;3\n")))
        .contains("\"1.234,5\" is no number. Numbers are written without separators of thousands.");
    assertThat(problem(Recipe.of("x", numbers("a")), table("a;b\n1;2\n-;3\n")))
        .contains("\"-\" is no number. If it stands for a missing value, say so by");
    assertThat(problem(Recipe.of("x", numbers("a")), table("a;b\n1;2\n1e400;3\n")))
        .contains("\"1e400\" is too large a number");
    Table large = table("a;b\n1;2\n1e40;3\n");
    assertThat(problem(Recipe.of("x", numbers("a")).fit(large), large))
        .contains("line 3, column \"a\": the number is too large for a float");
  }

  @Test
  void categoriesBecomeColumns() throws IOException {
    Table train = table(HOUSES);
    FittedRecipe recipe = Recipe.of("x", oneHot("city")).fit(train);
    assertThat(recipe.names("x")).containsExactly("city=Lima", "city=Oslo", "city=Rome").inOrder();
    assertThat(matrix(recipe, train))
        .isEqualTo(new float[][] {{0, 0, 1}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}});
    assertThat(
            assertThrows(
                IllegalArgumentException.class, () -> recipe.array("x", row("city", "Paris"))))
        .hasMessageThat()
        .isEqualTo(
            "Row 1, column \"city\": \"Paris\" is none of the categories that the recipe knows:"
                + " \"Lima\", \"Oslo\", \"Rome\". To allow for unknown ones, fit it .withOther() to"
                + " the training data.");
    assertThrows(IllegalArgumentException.class, () -> recipe.array("x", row("city", null)));
  }

  @Test
  void rareAndUnknownCategoriesAreOthers() throws IOException {
    Table train = table(HOUSES);
    FittedRecipe recipe = Recipe.of("x", oneHot("city").withOther()).fit(train);
    assertThat(recipe.names("x")).containsExactly("city=Rome", "city=other").inOrder();
    assertThat(matrix(recipe, train)).isEqualTo(new float[][] {{1, 0}, {0, 1}, {1, 0}, {0, 1}});
    assertThat(recipe.array("x", row("city", "Paris")).toFloatMatrix())
        .isEqualTo(new float[][] {{0, 1}});
    FittedRecipe all = Recipe.of("y", labels("city").withOther(1)).fit(train);
    assertThat(all.classes("y")).containsExactly("Lima", "Oslo", "Rome", "other").inOrder();
    FittedRecipe missing = Recipe.of("x", oneHot("rooms").or("unknown")).fit(table(HOUSES));
    assertThat(missing.names("x"))
        .containsExactly("rooms=2", "rooms=3", "rooms=5", "rooms=unknown");
    assertThat(missing.array("x", row("rooms", 5.0)).sumNumber().intValue()).isEqualTo(1);
    assertThat(missing.array("x", row("rooms", null)).getInt(0, 3)).isEqualTo(1);
  }

  @Test
  void targetsAreLabelsNumbersOrBits() throws IOException {
    Table table = table(HOUSES);
    FittedRecipe recipe =
        Recipe.of("city", labels("city"), "price", number("price").standardized())
            .with("sold", binary("sold", "yes"))
            .fit(table);
    Map<String, INDArray> batch = recipe.batch(table);
    assertThat(batch.keySet()).containsExactly("city", "price", "sold").inOrder();
    assertThat(batch.get("city").dataType()).isEqualTo(DataType.INT32);
    assertThat(batch.get("city").toIntVector()).isEqualTo(new int[] {2, 1, 2, 0});
    assertThat(batch.get("sold").toFloatVector()).isEqualTo(new float[] {1, 0, 0, 1});
    assertThat(batch.get("price").shape()).isEqualTo(new long[] {4});
    assertThat(batch.get("price").sumNumber().doubleValue()).isWithin(1e-5).of(0);
    double[] prices = recipe.original("price", batch.get("price")).toDoubleVector();
    double[] expected = {300, 200, 160, 340};
    for (int i = 0; i < 4; i++) {
      assertThat(prices[i]).isWithin(1e-4).of(expected[i]);
    }
    assertThat(recipe.classes("sold")).containsExactly("no", "yes").inOrder();
    assertThat(
            recipe.predicted("city", Nd4j.createFromArray(new float[][] {{0, 1, 1}, {-3, -2, -1}})))
        .containsExactly("Oslo", "Rome")
        .inOrder();
    assertThrows(IllegalArgumentException.class, () -> recipe.predicted("city", Nd4j.ones(3, 2)));
    assertThrows(IllegalArgumentException.class, () -> recipe.classes("price"));
    assertThrows(IllegalArgumentException.class, () -> recipe.original("city", Nd4j.ones(3)));
    assertThat(problem(Recipe.of("y", binary("city", "Rome")), table))
        .contains("must have two values, \"Rome\" and another one, and has \"Lima\", \"Oslo\"");
    assertThat(recipe.array("price", table).sumNumber().doubleValue()).isWithin(1e-5).of(0);
  }

  @Test
  void classesAreOrderedByNumberOrAlphabetOrAsDeclared() throws IOException {
    Table table = table("a,size\n10,small\n9,large\n-1,medium\n9,small\n");
    assertThat(Recipe.of("y", labels("a")).fit(table).classes("y"))
        .containsExactly("-1", "9", "10")
        .inOrder();
    assertThat(Recipe.of("y", labels("size")).fit(table).classes("y"))
        .containsExactly("large", "medium", "small")
        .inOrder();
    CategoryColumns sizes = labels("size").inOrder("small", "medium", "large", "huge");
    assertThat(Recipe.of("y", sizes).fit(table).array("y", table).toIntVector())
        .isEqualTo(new int[] {0, 2, 1, 0});
    assertThat(problem(Recipe.of("y", labels("size").inOrder("small", "large")), table))
        .contains("line 4, column \"size\": \"medium\" is none of the categories");
    assertThrows(
        IllegalArgumentException.class,
        () -> Recipe.of("y", labels("size").inOrder("a", "a")).fit(table));
  }

  @Test
  void othersAreAllThatIsNotNamed() throws IOException {
    Table table = table(HOUSES);
    FittedRecipe recipe =
        Recipe.of("x", others().without("sold").orMedian(), "y", number("price")).fit(table);
    assertThat(recipe.names("x"))
        .containsExactly("area", "rooms", "city=Lima", "city=Oslo", "city=Rome")
        .inOrder();
    assertThat(matrix(recipe, table)[1]).isEqualTo(new float[] {80, 3, 0, 1, 0});
    FittedRecipe joined =
        Recipe.of("x", numbers("rooms").or(0).and(others().orMean().withIndicator())).fit(table);
    assertThat(joined.names("x"))
        .containsExactly(
            "rooms",
            "area",
            "area missing",
            "city=Lima",
            "city=Oslo",
            "city=Rome",
            "sold=no",
            "sold=yes",
            "price",
            "price missing")
        .inOrder();
    assertThat(problem(Recipe.of("x", others()), table))
        .contains("line 5, column \"area\": the number is missing");
    Recipe first = Recipe.of("x", others());
    assertThrows(IllegalArgumentException.class, () -> first.with("z", others()));
    assertThat(problem(Recipe.of("x", others().without("aera")), table))
        .contains("do you mean \"area\"? There are the columns \"area\", \"rooms\"");
    assertThat(problem(Recipe.of("x", others().without("a", "b")), table("a,b\n1,2\n")))
        .contains("others() is empty");
  }

  @Test
  void othersThatAreNotClearAreRefused() throws IOException {
    assertThat(problem(Recipe.of("x", others()), table("a,b\n1,1\n2,12 kg\n3,5\n")))
        .contains(
            "line 3, column \"b\": \"12 kg\" is no number, and 2 other values of the column are");
    assertThat(problem(Recipe.of("x", others()), table("a;b\n1;1,5\n2;2,5\n")))
        .contains("If it has a decimal comma, read the file by CsvFile.format().decimalComma().");
    StringBuilder names = new StringBuilder("name,n\n");
    for (int i = 0; i < 101; i++) {
      names.append("person ").append(i).append(",1\n");
    }
    assertThat(problem(Recipe.of("x", others()), table(names.toString())))
        .contains("Leave it out, others().without(\"name\")");
    assertThat(problem(Recipe.of("x", others()), table("a,b\n1,\n2,\n")))
        .contains("Column \"b\" has no values. Leave it out");
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() throws IOException {
    Table table = table(HOUSES);
    assertThrows(IllegalArgumentException.class, () -> numbers("rooms").and(labels("city")));
    assertThrows(
        IllegalArgumentException.class, () -> Recipe.of("x", numbers("a"), "x", numbers("b")));
    assertThrows(IllegalArgumentException.class, () -> numbers());
    assertThat(problem(Recipe.of("x", numbers("Rooms")), table))
        .contains("There is no column \"Rooms\" in file");
    FittedRecipe recipe = Recipe.of("x", numbers("price")).fit(table);
    assertThat(problem(recipe, table("area\n1\n"))).contains("There is no column \"price\"");
    assertThat(assertThrows(IllegalArgumentException.class, () -> recipe.array("y", table)))
        .hasMessageThat()
        .isEqualTo("There is no input \"y\" in the recipe; there are the inputs \"x\".");
    assertThrows(IllegalArgumentException.class, () -> Table.of(List.of()));
    assertThat(
            assertThrows(
                IllegalArgumentException.class, () -> Table.of(List.of(row("a", 1), row("b", 1)))))
        .hasMessageThat()
        .contains("row 1 has [a], row 2 [b]. A missing value is null.");
  }

  /** Numbers without rounding to floats, for models in double precision. */
  @Test
  void doublesAreKept() throws IOException {
    Table table = table("a,b\n0.1,1e300\n0.2,2e300\n");
    FittedRecipe recipe = Recipe.of("x", numbers("a"), "y", number("b")).inDoubles().fit(table);
    assertThat(recipe.array("x", table).dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(recipe.array("x", table).getDouble(1, 0)).isEqualTo(0.2);
    assertThat(recipe.array("y", table).getDouble(1)).isEqualTo(2e300);
  }

  /** scikit-learn ships its tables with a first line of sizes and names of classes. */
  @Test
  void realFiles() throws IOException {
    CsvFormat format =
        CsvFile.format()
            .skipLines(1)
            .columns("sepal length", "sepal width", "petal length", "petal width", "species");
    Table iris = format.read(resource("iris.csv"));
    assertThat(iris.rows()).isEqualTo(150);
    Table.Split split = iris.stratifiedSplit("species", 7, 0.8);
    FittedRecipe recipe =
        Recipe.of("x", others().standardized(), "y", labels("species")).fit(split.train());
    Dataset train = recipe.dataset(split.train());
    assertThat(train.size()).isEqualTo(120);
    double[][] x = train.array("x").castTo(DataType.DOUBLE).toDoubleMatrix();
    for (int j = 0; j < 4; j++) {
      int column = j;
      double[] values = Arrays.stream(x).mapToDouble(row -> row[column]).toArray();
      double mean = Arrays.stream(values).average().orElseThrow();
      assertThat(mean).isWithin(1e-6).of(0);
      assertThat(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow())
          .isWithin(1e-5)
          .of(1);
    }
    int[] counts = new int[3];
    for (int label : recipe.array("y", split.test()).toIntVector()) {
      counts[label]++;
    }
    assertThat(counts).isEqualTo(new int[] {10, 10, 10});

    Table wine = CsvFile.format().skipLines(1).withoutHeader().read(resource("wine_data.csv"));
    assertThat(wine.columns()).hasSize(14);
    FittedRecipe wines = Recipe.of("x", others(), "y", labels("column 14")).fit(wine);
    assertThat(wines.array("x", wine).getDouble(177, 12)).isEqualTo(560);
    assertThat(wines.classes("y")).containsExactly("0", "1", "2").inOrder();

    Table cancer = CsvFile.format().skipLines(1).read(resource("breast_cancer.csv"));
    assertThat(cancer.rows()).isEqualTo(569);
    FittedRecipe tumours = Recipe.of("x", others(), "y", binary("column 31", "1")).fit(cancer);
    assertThat(tumours.array("y", cancer).sumNumber().intValue()).isEqualTo(357);
    // Without the names the first line is one of other length than all others.
    assertThat(
            assertThrows(
                DataFileException.class, () -> CsvFile.read(resource("breast_cancer.csv"))))
        .hasMessageThat()
        .contains("line 2: there are 31 fields, and 4 columns");
  }

  @Test
  void tablesAreDivided() throws IOException {
    Table table = table(HOUSES);
    Table.Split split = table.split(1, 0.5);
    assertThat(split.train().rows()).isEqualTo(2);
    assertThat(split.test().rows()).isEqualTo(2);
    assertThat(
            Stream.of(split.train(), split.test())
                .flatMap(part -> Stream.of(part.text(0, "price"), part.text(1, "price"))))
        .containsExactly("300", "200", "160", "340");
    assertThat(table.stratifiedFolds("sold", 3, 2).get(1).test().rows()).isEqualTo(2);
    assertThat(table.folds(3, 4)).hasSize(4);
    assertThat(split.test().split(1, 0.5).test().where(0, "price")).contains("line ");
    assertThat(
            assertThrows(
                IllegalArgumentException.class, () -> table.stratifiedSplit("city", 1, 0.5)))
        .hasMessageThat()
        .isEqualTo(
            "Column \"city\" cannot divide the rows: Class 1 has 1 of 4 rows and cannot be in both"
                + " parts. Leave its rows out, or divide without regard to classes. (Classes 0:"
                + " \"Rome\", 1: \"Oslo\", 2: \"Lima\".)");
  }

  @Test
  void recipesSayWhatTheyDo() throws IOException {
    FittedRecipe recipe =
        Recipe.of(
                "x",
                numbers("area").orMedian().standardized().and(oneHot("city").withOther()),
                "y",
                labels("sold"))
            .fit(table(HOUSES));
    assertThat(recipe.toString())
        .isEqualTo(
            """
            x (rows, 3)
              area: number, 80.0000 if missing, minus 80.0000, divided by 14.1421
              city: a column each for "Rome", "other"; "other" if unknown
            y (rows) of labels
              sold: labels from 0 for "no", "yes\"""");
  }
}
