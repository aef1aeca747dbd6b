package io.tikhonov.runtime.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The CRC-32C of a whole file, kept in the file's own metadata: it is taken with zeros in its
 * place.
 */
final class Checksum {

  /** The metadata key. */
  static final String KEY = "checksum";

  /** What stands for the checksum while it is taken. */
  static final String BLANK = "00000000";

  private static final byte[] MARK = ("\"" + KEY + "\":\"").getBytes(StandardCharsets.US_ASCII);

  private final CRC32C crc = new CRC32C();

  void update(byte[] bytes) {
    crc.update(bytes, 0, bytes.length);
  }

  void update(ByteBuffer bytes) {
    crc.update(bytes);
  }

  String text() {
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  /** Replaces the checksum in the bytes of a header; returns whether there is one. */
  static boolean replace(byte[] header, String text) {
    for (int at = 0; at + MARK.length + BLANK.length() <= header.length; at++) {
      if (matches(header, at)) {
        byte[] digits = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, header, at + MARK.length, digits.length);
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] header, int at) {
    for (int i = 0; i < MARK.length; i++) {
      if (header[at + i] != MARK[i]) {
        return false;
      }
    }
    return true;
  }
}
