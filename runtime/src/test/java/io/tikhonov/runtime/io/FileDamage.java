package io.tikhonov.runtime.io;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages safetensors files by accident and on purpose. */
public final class FileDamage {
  private static final int LENGTH = SafeTensorsReader.LENGTH_BYTES;

  private static final Pattern NUMBER = Pattern.compile("(?<=[\\[,])\\d+(?=[,\\]])");
  private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
  private static final Pattern TENSOR = Pattern.compile("\"[^\"]*\":\\{[^{}]*\\}");
  private static final Pattern VALUE = Pattern.compile("(?<=\":\")[^\"]*(?=\")");

  private static final List<String> NUMBERS =
      List.of(
          "-1",
          "-0",
          "0",
          "1",
          "7",
          "8",
          "0.5",
          "1e3",
          "1E400",
          "NaN",
          "Infinity",
          "-Infinity",
          "2147483647",
          "2147483648",
          "4294967296",
          "9007199254740993",
          "9223372036854775807",
          "9223372036854775808",
          "18446744073709551616",
          "99999999999999999999999999",
          "01",
          "null",
          "true",
          "[]",
          "{}",
          "\"3\"",
          "",
          "3,3",
          "999999999999999999");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "NaN",
          "-1",
          "1e999",
          "Infinity",
          "-9223372036854775808",
          "9223372036854775807",
          "9223372036854775808",
          "0x10",
          "1 NaN 2 3",
          "{}",
          "[[[",
          "null",
          "true",
          "1.5",
          "F64",
          "F16",
          "I64",
          "BOOL",
          "BF16",
          "U8",
          "w",
          "b",
          "__metadata__",
          "checkpoint",
          "model",
          "\\u0000",
          "\\ud800",
          "trainer",
          "dtype",
          "shape",
          "data_offsets",
          "checksum");

  private final Random random;
  private final List<byte[]> originals;

  /** Damages these files in turn. */
  public FileDamage(long seed, List<byte[]> originals) {
    this.random = new Random(seed);
    this.originals = originals;
  }

  /** A damaged copy of one of the files. */
  public byte[] next() {
    byte[] whole = originals.get(random.nextInt(originals.size()));
    return switch (random.nextInt(14)) {
      case 0 -> flipped(whole);
      case 1 -> Arrays.copyOf(whole, random.nextInt(whole.length));
      case 2 -> Arrays.copyOf(whole, whole.length + 1 + random.nextInt(5_000));
      case 3 -> withLength(whole);
      case 4 -> spliced(whole);
      case 5 -> blanked(whole);
      case 6 -> random(whole);
      case 7 -> withHeader(whole, hugeHeader());
      case 8 -> withHeader(whole, nested());
      case 9 -> resealed(flippedBehindHeader(whole));
      case 10 -> withHeader(whole, replaced(header(whole), TENSOR, tensor()));
      case 11 -> withHeader(whole, replaced(header(whole), VALUE, text()));
      case 12 -> withHeader(whole, replaced(header(whole), STRING, "\"" + text() + "\""));
      default -> withHeader(whole, replaced(header(whole), NUMBER, pick(NUMBERS)));
    };
  }

  private byte[] flipped(byte[] whole) {
    byte[] changed = whole.clone();
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  private byte[] flippedBehindHeader(byte[] whole) {
    byte[] changed = whole.clone();
    int start = LENGTH + header(whole).getBytes(StandardCharsets.UTF_8).length;
    for (int i = 0; i < 4 && start < changed.length; i++) {
      changed[start + random.nextInt(changed.length - start)] = (byte) random.nextInt();
    }
    return changed;
  }

  /** The first eight bytes lie. */
  private byte[] withLength(byte[] whole) {
    long[] lies = {
      0,
      1,
      2,
      whole.length,
      whole.length - LENGTH,
      whole.length - LENGTH + 1L,
      100_000_000,
      100_000_001,
      Integer.MAX_VALUE,
      Integer.MAX_VALUE + 1L,
      Long.MAX_VALUE,
      Long.MIN_VALUE,
      -1,
      random.nextLong(),
      random.nextInt(whole.length),
    };
    byte[] changed = whole.clone();
    ByteBuffer.wrap(changed)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(0, lies[random.nextInt(lies.length)]);
    return changed;
  }

  private byte[] spliced(byte[] whole) {
    byte[] other = originals.get(random.nextInt(originals.size()));
    int at = random.nextInt(whole.length);
    int from = random.nextInt(other.length);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(whole, 0, at);
    bytes.write(other, from, other.length - from);
    return bytes.toByteArray();
  }

  /** A stretch of zeros, as a power failure leaves it. */
  private byte[] blanked(byte[] whole) {
    byte[] changed = whole.clone();
    int from = random.nextInt(whole.length);
    Arrays.fill(changed, from, Math.min(whole.length, from + 1 + random.nextInt(4096)), (byte) 0);
    return changed;
  }

  private byte[] random(byte[] whole) {
    byte[] changed = new byte[random.nextInt(2 * whole.length)];
    random.nextBytes(changed);
    return changed;
  }

  private String hugeHeader() {
    int count = 1 + random.nextInt(2_000);
    String entry = "\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},\"";
    StringBuilder text = new StringBuilder("{\"");
    for (int i = 0; i < count; i++) {
      text.append(random.nextInt(8) == 0 ? "same" : "t" + i).append(entry);
    }
    return text.append("end\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}").toString();
  }

  private String nested() {
    int depth = 1 + random.nextInt(100_000);
    String open = random.nextBoolean() ? "[" : "{\"a\":";
    String start = random.nextBoolean() ? "{\"__metadata__\":" : "{\"w\":";
    return start + open.repeat(depth);
  }

  private String tensor() {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%s,%s]}"
        .formatted(text(), pick(TEXTS), numbers(), pick(NUMBERS), pick(NUMBERS));
  }

  private String numbers() {
    List<String> numbers = new ArrayList<>();
    for (int i = random.nextInt(random.nextInt(20) == 0 ? 5_000 : 4); i >= 0; i--) {
      numbers.add(pick(NUMBERS));
    }
    return String.join(",", numbers);
  }

  private String text() {
    if (random.nextInt(3) > 0) {
      return pick(TEXTS);
    }
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      text.append(
          (char) (random.nextBoolean() ? 'a' + random.nextInt(26) : 1 + random.nextInt(900)));
    }
    return text.toString().replace("\"", "").replace("\\", "");
  }

  private String pick(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  /** Has something in the place of one match, or beside it, or takes it out. */
  private String replaced(String header, Pattern pattern, String by) {
    List<MatchResult> matches = pattern.matcher(header).results().toList();
    if (matches.isEmpty()) {
      return by;
    }
    MatchResult match = matches.get(random.nextInt(matches.size()));
    String old = match.group();
    String other = matches.get(random.nextInt(matches.size())).group();
    String text =
        switch (random.nextInt(6)) {
          case 0 -> old + "," + old;
          case 1 -> old + "," + by;
          case 2 -> "";
          case 3 -> other;
          default -> by;
        };
    return header.substring(0, match.start()) + text + header.substring(match.end());
  }

  private static String header(byte[] whole) {
    int length = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    return new String(whole, LENGTH, length, StandardCharsets.UTF_8);
  }

  /** The file with another header, and the checksum that belongs to it. */
  private byte[] withHeader(byte[] whole, String header) {
    int dataStart = LENGTH + header(whole).getBytes(StandardCharsets.UTF_8).length;
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    byte[] changed = new byte[LENGTH + text.length + whole.length - dataStart];
    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putLong(0, text.length);
    System.arraycopy(text, 0, changed, LENGTH, text.length);
    System.arraycopy(whole, dataStart, changed, LENGTH + text.length, whole.length - dataStart);
    return resealed(changed);
  }

  private static byte[] resealed(byte[] whole) {
    int length = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    byte[] header = Arrays.copyOfRange(whole, LENGTH, LENGTH + length);
    if (Checksum.replace(header, Checksum.BLANK)) {
      Checksum checksum = new Checksum();
      checksum.update(header);
      checksum.update(Arrays.copyOfRange(whole, LENGTH + length, whole.length));
      Checksum.replace(header, checksum.text());
      System.arraycopy(header, 0, whole, LENGTH, length);
    }
    return whole;
  }
}
