package io.tikhonov.runtime.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes files whole or not at all: the bytes go to a hidden file beside the target, reach the
 * disk, and then take its name in one step. Whatever happens meanwhile, a full disk or a power
 * failure, the file that was there before stays as it was.
 */
public final class WholeFile {

  /** What a file is to contain. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything, from position 0 on. */
    void writeTo(FileChannel channel) throws IOException;
  }

  private WholeFile() {}

  /**
   * Writes a file, in the place of the one that may be there.
   *
   * @throws IOException if it cannot be written; then the old one is unchanged and nothing is left
   *     beside it
   */
  public static void write(Path file, Content content) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = folder(file);
    String suffix = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
    Path temporary = folder.resolve("." + target.getFileName() + "." + suffix + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      move(temporary, target);
    } catch (IOException | RuntimeException | Error e) {
      deleteAfter(e, temporary);
      throw e;
    }
  }

  /**
   * Writes a text in UTF-8.
   *
   * @throws IOException if it cannot be written; then the old file is unchanged
   */
  public static void writeText(Path file, String text) throws IOException {
    write(
        file,
        channel -> writeFully(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
  }

  /**
   * The folder of a file that is to be written.
   *
   * @throws IOException if there is none
   */
  public static Path folder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException(
          "Cannot write \"" + file + "\": the folder \"" + folder + "\" does not exist.");
    }
    return folder;
  }

  /** Writes all that remains in a buffer. */
  public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Gives a file another name in the same folder, in one step that survives a power failure. A file
   * that has the name already is replaced.
   */
  public static void move(Path file, Path target) throws IOException {
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(target.toAbsolutePath().getParent());
  }

  /**
   * Why a file could not be read or written, in words: messages of some exceptions of the JDK are
   * nothing but the file's name.
   */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "access to \"" + denied.getFile() + "\" is denied";
    }
    if (e instanceof FileSystemException problem && problem.getReason() == null) {
      return problem.getClass().getSimpleName() + " for \"" + problem.getFile() + "\"";
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static void deleteAfter(Throwable failure, Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Has the new name reach the disk, where the system can do that. */
  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows cannot open folders; there the name is written with the file.
    }
  }
}
