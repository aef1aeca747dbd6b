package io.tikhonov.commandline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The generated classes in a jar or folder, found by their class files. */
final class GeneratedClasses {
  private static final String SUPERCLASS = "io.tikhonov.runtime.support.GeneratedObjective";
  private static final String CLASS = ".class";
  private static final String OBJECTIVE = "Objective";

  private GeneratedClasses() {}

  /**
   * A generated class.
   *
   * @param source the jar or folder
   * @param name its binary name
   * @param java number of the JDK that it needs
   * @param access how its vector kernels reach memory, by the name of the runtime's constant; empty
   *     if it has none
   */
  record Found(Path source, String name, int java, Optional<String> access) {

    /** The name of the model, up to nesting: {@code Outer.Inner} is {@code Outer_Inner} here. */
    String model() {
      return name.substring(0, name.length() - OBJECTIVE.length());
    }
  }

  /** All of them, in the order of their places. */
  static List<Found> in(Container container) {
    Map<String, ClassFile> vectors = new LinkedHashMap<>();
    List<Container.Entry> candidates = new ArrayList<>();
    for (Container.Entry entry : container.entries()) {
      if (entry.name().endsWith(OBJECTIVE + "Simd" + CLASS)) {
        read(entry).ifPresent(type -> vectors.put(entry.source() + "!" + type.name(), type));
      } else if (entry.name().endsWith(OBJECTIVE + CLASS)) {
        candidates.add(entry);
      }
    }
    List<Found> found = new ArrayList<>();
    for (Container.Entry entry : candidates) {
      read(entry)
          .filter(type -> type.superclass().equals(SUPERCLASS))
          .ifPresent(
              type -> {
                String simd = entry.source() + "!" + type.name() + "Simd";
                found.add(
                    new Found(
                        entry.source(),
                        type.name(),
                        type.java(),
                        Optional.ofNullable(vectors.get(simd)).map(GeneratedClasses::access)));
              });
    }
    return found;
  }

  private static String access(ClassFile vectors) {
    return vectors.texts().contains("java/lang/foreign/MemorySegment")
        ? "MEMORY_SEGMENT"
        : "BYTE_BUFFER";
  }

  private static Optional<ClassFile> read(Container.Entry entry) {
    try {
      return Optional.of(ClassFile.read(entry.bytes()));
    } catch (IOException e) {
      throw new UserException(
          "%s in %s is damaged: %s.".formatted(entry.name(), entry.source(), e.getMessage()), e);
    }
  }
}
