package io.tikhonov.runtime.support;

import io.tikhonov.runtime.io.DamagedFileException;
import io.tikhonov.runtime.io.SafeTensorsReader;
import io.tikhonov.runtime.io.SafeTensorsWriter;
import io.tikhonov.runtime.io.TensorData;
import io.tikhonov.runtime.io.TensorEntry;
import io.tikhonov.runtime.io.TensorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Tensors of an objective in files, with what says to whom they belong. */
final class ModelFiles {

  static final String MODEL = "model";
  static final String CHECKPOINT = "checkpoint";

  private static final String FORMAT = "tikhonov.format";
  private static final String FORMAT_VERSION = "1";
  private static final String KIND = "tikhonov.kind";
  private static final String CLASS = "tikhonov.model";

  private ModelFiles() {}

  /**
   * Writes tensors.
   *
   * @param kind {@link #MODEL} or {@link #CHECKPOINT}
   * @param more further metadata
   */
  static void save(
      Path file, String kind, String model, Map<String, String> more, List<StoredTensor> tensors) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FORMAT, FORMAT_VERSION);
    metadata.put(KIND, kind);
    metadata.put(CLASS, model);
    metadata.putAll(more);
    List<TensorData> data = new ArrayList<>();
    for (StoredTensor tensor : tensors) {
      data.add(
          new TensorData(
              tensor.name(), tensor.type(), tensor.dimensions(), bytes(tensor.memory())));
    }
    try {
      SafeTensorsWriter.write(file, metadata, data);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write \"" + file + "\": " + e.getMessage(), e);
    }
  }

  /**
   * Reads tensors. Nothing is changed before all of them are read and found to fit.
   *
   * @param checkpoint whether only a checkpoint will do
   * @param check looks at the metadata and throws if the file does not belong here; may collect
   *     what is to be set after this method has returned
   */
  static void load(
      Path file,
      boolean checkpoint,
      List<StoredTensor> tensors,
      Consumer<Map<String, String>> check) {
    List<Memory> staging = new ArrayList<>();
    try (SafeTensorsReader reader = new SafeTensorsReader(file)) {
      checkOrigin(file, checkpoint, reader);
      check.accept(reader.metadata());
      checkTensors(file, checkpoint, tensors, reader);
      for (StoredTensor tensor : tensors) {
        TensorEntry entry = reader.tensors().get(tensor.name());
        long length = tensor.memory().length();
        Memory memory = entry.type() == TensorType.F64 ? new Doubles(length) : new Floats(length);
        staging.add(memory);
        reader.read(entry, bytes(memory));
      }
      for (int i = 0; i < tensors.size(); i++) {
        TensorStore.copy(staging.get(i), tensors.get(i).memory());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read \"" + file + "\": " + e.getMessage(), e);
    } finally {
      staging.forEach(Memory::close);
    }
  }

  /** A buffer on the memory. The format is little-endian, as every machine that ND4J runs on. */
  private static ByteBuffer bytes(Memory memory) {
    return new BytesOf(memory).asByteBuffer();
  }

  private static void checkOrigin(Path file, boolean checkpoint, SafeTensorsReader reader)
      throws IOException {
    Map<String, String> metadata = reader.metadata();
    String version = metadata.get(FORMAT);
    if (version == null) {
      if (checkpoint) {
        throw new DamagedFileException(
            file, "it is no checkpoint; load() reads files that hold parameters only.");
      }
      return;
    }
    if (!version.equals(FORMAT_VERSION)) {
      throw new DamagedFileException(
          file, "its format version is not " + FORMAT_VERSION + "; a newer release wrote it.");
    }
    reader.verify();
    if (checkpoint && !CHECKPOINT.equals(metadata.get(KIND))) {
      throw new IllegalArgumentException(
          "File \"" + file + "\" holds a model and no checkpoint; read it with load().");
    }
  }

  private static void checkTensors(
      Path file, boolean checkpoint, List<StoredTensor> tensors, SafeTensorsReader reader) {
    Map<String, TensorEntry> rest = new LinkedHashMap<>(reader.tensors());
    for (StoredTensor tensor : tensors) {
      TensorEntry entry = rest.remove(tensor.name());
      String name = "tensor \"" + tensor.name() + "\"";
      if (entry == null) {
        throw foreign(file, "it lacks " + name + "; it has " + reader.tensors().keySet());
      }
      if (!entry.shape().equals(tensor.dimensions())) {
        throw foreign(
            file,
            name
                + " has the shape "
                + entry.shape()
                + " there and "
                + tensor.dimensions()
                + " in this objective");
      }
      boolean floating = entry.type() == TensorType.F32 || entry.type() == TensorType.F64;
      if (checkpoint ? entry.type() != tensor.type() : !floating) {
        throw foreign(
            file,
            name
                + " has the type "
                + entry.type()
                + " there and "
                + tensor.type()
                + " in this objective");
      }
    }
    boolean extrasAllowed = CHECKPOINT.equals(reader.metadata().get(KIND)) && !checkpoint;
    if (!rest.isEmpty() && !extrasAllowed) {
      throw foreign(file, "it has tensors that this objective does not have: " + rest.keySet());
    }
  }

  static IllegalArgumentException foreign(Path file, String difference) {
    return new IllegalArgumentException(
        "File \"" + file + "\" does not fit this objective: " + difference + ".");
  }
}
