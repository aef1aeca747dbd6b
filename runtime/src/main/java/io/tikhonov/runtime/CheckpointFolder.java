package io.tikhonov.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a run: {@code last.safetensors}, a checkpoint from which it goes on, and {@code
 * best.safetensors}, the model of the best epoch.
 */
final class CheckpointFolder {
  private static final String LAST = "last.safetensors";
  private static final String BEST = "best.safetensors";

  private final Path folder;

  private CheckpointFolder(Path folder) {
    this.folder = folder;
  }

  /** Makes the folder if it is not there, and makes sure that it can be written. */
  static CheckpointFolder open(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".writable", ".tmp"));
      removeLeftovers(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The folder \"" + folder + "\" for checkpoints cannot be written: " + e, e);
    }
    return new CheckpointFolder(folder);
  }

  /** What a process that was killed while it saved has left behind. */
  private static void removeLeftovers(Path folder) throws IOException {
    List<Path> leftovers;
    try (Stream<Path> files = Files.list(folder)) {
      leftovers =
          files
              .filter(file -> file.getFileName().toString().matches("\\.(last|best)\\..*\\.tmp"))
              .toList();
    }
    for (Path file : leftovers) {
      Files.deleteIfExists(file);
    }
  }

  Path last() {
    return folder.resolve(LAST);
  }

  Path best() {
    return folder.resolve(BEST);
  }
}
