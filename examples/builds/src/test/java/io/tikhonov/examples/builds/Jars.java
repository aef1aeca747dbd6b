package io.tikhonov.examples.builds;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/** The jars that users have, found on the class path of these tests. */
final class Jars {
  private static final List<Path> ALL =
      Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(Path::of)
          .filter(path -> path.toString().endsWith(".jar"))
          .toList();

  /** What stands on the class path for the tests or for processors alone. */
  private static final List<String> NOT_AT_RUN_TIME =
      List.of(
          "tikhonov-",
          "javapoet-",
          "auto-",
          "guava-2",
          "guava-3",
          "failureaccess-",
          "listenablefuture-",
          "checker-qual-",
          "j2objc-",
          "jspecify-",
          "junit-",
          "hamcrest-",
          "opentest4j-",
          "apiguardian-",
          "truth-",
          "asm-",
          "surefire-",
          "ecj-",
          "lombok-",
          "mapstruct-");

  private Jars() {}

  /** The annotation processor and what it depends on. */
  static List<Path> processor() {
    return List.of(
        named("tikhonov-processor-"),
        named("tikhonov-dsl-"),
        named("javapoet-"),
        named("auto-common-"),
        named("guava-3"),
        named("failureaccess-"));
  }

  /** What models are written and run with. */
  static List<Path> tikhonov() {
    return List.of(named("tikhonov-dsl-"), named("tikhonov-runtime-"));
  }

  /** What the runtime depends on, and a logger. */
  static List<Path> libraries() {
    return ALL.stream()
        .filter(jar -> NOT_AT_RUN_TIME.stream().noneMatch(name(jar)::startsWith))
        .toList();
  }

  /** The one jar whose file name starts like this. */
  static Path named(String start) {
    List<Path> found = ALL.stream().filter(jar -> name(jar).startsWith(start)).toList();
    if (found.size() != 1) {
      throw new IllegalStateException(
          "Of %s* the class path must have one jar and has %s. These tests run in \"mvn verify\"."
              .formatted(start, found));
    }
    return found.get(0);
  }

  /** A path option of javac and java. */
  @SafeVarargs
  static String path(List<Path>... parts) {
    StringJoiner path = new StringJoiner(File.pathSeparator);
    for (List<Path> part : parts) {
      part.forEach(jar -> path.add(jar.toString()));
    }
    return path.toString();
  }

  /** Lays jars into a folder. */
  static void copy(Path folder, List<Path> jars) throws IOException {
    Files.createDirectories(folder);
    for (Path jar : jars) {
      Files.copy(jar, folder.resolve(jar.getFileName()));
    }
  }

  private static String name(Path jar) {
    return jar.getFileName().toString();
  }
}
