package io.tikhonov.runtime.io;

import java.io.IOException;
import java.nio.file.Path;

/** A file is not what it should be: truncated, changed, or of another format. */
public final class DamagedFileException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Says which file it is and what is wrong with it. */
  public DamagedFileException(Path file, String problem) {
    super("File \"" + file + "\" is damaged or no safetensors file: " + problem);
  }

  /** Says which file it is and what is wrong with it. */
  public DamagedFileException(Path file, String problem, Throwable cause) {
    super("File \"" + file + "\" is damaged or no safetensors file: " + problem, cause);
  }
}
