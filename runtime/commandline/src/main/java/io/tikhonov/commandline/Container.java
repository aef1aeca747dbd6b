package io.tikhonov.commandline;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A jar, or a folder with class files and jars. */
final class Container implements Closeable {
  private final List<FileSystem> opened = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();

  /**
   * A file in it.
   *
   * @param source the jar or folder on disk
   * @param name the path in there, with slashes
   */
  record Entry(Path source, String name, Path file) {
    byte[] bytes() throws IOException {
      return Files.readAllBytes(file);
    }
  }

  private Container() {}

  /**
   * Opens a jar or a folder.
   *
   * @throws UserException if there is none, or it cannot be read
   */
  static Container open(Path path) {
    if (!Files.exists(path)) {
      throw new UserException("There is no file or folder %s.".formatted(path));
    }
    Container container = new Container();
    try {
      if (Files.isDirectory(path)) {
        container.addFolder(path);
      } else {
        container.addJar(path);
      }
      return container;
    } catch (IOException | UserException e) {
      container.close();
      throw e instanceof UserException known
          ? known
          : new UserException("%s cannot be read: %s.".formatted(path, reason(e)), e);
    }
  }

  /** What is wrong, without the path where the exception says nothing else. */
  private static String reason(Exception e) {
    return e instanceof java.nio.file.AccessDeniedException ? "access is denied" : e.getMessage();
  }

  private void addFolder(Path folder) throws IOException {
    for (Path file : files(folder)) {
      entries.add(new Entry(folder, name(folder, file), file));
      if (file.getFileName().toString().endsWith(".jar")) {
        addJar(file);
      }
    }
  }

  private void addJar(Path jar) throws IOException {
    FileSystem files = fileSystem(jar);
    opened.add(files);
    for (Path root : files.getRootDirectories()) {
      for (Path file : files(root)) {
        entries.add(new Entry(jar, name(root, file), file));
      }
    }
  }

  private static FileSystem fileSystem(Path jar) throws IOException {
    String message = "%s is neither a jar nor a folder, or it is damaged.".formatted(jar);
    try {
      return FileSystems.newFileSystem(jar, (ClassLoader) null);
    } catch (ProviderNotFoundException e) {
      throw new UserException(message, e);
    } catch (java.util.zip.ZipException e) {
      throw new UserException(message, e);
    }
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String name(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  List<Entry> entries() {
    return entries;
  }

  @Override
  public void close() {
    for (FileSystem files : opened) {
      try {
        files.close();
      } catch (IOException e) {
        // It was only read: nothing is lost.
      }
    }
  }
}
