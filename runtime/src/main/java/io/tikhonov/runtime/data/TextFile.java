package io.tikhonov.runtime.data;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.ZipException;

/** Opens files of text. */
final class TextFile {
  private static final int START = 1 << 12;

  private TextFile() {}

  /**
   * Opens a file behind its byte order mark, if it has one. Bytes that are no text of the encoding
   * become a {@link java.nio.charset.CharacterCodingException}.
   *
   * @param charset null for what the mark says, or UTF-8
   */
  static BufferedReader open(Path file, Charset charset) throws IOException {
    OpenedFile opened = OpenedFile.open(file);
    boolean done = false;
    try {
      InputStream in = new BufferedInputStream(opened.in());
      in.mark(START);
      byte[] start = in.readNBytes(START);
      in.reset();
      requireText(file, start);
      Charset marked = StandardCharsets.UTF_8;
      int mark = 0;
      if (starts(start, 0xEF, 0xBB, 0xBF)) {
        mark = 3;
      } else if (starts(start, 0xFF, 0xFE)) {
        marked = StandardCharsets.UTF_16LE;
        mark = 2;
      } else if (starts(start, 0xFE, 0xFF)) {
        marked = StandardCharsets.UTF_16BE;
        mark = 2;
      }
      in.skipNBytes(mark);
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(
                  in,
                  (charset == null || mark > 0 ? marked : charset)
                      .newDecoder()
                      .onMalformedInput(CodingErrorAction.REPORT)
                      .onUnmappableCharacter(CodingErrorAction.REPORT)));
      done = true;
      return reader;
    } catch (ZipException | EOFException e) {
      throw new DataFileException(file, "it is compressed by gzip and damaged.", e);
    } finally {
      if (!done) {
        opened.close();
      }
    }
  }

  private static boolean starts(byte[] bytes, int... expected) {
    return bytes.length >= expected.length
        && Arrays.equals(
            Arrays.stream(expected).toArray(),
            IntStream.range(0, expected.length).map(i -> bytes[i] & 0xFF).toArray());
  }

  private static void requireText(Path file, byte[] start) throws DataFileException {
    if (starts(start, 'P', 'K', 3, 4)) {
      throw new DataFileException(
          file, "it is a zip archive or a spreadsheet, and no text. Save the sheet as CSV.");
    } else if (starts(start, 0xD0, 0xCF, 0x11, 0xE0)) {
      throw new DataFileException(
          file, "it is a spreadsheet of an older format, and no text. Save the sheet as CSV.");
    } else if (starts(start, 'P', 'A', 'R', '1')) {
      throw new DataFileException(file, "it is a Parquet file, and no text. Save it as CSV.");
    }
  }
}
