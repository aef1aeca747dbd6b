package io.tikhonov.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The data in this package's resources; NOTICE says where they come from. */
final class Resources {

  private Resources() {}

  /** A reader of bytes. */
  interface Reader<T> {
    T read(InputStream bytes) throws IOException;
  }

  /** What a reader makes of a file. */
  static <T> T read(String file, Reader<T> reader) {
    try (InputStream bytes = Resources.class.getResourceAsStream(file)) {
      return reader.read(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("The data in " + file + " cannot be read.", e);
    }
  }

  /** The lines of a text file, which may be compressed. */
  static List<String> lines(String file) {
    return read(
        file,
        bytes -> {
          InputStream text = file.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
          return new BufferedReader(new InputStreamReader(text, StandardCharsets.US_ASCII))
              .lines()
              .toList();
        });
  }
}
