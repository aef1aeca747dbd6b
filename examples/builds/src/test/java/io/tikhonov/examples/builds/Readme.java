package io.tikhonov.examples.builds;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The blocks of code of the project's README. */
final class Readme {
  private static final Path FILE = Markdown.ROOT.resolve("README.md");

  private Readme() {}

  /** The one block that starts with a text. */
  static String block(String start) throws IOException {
    List<String> found =
        Markdown.blocks(FILE).stream()
            .map(Markdown.Block::code)
            .filter(block -> block.startsWith(start))
            .toList();
    if (found.size() != 1) {
      throw new IllegalStateException(
          "README.md must have one block that starts with \"%s\" and has %d."
              .formatted(start, found.size()));
    }
    return found.get(0);
  }
}
