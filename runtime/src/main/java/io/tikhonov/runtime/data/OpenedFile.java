package io.tikhonov.runtime.data;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of data that is read, perhaps compressed by gzip, which its first bytes tell.
 *
 * @param size of the file as it lies there
 * @param in its contents, decompressed
 */
record OpenedFile(Path file, boolean compressed, long size, InputStream in) implements Closeable {
  private static final int CHUNK = 1 << 16;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  /**
   * Opens a file.
   *
   * @throws NoSuchFileException if it does not exist
   * @throws IOException if it cannot be read
   */
  static OpenedFile open(Path file) throws IOException {
    requireFile(file);
    long size = Files.size(file);
    BufferedInputStream plain = new BufferedInputStream(Files.newInputStream(file), CHUNK);
    boolean opened = false;
    try {
      plain.mark(2);
      boolean compressed = plain.read() == GZIP_FIRST && plain.read() == GZIP_SECOND;
      plain.reset();
      InputStream in = compressed ? new GZIPInputStream(plain, CHUNK) : plain;
      opened = true;
      return new OpenedFile(file, compressed, size, in);
    } catch (ZipException | EOFException e) {
      throw new DataFileException(file, "it is compressed by gzip and damaged.", e);
    } finally {
      if (!opened) {
        plain.close();
      }
    }
  }

  /** Refuses what is not there, or is a folder. */
  static void requireFile(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new NoSuchFileException(file.toString(), null, "the file does not exist");
    } else if (Files.isDirectory(file)) {
      throw new DataFileException(file, "it is a folder and not a file.");
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
