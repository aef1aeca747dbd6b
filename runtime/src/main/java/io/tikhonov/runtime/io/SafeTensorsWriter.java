package io.tikhonov.runtime.io;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes files of the safetensors format, whole or not at all. */
public final class SafeTensorsWriter {

  /** Name in the metadata of a file under which the writer puts its checksum. */
  public static final String CHECKSUM = Checksum.KEY;

  /** Tensors begin at a multiple of this, as the format recommends. */
  private static final int ALIGNMENT = 8;

  private SafeTensorsWriter() {}

  /**
   * Writes tensors to a file that replaces the one that may be there, as {@link WholeFile} does.
   *
   * @param metadata strings to be kept in the header; the key {@code checksum} is added
   * @param tensors with different names
   * @throws IOException if the file cannot be written; then the old one is unchanged
   * @throws IllegalArgumentException if a tensor's bytes do not suit its shape
   */
  public static void write(Path file, Map<String, String> metadata, List<TensorData> tensors)
      throws IOException {
    byte[] header = header(metadata, tensors);
    Checksum checksum = new Checksum();
    checksum.update(header);
    for (TensorData tensor : tensors) {
      checksum.update(tensor.bytes().duplicate());
    }
    Checksum.replace(header, checksum.text());

    WholeFile.write(
        file,
        channel -> {
          ByteBuffer length =
              ByteBuffer.allocate(SafeTensorsReader.LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
          length.putLong(0, header.length);
          WholeFile.writeFully(channel, length);
          WholeFile.writeFully(channel, ByteBuffer.wrap(header));
          for (TensorData tensor : tensors) {
            WholeFile.writeFully(channel, tensor.bytes().duplicate());
          }
        });
  }

  private static byte[] header(Map<String, String> metadata, List<TensorData> tensors)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      json.name(HeaderParser.METADATA).beginObject();
      json.name(Checksum.KEY).value(Checksum.BLANK);
      for (Map.Entry<String, String> entry : metadata.entrySet()) {
        json.name(entry.getKey()).value(entry.getValue());
      }
      json.endObject();
      long begin = 0;
      Set<String> names = new HashSet<>();
      for (TensorData tensor : tensors) {
        if (!names.add(tensor.name()) || tensor.name().equals(HeaderParser.METADATA)) {
          throw new IllegalArgumentException("Tensor name \"" + tensor.name() + "\" is taken.");
        }
        long end = begin + bytes(tensor);
        json.name(tensor.name()).beginObject();
        json.name("dtype").value(tensor.type().name());
        json.name("shape").beginArray();
        for (long size : tensor.shape()) {
          json.value(size);
        }
        json.endArray();
        json.name("data_offsets").beginArray().value(begin).value(end).endArray();
        json.endObject();
        begin = end;
      }
      json.endObject();
    }
    byte[] unpadded = text.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (unpadded.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] bytes = Arrays.copyOf(unpadded, padded);
    Arrays.fill(bytes, unpadded.length, padded, (byte) ' ');
    if (bytes.length > SafeTensorsReader.MAX_HEADER_BYTES) {
      throw new IllegalArgumentException("The header would be longer than the format allows.");
    }
    return bytes;
  }

  private static long bytes(TensorData tensor) {
    long bytes = tensor.type().bytes();
    for (long size : tensor.shape()) {
      bytes = Math.multiplyExact(bytes, size);
    }
    if (bytes != tensor.bytes().remaining()) {
      throw new IllegalArgumentException(
          "Tensor \""
              + tensor.name()
              + "\" of type "
              + tensor.type()
              + " and shape "
              + tensor.shape()
              + " has "
              + tensor.bytes().remaining()
              + " bytes.");
    }
    return bytes;
  }
}
