package io.tikhonov.processor.emit;

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
  String byteOffset(String index, boolean doublePrecision) {
    return byteOffset.formatted(index, doublePrecision ? 3 : 2);
  }

  /** The functions that read and write memory, written for this JDK. */
  String accessors(boolean doublePrecision) {
    String vector = doublePrecision ? "DoubleVector" : "FloatVector";
    String species = doublePrecision ? "DOUBLES" : "FLOATS";
    String type = doublePrecision ? "double" : "float";
    String text =
        """
        /** The elements from an index on, as many as there are lanes. */
        private static $vector load($memory data, int index) {
          return $vector.from$memory($species, data, $offset, ORDER);
        }

        /** Writes the lanes to an index and those after it. */
        private static void store($vector value, $memory data, int index) {
          value.into$memory(data, $offset, ORDER);
        }

        private static $type get($memory data, int index) {
          return $get;
        }

        private static void put($memory data, int index, $type value) {
          $put;
        }

        private static int getInt($memory data, int index) {
          return $intGet;
        }

        private static void putInt($memory data, int index, int value) {
          $intPut;
        }
        """;
    return text.replace("$vector", vector)
        .replace("$memory", simpleName)
        .replace("$species", species)
        .replace("$offset", byteOffset("index", doublePrecision))
        .replace("$type", type)
        .replace("$get", getter(type, doublePrecision))
        .replace("$put", setter(type, doublePrecision))
        .replace("$intGet", getter("int", false))
        .replace("$intPut", setter("int", false));
  }

  private String getter(String type, boolean wide) {
    if (this == BYTE_BUFFER) {
      return "data.get" + NameScope.capitalized(type) + "(" + byteOffset("index", wide) + ")";
    }
    return "data.getAtIndex(ValueLayout.JAVA_" + upper(type) + ", index)";
  }

  private String setter(String type, boolean wide) {
    if (this == BYTE_BUFFER) {
      String name = NameScope.capitalized(type);
      return "data.put" + name + "(" + byteOffset("index", wide) + ", value)";
    }
    return "data.setAtIndex(ValueLayout.JAVA_" + upper(type) + ", index, value)";
  }

  private static String upper(String type) {
    return type.toUpperCase(java.util.Locale.ROOT);
  }
}
