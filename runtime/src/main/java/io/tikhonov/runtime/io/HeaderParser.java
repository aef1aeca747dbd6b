package io.tikhonov.runtime.io;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the JSON header of a file and believes nothing that it says. */
final class HeaderParser {

  static final String METADATA = "__metadata__";

  private static final int MAX_TENSORS = 100_000;
  private static final int MAX_RANK = 32;
  private static final int MAX_QUOTED = 80;

  private final Path file;
  private final long dataBytes;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, TensorEntry> tensors = new LinkedHashMap<>();

  /**
   * @param file for messages
   * @param dataBytes how many bytes follow the header
   */
  HeaderParser(Path file, long dataBytes) {
    this.file = file;
    this.dataBytes = dataBytes;
  }

  Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  Map<String, TensorEntry> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  void parse(String header) throws DamagedFileException {
    try (JsonReader json = new JsonReader(new StringReader(header))) {
      json.setStrictness(Strictness.STRICT);
      json.beginObject();
      boolean metadataSeen = false;
      while (json.hasNext()) {
        String name = json.nextName();
        if (!name.equals(METADATA)) {
          readTensor(json, name);
        } else if (metadataSeen) {
          throw damaged("the header has two entries \"" + METADATA + "\".");
        } else {
          metadataSeen = true;
          readMetadata(json);
        }
      }
      json.endObject();
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw damaged("the header goes on after its JSON object.");
      }
    } catch (DamagedFileException e) {
      throw e;
    } catch (MalformedJsonException
        | EOFException
        | IllegalStateException
        | NumberFormatException
        | JsonParseException e) {
      throw new DamagedFileException(file, "the header is not the expected JSON.", e);
    } catch (IOException e) {
      throw new IllegalStateException("Reading a string cannot fail.", e);
    }
    requireNoGaps();
  }

  private void readMetadata(JsonReader json) throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      if (json.peek() != JsonToken.STRING) {
        throw damaged("the metadata " + quote(key) + " is not a string.");
      }
      if (metadata.put(key, json.nextString()) != null) {
        throw damaged("the metadata has two entries " + quote(key) + ".");
      }
    }
    json.endObject();
  }

  private void readTensor(JsonReader json, String name) throws IOException {
    if (tensors.size() == MAX_TENSORS) {
      throw damaged("it has more than " + MAX_TENSORS + " tensors.");
    }
    TensorType type = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      if (key.equals("dtype") && type == null) {
        type = readType(json, name);
      } else if (key.equals("shape") && shape == null) {
        shape = readNumbers(json, name, MAX_RANK);
      } else if (key.equals("data_offsets") && offsets == null) {
        offsets = readNumbers(json, name, 2);
      } else {
        throw damaged("tensor " + quote(name) + " has an unexpected entry " + quote(key) + ".");
      }
    }
    json.endObject();
    if (type == null || shape == null || offsets == null || offsets.size() != 2) {
      throw damaged("tensor " + quote(name) + " lacks its dtype, shape or two data_offsets.");
    }
    long begin = offsets.get(0);
    long end = offsets.get(1);
    if (begin > end || end > dataBytes) {
      throw damaged(
          "tensor "
              + quote(name)
              + " lies at bytes "
              + begin
              + " to "
              + end
              + " of "
              + dataBytes
              + "; the file may be truncated.");
    }
    if (bytes(type, shape) != end - begin) {
      throw damaged(
          "tensor "
              + quote(name)
              + " of type "
              + type
              + " and shape "
              + shape
              + " takes "
              + (end - begin)
              + " bytes.");
    }
    if (tensors.put(name, new TensorEntry(name, type, shape, begin, end)) != null) {
      throw damaged("it has two tensors " + quote(name) + ".");
    }
  }

  private TensorType readType(JsonReader json, String name) throws IOException {
    String text = json.peek() == JsonToken.STRING ? json.nextString() : "";
    for (TensorType type : TensorType.values()) {
      if (type.name().equals(text)) {
        return type;
      }
    }
    throw damaged("tensor " + quote(name) + " has the unknown dtype " + quote(text) + ".");
  }

  private List<Long> readNumbers(JsonReader json, String name, int limit) throws IOException {
    List<Long> numbers = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      // nextLong() would also take "1", 1.0 and 1e0.
      String digits = json.peek() == JsonToken.NUMBER ? json.nextString() : "";
      if (digits.isEmpty()
          || digits.length() > 18
          || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
        throw damaged("tensor " + quote(name) + " has a shape or offset that is no whole number.");
      }
      if (numbers.size() == limit) {
        throw damaged("tensor " + quote(name) + " has too many dimensions or offsets.");
      }
      numbers.add(Long.parseLong(digits));
    }
    json.endArray();
    return numbers;
  }

  /** The size of a tensor in bytes; −1 if it is beyond all numbers. */
  private static long bytes(TensorType type, List<Long> shape) {
    long bytes = type.bytes();
    for (long size : shape) {
      if (size != 0 && bytes > Long.MAX_VALUE / size) {
        return -1;
      }
      bytes *= size;
    }
    return bytes;
  }

  private void requireNoGaps() throws DamagedFileException {
    List<TensorEntry> sorted = new ArrayList<>(tensors.values());
    sorted.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
    long end = 0;
    for (TensorEntry tensor : sorted) {
      if (tensor.begin() != end) {
        throw damaged(
            "tensor "
                + quote(tensor.name())
                + " begins at byte "
                + tensor.begin()
                + " and not at "
                + end
                + ", where the one before it ends.");
      }
      end = tensor.end();
    }
    if (end != dataBytes) {
      throw damaged(
          "the tensors take "
              + end
              + " bytes but "
              + dataBytes
              + " follow the header; the file may"
              + " be truncated.");
    }
  }

  private DamagedFileException damaged(String problem) {
    return new DamagedFileException(file, problem);
  }

  /** Text from a file as it can stand in a message: short and printable. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length() && i < MAX_QUOTED; i++) {
      char c = text.charAt(i);
      boolean plain =
          c >= ' ' && c != 0x7f && !Character.isISOControl(c) && !Character.isSurrogate(c);
      quoted.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
    return quoted.append(text.length() > MAX_QUOTED ? "...\"" : "\"").toString();
  }
}
