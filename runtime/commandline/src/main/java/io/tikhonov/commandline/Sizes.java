package io.tikhonov.commandline;

import java.util.Locale;

/** Bytes as people read them. */
final class Sizes {
  private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};
  private static final double STEP = 1000;

  private Sizes() {}

  /** As 512 bytes, 1.2 MB or 24 GB. */
  static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= STEP && unit < UNITS.length - 1) {
      value /= STEP;
      unit++;
    }
    String format = unit == 0 || value >= 10 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, format, value, UNITS[unit]);
  }
}
