package io.tikhonov.examples.builds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pages of the documentation. */
final class Markdown {
  /** The folder of the whole project. */
  static final Path ROOT = Path.of("../..");

  private static final String FENCE = "```";

  private Markdown() {}

  /**
   * A block of code.
   *
   * @param line of its first line in the page
   * @param language what follows the opening fence, such as {@code java}; may be empty
   */
  record Block(int line, String language, String code) {}

  /** The blocks of a page in their order, without the indentation of lists. */
  static List<Block> blocks(Path page) throws IOException {
    List<Block> blocks = new ArrayList<>();
    StringBuilder open = null;
    String language = "";
    int first = 0;
    List<String> lines = Files.readAllLines(page);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.strip().startsWith(FENCE)) {
        if (open != null) {
          open.append(line).append('\n');
        }
      } else if (open == null) {
        open = new StringBuilder();
        language = line.strip().substring(FENCE.length());
        first = i + 2;
      } else {
        blocks.add(
            new Block(first, language, open.toString().stripTrailing().stripIndent() + "\n"));
        open = null;
      }
    }
    return blocks;
  }
}
