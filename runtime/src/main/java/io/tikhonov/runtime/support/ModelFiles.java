package io.tikhonov.runtime.support;

import io.tikhonov.runtime.io.DamagedFileException;
import io.tikhonov.runtime.io.SafeTensorsReader;
import io.tikhonov.runtime.io.SafeTensorsWriter;
import io.tikhonov.runtime.io.TensorData;
import io.tikhonov.runtime.io.TensorEntry;
import io.tikhonov.runtime.io.TensorType;
import io.tikhonov.runtime.io.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Tensors of an objective in files, with what says to whom they belong. */
final class ModelFiles {

  static final String MODEL = "model";
  static final String CHECKPOINT = "checkpoint";

  /** With what keys of the metadata begin in files that this class has written. */
  private static final String OWN = "tikhonov.";

  private static final String FORMAT = OWN + "format";
  private static final String FORMAT_VERSION = "1";
  private static final String KIND = OWN + "kind";
  private static final String CLASS = OWN + "model";

  /** Why a tensor that the file does not have keeps its value. */
  private static final String MISSING = "is not in the file";

  private static final int SHOWN = 8;
  private static final int LONGEST = 300;

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
      throw new UncheckedIOException(
          "Cannot write \""
              + file
              + "\": "
              + WholeFile.reason(e)
              + ". A file that was there before is unchanged.",
          e);
    }
  }

  /**
   * What a file is read for.
   *
   * @param checkpoint whether only a checkpoint will do
   * @param matching whether what does not fit is left out, instead of nothing being read
   */
  record Request(boolean checkpoint, boolean matching) {}

  /**
   * Which tensors of an objective a file has.
   *
   * @param taken those that fit
   * @param kept the others by name, and why
   * @param unused names that only the file has
   */
  record Fit(List<StoredTensor> taken, Map<String, String> kept, Set<String> unused) {}

  /**
   * Reads tensors. Nothing is changed before all of them are read and found to fit.
   *
   * @param check looks at the metadata and throws if the file does not belong here; may collect
   *     what is to be set after this method has returned
   */
  static Fit load(
      Path file, Request request, List<StoredTensor> tensors, Consumer<Map<String, String>> check) {
    List<Memory> staging = new ArrayList<>();
    try (SafeTensorsReader reader = new SafeTensorsReader(file)) {
      checkOrigin(file, request.checkpoint(), reader);
      check.accept(reader.metadata());
      Fit fit = fit(request, tensors, reader);
      if (request.matching()) {
        requireSome(file, fit);
      } else {
        requireAll(file, request.checkpoint(), fit, reader);
      }
      for (StoredTensor tensor : fit.taken()) {
        TensorEntry entry = reader.tensors().get(tensor.name());
        long length = tensor.memory().length();
        Memory memory = entry.type() == TensorType.F64 ? new Doubles(length) : new Floats(length);
        staging.add(memory);
        reader.read(entry, bytes(memory));
      }
      for (int i = 0; i < fit.taken().size(); i++) {
        TensorStore.copy(staging.get(i), fit.taken().get(i).memory());
      }
      return fit;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read \"" + file + "\": " + WholeFile.reason(e), e);
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
    boolean own = metadata.keySet().stream().anyMatch(key -> key.startsWith(OWN));
    if (!own) {
      if (checkpoint) {
        throw new DamagedFileException(
            file, "it is no checkpoint; load() reads files that hold parameters only.");
      }
      return;
    }
    if (!FORMAT_VERSION.equals(version)) {
      throw new DamagedFileException(
          file,
          "its format version is not "
              + FORMAT_VERSION
              + (version == null ? "." : "; a newer release wrote it."));
    }
    reader.verify();
    if (checkpoint && !CHECKPOINT.equals(metadata.get(KIND))) {
      throw new IllegalArgumentException(
          "File \"" + file + "\" holds a model and no checkpoint; read it with load().");
    }
  }

  private static Fit fit(Request request, List<StoredTensor> tensors, SafeTensorsReader reader) {
    boolean exactType = request.checkpoint() && !request.matching();
    List<StoredTensor> taken = new ArrayList<>();
    Map<String, String> kept = new LinkedHashMap<>();
    Set<String> unused = new LinkedHashSet<>(reader.tensors().keySet());
    for (StoredTensor tensor : tensors) {
      unused.remove(tensor.name());
      String difference = difference(tensor, reader.tensors().get(tensor.name()), exactType);
      if (difference.isEmpty()) {
        taken.add(tensor);
      } else {
        kept.put(tensor.name(), difference);
      }
    }
    return new Fit(taken, kept, unused);
  }

  /** Why a tensor cannot be read from the file; empty if it can. */
  private static String difference(StoredTensor tensor, TensorEntry entry, boolean exactType) {
    if (entry == null) {
      return MISSING;
    }
    if (!entry.shape().equals(tensor.dimensions())) {
      return "has the shape %s there and %s in this objective"
          .formatted(entry.shape(), tensor.dimensions());
    }
    boolean floating = entry.type() == TensorType.F32 || entry.type() == TensorType.F64;
    if (exactType ? entry.type() != tensor.type() : !floating) {
      return "has the type %s there and %s in this objective"
          .formatted(entry.type(), tensor.type());
    }
    return "";
  }

  private static void requireSome(Path file, Fit fit) {
    if (fit.taken().isEmpty()) {
      throw foreign(
          file,
          "no tensor of the objective is in it with the same name and shape; it has "
              + names(fit.unused().isEmpty() ? fit.kept().keySet() : fit.unused()));
    }
  }

  private static void requireAll(Path file, boolean checkpoint, Fit fit, SafeTensorsReader reader) {
    List<String> differences = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    fit.kept()
        .forEach(
            (name, difference) -> {
              if (difference.equals(MISSING)) {
                missing.add('"' + name + '"');
              } else {
                differences.add("tensor \"" + name + "\" " + difference);
              }
            });
    if (!missing.isEmpty()) {
      differences.add(
          "it lacks tensor "
              + names(missing, "", "")
              + "; it has "
              + names(reader.tensors().keySet()));
    }
    boolean extrasAllowed = CHECKPOINT.equals(reader.metadata().get(KIND)) && !checkpoint;
    if (!fit.unused().isEmpty() && !extrasAllowed) {
      differences.add("it has tensors that this objective does not have: " + names(fit.unused()));
    }
    if (!differences.isEmpty()) {
      List<String> shown = differences.stream().limit(SHOWN).toList();
      int more = differences.size() - shown.size();
      throw foreign(
          file,
          (shown.size() > 1 ? "\n  " : "")
              + String.join("\n  ", shown)
              + (more > 0 ? "\n  and " + more + " more differences" : ""));
    }
  }

  private static String names(Collection<String> names) {
    return names(names, "[", "]");
  }

  /** The first ones of many. */
  private static String names(Collection<String> names, String prefix, String suffix) {
    String text =
        names.stream().limit(SHOWN).map(ModelFiles::printable).collect(Collectors.joining(", "));
    int more = names.size() - SHOWN;
    return prefix + text + (more > 0 ? " and " + more + " more" : "") + suffix;
  }

  /** Text from a file as it can stand in a message. */
  static String printable(String text) {
    String start = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    return start.replaceAll("\\p{C}", "?");
  }

  static IllegalArgumentException foreign(Path file, String difference) {
    return new IllegalArgumentException(
        "File \"" + file + "\" does not fit this objective: " + difference + ".");
  }
}
