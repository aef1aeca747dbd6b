package io.tikhonov.runtime.data;

import java.io.IOException;
import java.nio.file.Path;

/** A file of data cannot be used: it is truncated, damaged, or of another format or type. */
public final class DataFileException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Says which file it is and what is wrong with it. */
  public DataFileException(Path file, String problem) {
    super("File \"" + file + "\": " + problem);
  }

  /** Says which file it is and what is wrong with it. */
  public DataFileException(Path file, String problem, Throwable cause) {
    super("File \"" + file + "\": " + problem, cause);
  }
}
