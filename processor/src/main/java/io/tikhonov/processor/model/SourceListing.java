package io.tikhonov.processor.model;

import java.util.List;

/**
 * The source text of a model class.
 *
 * @param file the name of the source file without its folder
 * @param firstLine the number of the first line of {@code lines}
 * @param lines from the first annotation of the class to its closing brace
 */
public record SourceListing(String file, long firstLine, List<String> lines) {

  /** For a class whose source is not to be had. */
  public static final SourceListing NONE = new SourceListing("", 1, List.of());

  public SourceListing {
    lines = List.copyOf(lines);
  }

  /** True if the listing shows that line. */
  public boolean has(String inFile, long line) {
    return file.equals(inFile) && line >= firstLine && line < firstLine + lines.size();
  }
}
