package io.tikhonov.runtime;

import io.tikhonov.runtime.io.DamagedFileException;
import io.tikhonov.runtime.io.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a run: {@code last.safetensors}, a checkpoint from which it goes on, {@code
 * previous.safetensors}, the one before it in case the disk has damaged the last one, and {@code
 * best.safetensors}, the model of the best epoch.
 */
final class CheckpointFolder {
  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  private final Path folder;

  /** Whether {@code last} is a checkpoint of this run that is in order. */
  private boolean hasLast;

  /** Whether what lies in the folder belongs to this run. */
  private boolean continues;

  private CheckpointFolder(Path folder) {
    this.folder = folder;
  }

  /** Makes the folder if it is not there, and makes sure that it can be written. */
  static CheckpointFolder open(Path folder) {
    CheckpointFolder opened = new CheckpointFolder(folder);
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".writable", ".tmp"));
      opened.removeLeftovers();
      if (Files.exists(opened.next())) {
        opened.rotate();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The folder \"" + folder + "\" for checkpoints cannot be written: " + e, e);
    }
    return opened;
  }

  /** What a process that was killed while it saved has left behind. */
  private void removeLeftovers() throws IOException {
    List<Path> leftovers;
    try (Stream<Path> files = Files.list(folder)) {
      leftovers =
          files
              .filter(
                  file -> file.getFileName().toString().matches("\\.(last|next|best)\\..*\\.tmp"))
              .toList();
    }
    for (Path file : leftovers) {
      Files.deleteIfExists(file);
    }
  }

  /** Has the new checkpoint take the place of the last one, and that the place of the previous. */
  private void rotate() throws IOException {
    if (Files.exists(last())) {
      WholeFile.move(last(), previous());
    }
    WholeFile.move(next(), last());
  }

  /**
   * Has the newest checkpoint read that is not damaged.
   *
   * @param reader takes a file; throws if it is damaged, and changes nothing then
   * @return the file, null if there is none
   * @throws UncheckedIOException if there are some and all are damaged, or one cannot be read for
   *     another reason
   */
  Path load(Consumer<Path> reader) {
    continues = true;
    UncheckedIOException damage = null;
    for (Path file : List.of(last(), previous())) {
      if (!Files.exists(file)) {
        continue;
      }
      try {
        reader.accept(file);
        hasLast = file.equals(last());
        if (damage != null) {
          LOG.warn("{} The run goes on from the checkpoint before it.", damage.getMessage());
        }
        return file;
      } catch (UncheckedIOException e) {
        if (!(e.getCause() instanceof DamagedFileException)) {
          throw e;
        }
        damage = damage == null ? e : damage;
      }
    }
    if (damage != null) {
      throw new UncheckedIOException(
          damage.getMessage()
              + " There is no older checkpoint that can be read; delete the file to begin anew.",
          damage.getCause());
    }
    return null;
  }

  /**
   * Has a checkpoint written. Until it is complete on the disk the one before stays as it is.
   *
   * @param writer writes to a file, whole or not at all
   */
  void save(Consumer<Path> writer) {
    try {
      if (!continues) {
        Files.deleteIfExists(previous());
        continues = true;
      }
      if (hasLast) {
        writer.accept(next());
        rotate();
      } else {
        writer.accept(last());
      }
      hasLast = true;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write \"" + last() + "\": " + WholeFile.reason(e), e);
    }
  }

  Path last() {
    return folder.resolve("last.safetensors");
  }

  Path previous() {
    return folder.resolve("previous.safetensors");
  }

  /** A checkpoint that is complete and has not got its name yet. */
  private Path next() {
    return folder.resolve("next.safetensors");
  }

  Path best() {
    return folder.resolve("best.safetensors");
  }
}
