package io.tikhonov.runtime.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Reads files of the safetensors format: eight bytes with the length of the header, little-endian;
 * a header in JSON with type, shape and place of each tensor; the numbers.
 *
 * <p>Nothing that a file claims is believed before it is checked against the file's own size: a
 * damaged or hostile file gives a {@link DamagedFileException}, and no memory beyond its size is
 * allocated for it.
 */
public final class SafeTensorsReader implements Closeable {

  /** The longest header that the format allows, in bytes. */
  public static final int MAX_HEADER_BYTES = 100_000_000;

  static final int LENGTH_BYTES = 8;

  private static final int CHUNK_BYTES = 1 << 20;

  private final Path file;
  private final FileChannel channel;
  private final byte[] header;
  private final long dataStart;
  private final HeaderParser parsed;

  /**
   * Opens a file and checks its header.
   *
   * @throws NoSuchFileException if it does not exist
   * @throws DamagedFileException if it is not a complete file of the format
   * @throws IOException if it cannot be read
   */
  public SafeTensorsReader(Path file) throws IOException {
    this.file = file;
    if (Files.notExists(file)) {
      throw new NoSuchFileException(file.toString(), null, "the file does not exist");
    }
    if (Files.isDirectory(file)) {
      throw new IOException("\"" + file + "\" is a folder and not a file.");
    }
    channel = FileChannel.open(file, StandardOpenOption.READ);
    boolean opened = false;
    try {
      long size = channel.size();
      if (size < LENGTH_BYTES) {
        throw new DamagedFileException(file, "it has only " + size + " bytes.");
      }
      ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      readFully(length, 0);
      long headerBytes = length.getLong(0);
      if (headerBytes < 0 || headerBytes > MAX_HEADER_BYTES) {
        throw new DamagedFileException(
            file, "its first eight bytes claim a header of more than 100 MB.");
      }
      if (headerBytes > size - LENGTH_BYTES) {
        throw new DamagedFileException(
            file,
            "it has "
                + size
                + " bytes and claims a header of "
                + headerBytes
                + "; it may be truncated.");
      }
      header = new byte[(int) headerBytes];
      readFully(ByteBuffer.wrap(header), LENGTH_BYTES);
      dataStart = LENGTH_BYTES + headerBytes;
      parsed = new HeaderParser(file, size - dataStart);
      parsed.parse(decode());
      opened = true;
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  private String decode() throws DamagedFileException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(header))
          .toString();
    } catch (CharacterCodingException e) {
      throw new DamagedFileException(file, "the header is not text in UTF-8.", e);
    }
  }

  /** The metadata, which are strings. */
  public Map<String, String> metadata() {
    return parsed.metadata();
  }

  /** The tensors by name, in the order of the header. */
  public Map<String, TensorEntry> tensors() {
    return parsed.tensors();
  }

  /**
   * Reads the numbers of a tensor into a buffer, from its position to its limit, little-endian.
   *
   * @throws IllegalArgumentException if the buffer has another size than the tensor
   * @throws DamagedFileException if the file has become shorter
   */
  public void read(TensorEntry tensor, ByteBuffer target) throws IOException {
    if (target.remaining() != tensor.bytes()) {
      throw new IllegalArgumentException(
          "Tensor \""
              + tensor.name()
              + "\" has "
              + tensor.bytes()
              + " bytes, the buffer "
              + target.remaining()
              + ".");
    }
    readFully(target, dataStart + tensor.begin());
  }

  /**
   * Compares the file with the checksum that {@link SafeTensorsWriter} has put into its metadata.
   *
   * @throws DamagedFileException if there is none or the file has changed since
   */
  public void verify() throws IOException {
    byte[] blank = header.clone();
    if (!Checksum.replace(blank, Checksum.BLANK)) {
      throw new DamagedFileException(file, "its checksum is missing.");
    }
    Checksum checksum = new Checksum();
    checksum.update(blank);
    long size = channel.size();
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, size));
    for (long at = dataStart; at < size; at += chunk.limit()) {
      chunk.clear().limit((int) Math.min(CHUNK_BYTES, size - at));
      readFully(chunk, at);
      checksum.update(chunk.flip());
    }
    if (!checksum.text().equals(metadata().get(Checksum.KEY))) {
      throw new DamagedFileException(
          file, "its contents do not match its checksum; use a copy from before the damage.");
    }
  }

  private void readFully(ByteBuffer target, long position) throws IOException {
    long at = position;
    while (target.hasRemaining()) {
      int count = channel.read(target, at);
      if (count < 0) {
        throw new DamagedFileException(file, "it ends at byte " + at + ", before its last tensor.");
      }
      at += count;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
