package io.tikhonov.examples.builds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The blocks of code of the project's README. */
final class Readme {
  private static final Path FILE = Path.of("../../README.md");
  private static final String FENCE = "```";

  private Readme() {}

  /** The one block that starts with a text. */
  static String block(String start) throws IOException {
    List<String> found = blocks().stream().filter(block -> block.startsWith(start)).toList();
    if (found.size() != 1) {
      throw new IllegalStateException(
          "README.md must have one block that starts with \"%s\" and has %d."
              .formatted(start, found.size()));
    }
    return found.get(0);
  }

  private static List<String> blocks() throws IOException {
    List<String> blocks = new ArrayList<>();
    StringBuilder open = null;
    for (String line : Files.readAllLines(FILE)) {
      if (line.strip().startsWith(FENCE)) {
        if (open == null) {
          open = new StringBuilder();
        } else {
          blocks.add(open.toString());
          open = null;
        }
      } else if (open != null) {
        open.append(line).append('\n');
      }
    }
    return blocks;
  }
}
