package io.tikhonov.runtime.io;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Writes files of the safetensors format, whole or not at all. */
public final class SafeTensorsWriter {

  /** Tensors begin at a multiple of this, as the format recommends. */
  private static final int ALIGNMENT = 8;

  private SafeTensorsWriter() {}

  /**
   * Writes tensors to a file that replaces the one that may be there. The bytes go to a hidden file
   * beside it, reach the disk, and then take its name in one step.
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

    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException(
          "Cannot write \"" + file + "\": the folder \"" + folder + "\" does not exist.");
    }
    String suffix = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
    Path temporary = folder.resolve("." + target.getFileName() + "." + suffix + ".tmp");
    try {
      writeAll(temporary, header, tensors);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    syncFolder(folder);
  }

  private static void writeAll(Path file, byte[] header, List<TensorData> tensors)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer length =
          ByteBuffer.allocate(SafeTensorsReader.LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      length.putLong(0, header.length);
      writeFully(channel, length);
      writeFully(channel, ByteBuffer.wrap(header));
      for (TensorData tensor : tensors) {
        writeFully(channel, tensor.bytes().duplicate());
      }
      channel.force(true);
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Makes the new name survive a power failure, where the system can do that. */
  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows cannot open folders; there the name is written with the file.
    }
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
