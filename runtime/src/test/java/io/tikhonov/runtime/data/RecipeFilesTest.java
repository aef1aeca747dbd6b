package io.tikhonov.runtime.data;

import static com.google.common.truth.Truth.assertThat;
import static io.tikhonov.runtime.data.Columns.binary;
import static io.tikhonov.runtime.data.Columns.labels;
import static io.tikhonov.runtime.data.Columns.number;
import static io.tikhonov.runtime.data.Columns.numbers;
import static io.tikhonov.runtime.data.Columns.oneHot;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tikhonov.runtime.support.LinearObjective;
import io.tikhonov.runtime.support.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

final class RecipeFilesTest {
  @TempDir private Path folder;

  private Table table() throws IOException {
    return CsvFile.read(
        Files.writeString(
            folder.resolve("table.csv"),
            """
            a,b,"größe, ""in"" 東京",flag,y
            0.1,1,S,t,1.5
            0.2,,M,f,2.5
            0.7,3,NA,f,-1e-7
            """));
  }

  private FittedRecipe recipe() throws IOException {
    return Recipe.of(
            "x",
            numbers("a")
                .standardized()
                .and(numbers("b").orMean().withIndicator())
                .and(oneHot("größe, \"in\" 東京").or("<none>").withOther(1)))
        .with("size", labels("größe, \"in\" 東京").or("?"))
        .with("flag", binary("flag", "t"))
        .with("y", number("y").standardized())
        .fit(table());
  }

  private void assertSame(FittedRecipe loaded, FittedRecipe recipe) throws IOException {
    assertThat(loaded.toString()).isEqualTo(recipe.toString());
    Map<String, INDArray> expected = recipe.batch(table());
    assertThat(loaded.batch(table())).isEqualTo(expected);
    assertThat(loaded.batch(table()).keySet()).containsExactlyElementsIn(expected.keySet());
    expected.forEach(
        (name, array) -> {
          INDArray same = array;
          try {
            assertThat(loaded.array(name, table()).dataType()).isEqualTo(same.dataType());
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void recipesComeBackFromTheirFiles() throws IOException {
    Path file = folder.resolve("recipe.json");
    recipe().save(file);
    assertSame(FittedRecipe.load(file), recipe());
    assertThat(Files.readString(file)).contains("\"größe, \\\"in\\\" 東京\"");
    FittedRecipe doubles = Recipe.of("x", numbers("a").standardized()).inDoubles().fit(table());
    doubles.save(file);
    assertSame(FittedRecipe.load(file), doubles);
    assertThat(FittedRecipe.load(file).array("x", table()).toDoubleMatrix())
        .isEqualTo(doubles.array("x", table()).toDoubleMatrix());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(it -> it.getFileName().toString()).toList())
          .containsExactly("recipe.json", "table.csv");
    }
  }

  /** One file holds the model and its recipe, and each reads its part. */
  @Test
  void recipesLieInTheFileOfTheModel() throws IOException {
    Path file = folder.resolve("model.safetensors");
    try (LinearObjective objective = TestData.objective(7);
        LinearObjective other = TestData.objective(8)) {
      recipe().saveWith(objective, file);
      recipe().saveWith(objective, file);
      assertSame(FittedRecipe.load(file), recipe());
      other.load(file);
      assertThat(other.parameters().get("w")).isEqualTo(objective.parameters().get("w"));

      Path plain = folder.resolve("plain.safetensors");
      objective.save(plain);
      assertThat(assertThrows(DataFileException.class, () -> FittedRecipe.load(plain)))
          .hasMessageThat()
          .contains("it has no recipe; a model is saved with one by recipe.saveWith");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.filter(it -> it.toString().endsWith(".tmp")).toList()).isEmpty();
      }
      Path nowhere = folder.resolve("no/model.safetensors");
      FittedRecipe recipe = recipe();
      assertThat(assertThrows(IOException.class, () -> recipe.saveWith(objective, nowhere)))
          .hasMessageThat()
          .contains("does not exist");
      assertThrows(IOException.class, () -> recipe.save(nowhere));
    }
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    assertThrows(NoSuchFileException.class, () -> FittedRecipe.load(folder.resolve("none")));
    assertThrows(DataFileException.class, () -> FittedRecipe.load(folder));
    for (String text :
        List.of(
            "{}",
            "{\"format\": \"tikhonov recipe\", \"version\": 2}",
            "{\"format\": \"tikhonov recipe\", \"version\": 1, \"doubles\": false, \"inputs\": []}",
            "{\"format\": 1")) {
      Path file = Files.writeString(folder.resolve("bad.json"), text);
      assertThat(assertThrows(DataFileException.class, () -> FittedRecipe.load(file)))
          .hasMessageThat()
          .startsWith("File \"" + file + "\": its recipe is damaged, or a newer release wrote it");
    }
  }

  /** A damaged recipe is refused, or is a recipe. */
  @Test
  void damagedFilesAreRefused() throws IOException {
    Path file = folder.resolve("recipe.json");
    recipe().save(file);
    byte[] whole = Files.readAllBytes(file);
    byte[] likely = "{}[]\",:0-.e\\ntf\u00e9".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Random random = new Random(5);
    int refused = 0;
    for (int trial = 0; trial < 3000; trial++) {
      byte[] bytes = whole.clone();
      for (int k = random.nextInt(3); k >= 0; k--) {
        bytes[1 + random.nextInt(bytes.length - 1)] =
            random.nextBoolean() ? (byte) random.nextInt() : likely[random.nextInt(likely.length)];
      }
      int length = random.nextInt(4) > 0 ? bytes.length : 1 + random.nextInt(bytes.length);
      Path damaged = Files.write(folder.resolve("damaged.json"), Arrays.copyOf(bytes, length));
      try {
        FittedRecipe loaded = FittedRecipe.load(damaged);
        assertThat(loaded.toString()).isNotEmpty();
      } catch (DataFileException e) {
        assertThat(e).hasMessageThat().startsWith("File \"" + damaged + "\": ");
        refused++;
      }
    }
    assertThat(refused).isAtLeast(1000);
  }
}
