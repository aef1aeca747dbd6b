package io.tikhonov.runtime.io;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The event files that TensorBoard reads: records with a length and two checksums, each of which
 * holds one {@code tensorflow.Event} in the encoding of Protocol Buffers. Only scalars are written,
 * which takes six fields.
 */
public final class EventFile {
  private static final String VERSION = "brain.Event:2";

  // Fields of tensorflow.Event, Summary and Summary.Value; the last three bits say what follows.
  private static final int EVENT_WALL_TIME = (1 << 3) | 1;
  private static final int EVENT_STEP = 2 << 3;
  private static final int EVENT_FILE_VERSION = (3 << 3) | 2;
  private static final int EVENT_SUMMARY = (5 << 3) | 2;
  private static final int SUMMARY_VALUE = (1 << 3) | 2;
  private static final int VALUE_TAG = (1 << 3) | 2;
  private static final int VALUE_SIMPLE = (2 << 3) | 5;

  private static final int MASK = 0xa282ead8;
  private static final int MASK_SHIFT = 15;

  private EventFile() {}

  /** The record with which every file begins. */
  public static byte[] beginning(double wallTime) {
    Message event = new Message().real(EVENT_WALL_TIME, wallTime);
    return record(event.bytes(EVENT_FILE_VERSION, VERSION.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * A record with numbers of a step.
   *
   * @param wallTime in seconds since 1970
   * @param values by tag; the part before the first slash groups them
   */
  public static byte[] scalars(double wallTime, long step, Map<String, Double> values) {
    Message summary = new Message();
    values.forEach(
        (tag, value) ->
            summary.bytes(
                SUMMARY_VALUE,
                new Message()
                    .bytes(VALUE_TAG, tag.getBytes(StandardCharsets.UTF_8))
                    .real(VALUE_SIMPLE, value.floatValue())
                    .toBytes()));
    return record(
        new Message()
            .real(EVENT_WALL_TIME, wallTime)
            .whole(EVENT_STEP, step)
            .bytes(EVENT_SUMMARY, summary.toBytes()));
  }

  private static byte[] record(Message event) {
    byte[] data = event.toBytes();
    ByteBuffer record = ByteBuffer.allocate(16 + data.length).order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(masked(record.array(), 8));
    record.put(data);
    record.putInt(masked(data, data.length));
    return record.array();
  }

  /** The CRC-32C of the first bytes, changed so that data may contain checksums themselves. */
  private static int masked(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return Integer.rotateRight((int) crc.getValue(), MASK_SHIFT) + MASK;
  }

  /** A message in the encoding of Protocol Buffers. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message whole(int field, long value) {
      varint(field);
      varint(value);
      return this;
    }

    Message real(int field, double value) {
      varint(field);
      out.writeBytes(littleEndian(Double.BYTES).putDouble(value).array());
      return this;
    }

    Message real(int field, float value) {
      varint(field);
      out.writeBytes(littleEndian(Float.BYTES).putFloat(value).array());
      return this;
    }

    Message bytes(int field, byte[] value) {
      varint(field);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    byte[] toBytes() {
      return out.toByteArray();
    }

    private static ByteBuffer littleEndian(int bytes) {
      return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }
}
