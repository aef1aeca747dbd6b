package io.tikhonov.processor.emit;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How the vectors of the JDK at hand read and write native memory. */
public enum VectorApi {
  /** {@code java.nio.ByteBuffer}: JDK 16 to 18. */
  BYTE_BUFFER("ByteBuffer", "java.nio.ByteBuffer", "%s << %d"),

  /** {@code java.lang.foreign.MemorySegment}: JDK 22 and later. */
  MEMORY_SEGMENT("MemorySegment", "java.lang.foreign.MemorySegment", "(long) %s << %d");

  private static final int FIRST_WITH_SEGMENTS = 22;

  private final String simpleName;
  private final String qualifiedName;
  private final String byteOffset;

  VectorApi(String simpleName, String qualifiedName, String byteOffset) {
    this.simpleName = simpleName;
    this.qualifiedName = qualifiedName;
    this.byteOffset = byteOffset;
  }

  /**
   * The way of a compiler's JDK. In JDK 19 to 21 vectors read memory segments, which were not final
   * then: there is no way that needs no further flags.
   *
   * @param loads the names of the methods of {@code FloatVector} that load
   * @param feature the number of the JDK
   */
  public static Optional<VectorApi> of(Set<String> loads, int feature) {
    if (loads.contains("fromByteBuffer")) {
      return Optional.of(BYTE_BUFFER);
    }
    boolean segments = loads.contains("fromMemorySegment") && feature >= FIRST_WITH_SEGMENTS;
    return segments ? Optional.of(MEMORY_SEGMENT) : Optional.empty();
  }

  /** The type of memory in signatures. */
  String memory() {
    return simpleName;
  }

  String qualifiedName() {
    return qualifiedName;
  }

  /** The code of the place of an element in bytes. */
  private String byteOffset(String index, boolean doublePrecision) {
    String factor = index.contains(" ") ? "(" + index + ")" : index;
    return byteOffset.formatted(factor, doublePrecision ? 3 : 2);
  }

  /**
   * Whether loops should have views of memory that no other method sees. Where a vector is read or
   * written by a buffer, HotSpot reads the buffer's address and limit again, because somebody might
   * have changed them; what a method has made itself nobody else can change. That takes a third off
   * the time of kernels with many accesses.
   */
  boolean needsViews() {
    return this == BYTE_BUFFER;
  }

  /** Code that makes a view. */
  String view(String memory, String name) {
    return "final %s %s = %s.duplicate();".formatted(simpleName, name, memory);
  }

  /** Code that reads as many elements as there are lanes. */
  String load(String memory, String index, boolean doublePrecision) {
    return "%s.from%s(%s, %s, %s, ORDER)"
        .formatted(
            VectorCode.type(doublePrecision),
            simpleName,
            VectorCode.species(doublePrecision),
            memory,
            byteOffset(index, doublePrecision));
  }

  /** Code that writes the lanes of a vector. */
  String store(String vector, String memory, String index, boolean doublePrecision) {
    return "%s.into%s(%s, %s, ORDER);"
        .formatted(vector, simpleName, memory, byteOffset(index, doublePrecision));
  }

  /** Code of the condition that memory has elements up to an index, without the one there. */
  String holds(String memory, String index, boolean doublePrecision) {
    return "%s <= %s.%s"
        .formatted(
            byteOffset(index, doublePrecision),
            memory,
            this == BYTE_BUFFER ? "limit()" : "byteSize()");
  }

  /**
   * Code that reads one element.
   *
   * @param type its Java type
   */
  String get(String memory, String index, String type) {
    if (this == BYTE_BUFFER) {
      boolean wide = type.equals("double");
      return memory + ".get" + NameScope.capitalized(type) + "(" + byteOffset(index, wide) + ")";
    }
    return memory + ".getAtIndex(" + layout(type) + ", " + index + ")";
  }

  /** Code that writes one element. */
  String put(String memory, String index, String value, String type) {
    if (this == BYTE_BUFFER) {
      String offset = byteOffset(index, type.equals("double"));
      return "%s.put%s(%s, %s);".formatted(memory, NameScope.capitalized(type), offset, value);
    }
    // Assigned to a float an integer is one; as an argument it would choose another method.
    boolean narrow = value.chars().allMatch(c -> c == '-' || Character.isDigit(c));
    String number = narrow && !type.equals("int") ? "(" + type + ") " + value : value;
    return "%s.setAtIndex(%s, %s, %s);".formatted(memory, layout(type), index, number);
  }

  private static String layout(String type) {
    return "ValueLayout.JAVA_" + type.toUpperCase(Locale.ROOT);
  }
}
