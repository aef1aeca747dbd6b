package io.tikhonov.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Linux says of the processor. */
final class Processor {

  private static final Path INFO = Path.of("/proc/cpuinfo");

  private Processor() {}

  /** Its name, or that of its architecture. */
  static String name() throws IOException {
    return entry("model name").orElse(System.getProperty("os.arch"));
  }

  /** Whether it can do something, in the words of Linux. */
  static boolean can(String ability) throws IOException {
    return entry("flags").filter(it -> List.of(it.split(" ", -1)).contains(ability)).isPresent();
  }

  private static Optional<String> entry(String key) throws IOException {
    if (!Files.isReadable(INFO)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(INFO)) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    }
  }
}
