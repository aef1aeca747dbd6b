package io.tikhonov.commandline;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * What is needed of a class file (Java Virtual Machine Specification, chapter 4).
 *
 * @param java number of the JDK that it needs
 * @param name of the class, with dots
 * @param superclass its name with dots; empty for {@code Object}
 * @param texts all texts in its constant pool, names of types among them
 */
record ClassFile(int java, String name, String superclass, Set<String> texts) {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int FIRST_MAJOR = 44;

  /**
   * Reads the bytes of a class file.
   *
   * @throws IOException if they are not one
   */
  static ClassFile read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    if (in.readInt() != MAGIC) {
      throw new IOException("not a class file");
    }
    in.readUnsignedShort();
    int major = in.readUnsignedShort();
    int size = in.readUnsignedShort();
    String[] texts = new String[size];
    int[] names = new int[size];
    for (int i = 1; i < size; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts[i] = in.readUTF();
        case 7 -> names[i] = in.readUnsignedShort();
        case 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          i++; // long and double take two places
        }
        default -> throw new IOException("a class file with an unknown constant: " + tag);
      }
    }
    in.readUnsignedShort();
    String name = name(texts, names, in.readUnsignedShort());
    String superclass = name(texts, names, in.readUnsignedShort());
    Set<String> present = new HashSet<>();
    for (String text : texts) {
      if (text != null) {
        present.add(text);
      }
    }
    return new ClassFile(major - FIRST_MAJOR, name, superclass, present);
  }

  private static String name(String[] texts, int[] names, int at) throws IOException {
    if (at == 0) {
      return "";
    }
    if (at >= names.length || names[at] >= texts.length || texts[names[at]] == null) {
      throw new IOException("a class file whose names lead nowhere");
    }
    return texts[names[at]].replace('/', '.');
  }
}
