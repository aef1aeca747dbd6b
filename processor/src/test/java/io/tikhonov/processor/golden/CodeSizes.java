package io.tikhonov.processor.golden;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads from a class file how many bytes of code each method has (Java VM specification, 4). */
final class CodeSizes {

  private static final int UTF8 = 1;
  private static final int INTEGER = 3;
  private static final int FLOAT = 4;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int METHOD_HANDLE = 15;
  private static final int METHOD_TYPE = 16;
  private static final int MODULE = 19;
  private static final int PACKAGE = 20;

  private final DataInputStream file;
  private final String[] texts;

  private CodeSizes(DataInputStream file) throws IOException {
    this.file = file;
    skip(8); // magic number and version
    texts = texts();
  }

  /** Bytes of code by method, name and descriptor. */
  static Map<String, Integer> of(byte[] classFile) {
    try {
      return new CodeSizes(new DataInputStream(new ByteArrayInputStream(classFile))).methods();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String[] texts() throws IOException {
    String[] pool = new String[file.readUnsignedShort()];
    for (int i = 1; i < pool.length; i++) {
      int tag = file.readUnsignedByte();
      switch (tag) {
        case UTF8 -> pool[i] = file.readUTF();
        case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> skip(2);
        case METHOD_HANDLE -> skip(3);
        case INTEGER, FLOAT -> skip(4);
        case LONG, DOUBLE -> {
          skip(8);
          i++; // takes two places
        }
        default -> skip(4); // two references
      }
    }
    return pool;
  }

  private Map<String, Integer> methods() throws IOException {
    skip(6); // access, class, superclass
    skip(2 * file.readUnsignedShort()); // interfaces
    members(new LinkedHashMap<>()); // fields
    Map<String, Integer> sizes = new LinkedHashMap<>();
    members(sizes);
    return sizes;
  }

  private void members(Map<String, Integer> sizes) throws IOException {
    int count = file.readUnsignedShort();
    for (int i = 0; i < count; i++) {
      skip(2); // access
      String member = texts[file.readUnsignedShort()] + texts[file.readUnsignedShort()];
      int attributes = file.readUnsignedShort();
      for (int j = 0; j < attributes; j++) {
        String attribute = texts[file.readUnsignedShort()];
        int length = file.readInt();
        if (attribute.equals("Code")) {
          skip(4); // stack and locals
          sizes.put(member, file.readInt());
          skip(length - 8);
        } else {
          skip(length);
        }
      }
    }
  }

  private void skip(int bytes) throws IOException {
    file.skipNBytes(bytes);
  }
}
