package io.tikhonov.runtime.data;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.tikhonov.runtime.Objective;
import io.tikhonov.runtime.io.SafeTensorsReader;
import io.tikhonov.runtime.io.SafeTensorsWriter;
import io.tikhonov.runtime.io.TensorData;
import io.tikhonov.runtime.io.TensorEntry;
import io.tikhonov.runtime.io.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recipes as JSON, in files of their own or in the metadata of a model's file. */
final class RecipeFiles {
  private static final String FORMAT = "tikhonov recipe";
  private static final int VERSION = 1;

  /** The key in the metadata of a model's file. */
  private static final String METADATA = "tikhonov.recipe";

  private RecipeFiles() {}

  // Writing

  static void save(FittedRecipe recipe, Path file) throws IOException {
    String text =
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json(recipe));
    WholeFile.writeText(file, text + "\n");
  }

  /** The objective writes its file as it always does; that is written again with the recipe. */
  static void saveWith(FittedRecipe recipe, Objective<?> objective, Path file) throws IOException {
    Path temporary =
        Files.createTempFile(WholeFile.folder(file), "." + file.getFileName() + ".", ".tmp");
    try {
      objective.save(temporary);
      try (SafeTensorsReader reader = new SafeTensorsReader(temporary)) {
        Map<String, String> metadata = new LinkedHashMap<>(reader.metadata());
        metadata.remove(
            SafeTensorsWriter.CHECKSUM); // of the file that was read; the writer adds its own
        metadata.put(METADATA, json(recipe).toString());
        List<TensorData> tensors = new ArrayList<>();
        for (TensorEntry tensor : reader.tensors().values()) {
          ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(tensor.bytes()));
          reader.read(tensor, bytes);
          tensors.add(new TensorData(tensor.name(), tensor.type(), tensor.shape(), bytes.flip()));
        }
        SafeTensorsWriter.write(file, metadata, tensors);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static JsonObject json(FittedRecipe recipe) {
    JsonArray inputs = new JsonArray();
    for (FittedInput input : recipe.inputs().values()) {
      JsonArray columns = new JsonArray();
      input.columns().forEach(column -> columns.add(column.save()));
      JsonObject object = new JsonObject();
      object.addProperty("input", input.name());
      object.addProperty("form", input.form().name());
      object.add("columns", columns);
      inputs.add(object);
    }
    JsonObject object = new JsonObject();
    object.addProperty("format", FORMAT);
    object.addProperty("version", VERSION);
    object.addProperty("doubles", recipe.doubles());
    object.add("inputs", inputs);
    return object;
  }

  // Reading

  static FittedRecipe load(Path file) throws IOException {
    OpenedFile.requireFile(file);
    String text = isJson(file) ? text(file) : metadata(file);
    try {
      return recipe(JsonParser.parseString(text).getAsJsonObject());
    } catch (JsonParseException
        | IllegalArgumentException
        | IllegalStateException
        | NullPointerException
        | UnsupportedOperationException
        | ClassCastException e) {
      // What Gson throws where something is missing or of another type, and our own checks.
      throw new DataFileException(
          file, "its recipe is damaged, or a newer release wrote it: " + e.getMessage(), e);
    }
  }

  private static boolean isJson(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.read() == '{';
    }
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new DataFileException(file, "it is no text in UTF-8.", e);
    }
  }

  private static String metadata(Path file) throws IOException {
    try (SafeTensorsReader reader = new SafeTensorsReader(file)) {
      String text = reader.metadata().get(METADATA);
      if (text == null) {
        throw new DataFileException(
            file,
            "it has no recipe; a model is saved with one by recipe.saveWith(objective, file).");
      }
      reader.verify();
      return text;
    }
  }

  private static FittedRecipe recipe(JsonObject object) {
    require(object.get("format").getAsString().equals(FORMAT), "it is no recipe.");
    require(object.get("version").getAsInt() == VERSION, "its version is not " + VERSION + ".");
    Map<String, FittedInput> inputs = new LinkedHashMap<>();
    for (JsonElement element : object.getAsJsonArray("inputs")) {
      FittedInput input = input(element.getAsJsonObject());
      require(inputs.putIfAbsent(input.name(), input) == null, "two inputs have the same name.");
    }
    require(!inputs.isEmpty(), "it has no inputs.");
    return new FittedRecipe(inputs, bool(object, "doubles"));
  }

  private static FittedInput input(JsonObject object) {
    Columns.Form form = Columns.Form.valueOf(object.get("form").getAsString());
    List<FittedColumn> columns = new ArrayList<>();
    for (JsonElement column : object.getAsJsonArray("columns")) {
      columns.add(column(column.getAsJsonObject()));
    }
    String name = object.get("input").getAsString();
    require(!columns.isEmpty(), "input \"" + name + "\" has no columns.");
    int width = columns.stream().mapToInt(column -> column.names().size()).sum();
    require(form == Columns.Form.MATRIX || width == 1, "input \"" + name + "\" has more columns.");
    return new FittedInput(name, form, columns);
  }

  private static FittedColumn column(JsonObject object) {
    String name = object.get("column").getAsString();
    String kind = object.get("kind").getAsString();
    if (kind.equals(FittedNumber.KIND)) {
      double deviation = finite(object, "deviation");
      require(deviation > 0, "a deviation must be positive.");
      return new FittedNumber(
          name,
          object.has("fill") ? finite(object, "fill") : Double.NaN,
          bool(object, "indicator"),
          finite(object, "mean"),
          deviation);
    }
    List<String> categories = new ArrayList<>();
    object.getAsJsonArray("categories").forEach(it -> categories.add(it.getAsString()));
    String missing = object.has("missing") ? object.get("missing").getAsString() : null;
    boolean other = bool(object, "other");
    require(!categories.isEmpty(), "column \"" + name + "\" has no categories.");
    require(missing == null || categories.contains(missing), "a category is missing.");
    require(!other || categories.contains(FittedCategory.OTHER), "a category is missing.");
    return new FittedCategory(name, FittedCategory.Kind.valueOf(kind), categories, missing, other);
  }

  private static boolean bool(JsonObject object, String name) {
    require(object.getAsJsonPrimitive(name).isBoolean(), name + " must be true or false.");
    return object.get(name).getAsBoolean();
  }

  private static double finite(JsonObject object, String name) {
    require(object.getAsJsonPrimitive(name).isNumber(), name + " must be a number.");
    double number = object.get(name).getAsDouble();
    require(Double.isFinite(number), name + " must be a finite number.");
    return number;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
