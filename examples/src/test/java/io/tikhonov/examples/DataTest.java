package io.tikhonov.examples;

import static com.google.common.truth.Truth.assertThat;
import static io.tikhonov.runtime.data.Columns.labels;
import static io.tikhonov.runtime.data.Columns.number;
import static io.tikhonov.runtime.data.Columns.numbers;
import static io.tikhonov.runtime.data.Columns.oneHot;
import static io.tikhonov.runtime.data.Columns.others;

import io.tikhonov.runtime.Dataset;
import io.tikhonov.runtime.Metrics;
import io.tikhonov.runtime.StreamedDataset;
import io.tikhonov.runtime.Trainer;
import io.tikhonov.runtime.TrainingHistory;
import io.tikhonov.runtime.data.CsvFile;
import io.tikhonov.runtime.data.FittedRecipe;
import io.tikhonov.runtime.data.Recipe;
import io.tikhonov.runtime.data.Table;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The README's way from a file to a model that is used. */
final class DataTest {
  @TempDir Path folder;

  @BeforeEach
  void quiet() {
    System.setProperty("tikhonov.progress", "off");
  }

  @AfterEach
  void loud() {
    System.clearProperty("tikhonov.progress");
  }

  private static Path flowers() throws URISyntaxException {
    return Path.of(DataTest.class.getResource("/tables/flowers.csv").toURI());
  }

  /** What the README shows. */
  private static TrainingHistory fit(Path file, Path model) throws IOException {
    Table.Split flowers = CsvFile.read(file).stratifiedSplit("species", 7, 0.8);
    FittedRecipe recipe =
        Recipe.of("x", others().standardized(), "y", labels("species")).fit(flowers.train());
    try (FlowerClassifierObjective objective =
        FlowerClassifierObjective.builder()
            .features(recipe.width("x"))
            .classes(recipe.classes("y").size())
            .build()) {
      TrainingHistory history =
          Trainer.of(objective)
              .epochs(50)
              .validation(recipe.dataset(flowers.test()))
              .metric("accuracy", Metrics::accuracy, b -> objective.logits(b.x()), b -> b.y())
              .fit(recipe.dataset(flowers.train()));
      recipe.saveWith(objective, model);
      return history;
    }
  }

  /** What the README shows, too. */
  private static String species(Path model) throws IOException {
    FittedRecipe recipe = FittedRecipe.load(model);
    try (FlowerClassifierObjective objective =
        FlowerClassifierObjective.builder()
            .features(recipe.width("x"))
            .classes(recipe.classes("y").size())
            .build()) {
      objective.load(model);
      Map<String, Double> flower =
          Map.of("sepal length", 6.1, "sepal width", 2.9, "petal length", 4.7, "petal width", 1.4);
      INDArray scores = objective.logits(recipe.array("x", flower));
      return recipe.predicted("y", scores).get(0);
    }
  }

  /** And this. */
  private static StreamedDataset streamed(FittedRecipe recipe, Path file) {
    return Dataset.streamed(() -> CsvFile.format().chunks(file, 256).map(recipe::batch))
        .prefetch(4);
  }

  /** What docs/data.md shows. */
  private static Recipe houses() {
    return Recipe.of(
        "x",
        numbers("area", "rooms").orMedian().standardized().and(oneHot("city").withOther()),
        "y",
        number("price").standardized());
  }

  @Test
  void theDocumentShowsThisRecipe() throws IOException {
    Table table =
        CsvFile.read(
            Files.writeString(
                folder.resolve("houses.csv"),
                "area,rooms,city,price\n100,,Rome,1\n50,2,Rome,3\n80,4,Oslo,5\n"));
    FittedRecipe recipe = houses().fit(table);
    assertThat(recipe.names("x")).containsExactly("area", "rooms", "city=Rome", "city=other");
    assertThat(recipe.array("y", table).sumNumber().doubleValue()).isWithin(1e-6).of(0);
    String document = Files.readString(Path.of("../docs/data.md"));
    int from = document.indexOf("return Recipe.of(");
    assertThat(stripped(Files.readString(Path.of(SOURCE))))
        .contains(stripped(document.substring(from, document.indexOf("```", from))));
  }

  @Test
  void aModelIsLearnedFromAFileAndServed() throws Exception {
    Path model = folder.resolve("flowers.safetensors");
    TrainingHistory history = fit(flowers(), model);
    assertThat(history.last().metrics().get("accuracy")).isAtLeast(0.9);
    assertThat(species(model)).isEqualTo("versicolor");
  }

  @Test
  void theSameFromAStream() throws Exception {
    Table table = CsvFile.read(flowers());
    FittedRecipe recipe =
        Recipe.of("x", others().standardized(), "y", labels("species")).fit(table);
    Dataset whole = recipe.dataset(table);
    try (FlowerClassifierObjective first =
            FlowerClassifierObjective.builder().features(4).classes(3).build();
        FlowerClassifierObjective second =
            FlowerClassifierObjective.builder().features(4).classes(3).build()) {
      Trainer.of(first).epochs(20).batchSize(256).shuffle(false).fit(whole);
      Trainer.of(second).epochs(20).fit(streamed(recipe, flowers()));
      assertThat(second.parameters().get("w")).isEqualTo(first.parameters().get("w"));
      assertThat(second.stepCount()).isEqualTo(20);
    }
  }

  @Test
  void theReadmeShowsTheseLines() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    String source = stripped(Files.readString(Path.of(SOURCE)));
    for (String start :
        List.of(
            "Table.Split flowers =",
            "FittedRecipe recipe = FittedRecipe.load",
            "return Dataset.streamed")) {
      int from = readme.indexOf(start);
      assertThat(from).isAtLeast(0);
      assertThat(source).contains(stripped(readme.substring(from, readme.indexOf("```", from))));
    }
  }

  private static final String SOURCE = "src/test/java/io/tikhonov/examples/DataTest.java";

  private static String stripped(String code) {
    return String.join("\n", code.lines().map(String::strip).toList()).strip();
  }
}
