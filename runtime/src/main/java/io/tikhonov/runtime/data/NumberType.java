package io.tikhonov.runtime.data;

import java.nio.ByteBuffer;
import org.nd4j.linalg.api.buffer.DataType;

/** The types of numbers in files, and what they become in memory. */
enum NumberType {
  BOOLEAN(1, DataType.INT32),
  INT8(1, DataType.INT32),
  UINT8(1, DataType.INT32),
  INT16(2, DataType.INT32),
  UINT16(2, DataType.INT32),
  INT32(4, DataType.INT32),
  UINT32(4, DataType.INT64),
  INT64(8, DataType.INT64),
  FLOAT16(2, DataType.FLOAT),
  FLOAT32(4, DataType.FLOAT),
  FLOAT64(8, DataType.DOUBLE);

  private static final int BYTE = 0xFF;
  private static final int SHORT = 0xFFFF;
  private static final long WORD = 0xFFFF_FFFFL;

  private final int bytes;
  private final DataType type;

  NumberType(int bytes, DataType type) {
    this.bytes = bytes;
    this.type = type;
  }

  /** Size of a number in the file. */
  int bytes() {
    return bytes;
  }

  /** Type of the array that numbers of this type become, which holds each of them exactly. */
  DataType type() {
    return type;
  }

  /** Reads the next number of one of the types that become INT or LONG. */
  long readLong(ByteBuffer data) {
    return switch (this) {
      case BOOLEAN -> data.get() == 0 ? 0 : 1;
      case INT8 -> data.get();
      case UINT8 -> data.get() & BYTE;
      case INT16 -> data.getShort();
      case UINT16 -> data.getShort() & SHORT;
      case INT32 -> data.getInt();
      case UINT32 -> data.getInt() & WORD;
      case INT64 -> data.getLong();
      case FLOAT16, FLOAT32, FLOAT64 -> throw new IllegalStateException(this + " has fractions.");
    };
  }

  /** Reads the next number of a type that becomes FLOAT. */
  float readFloat(ByteBuffer data) {
    return this == FLOAT16 ? half(data.getShort()) : data.getFloat();
  }

  /** IEEE 754 half precision: sign, 5 bits of exponent, 10 of fraction. */
  static float half(short bits) {
    int exponent = bits >> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    float magnitude;
    if (exponent == 0) {
      magnitude = fraction * 0x1p-24f;
    } else if (exponent == 0x1F) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      magnitude = Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
    }
    return bits < 0 ? -magnitude : magnitude;
  }
}
