package io.tikhonov.processor.rules;

import static com.google.testing.compile.Compiler.javac;

import com.google.common.collect.ImmutableList;
import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import io.tikhonov.processor.TikhonovProcessor;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/** Compiles programs of the test resources with the whole processor. */
final class Programs {
  private static final Path RESOURCES =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("src/test/resources");

  private Programs() {}

  static Path folder(String name) {
    return RESOURCES.resolve(name);
  }

  /** The programs of a folder, sorted by name. */
  static List<Path> in(Path folder) {
    return list(folder).stream().filter(it -> it.toString().endsWith(".java")).toList();
  }

  /** What is in a folder, sorted by name. */
  static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All diagnostics of programs that are compiled together. */
  static List<Diagnostic<? extends JavaFileObject>> diagnostics(List<Path> programs) {
    return diagnostics(programs, List.of());
  }

  static List<Diagnostic<? extends JavaFileObject>> diagnostics(
      List<Path> programs, List<String> options) {
    return compiler(options).compile(files(programs)).diagnostics();
  }

  /** The same with a library that has been compiled before. */
  static List<Diagnostic<? extends JavaFileObject>> diagnostics(
      List<Path> programs, List<String> options, List<Path> library) {
    if (library.isEmpty()) {
      return diagnostics(programs, options);
    }
    Compilation compiled = compiler(List.of()).compile(files(library));
    if (!compiled.diagnostics().isEmpty()) {
      throw new IllegalStateException(library + ": " + compiled.diagnostics());
    }
    try {
      Path classes = Files.createTempDirectory("library");
      for (JavaFileObject file : compiled.generatedFiles()) {
        if (file.getKind() == JavaFileObject.Kind.CLASS) {
          write(file, classes);
        }
      }
      try {
        return compiler(options)
            .withClasspath(withLibrary(classes))
            .compile(files(programs))
            .diagnostics();
      } finally {
        delete(classes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Compiler compiler(List<String> options) {
    List<Object> all =
        new ArrayList<>(
            List.of("-Xlint:all,-processing", "-Xmaxerrs", "10000", "-Xmaxwarns", "10000"));
    all.addAll(options);
    return javac().withOptions(all).withProcessors(new TikhonovProcessor());
  }

  private static ImmutableList<File> withLibrary(Path classes) {
    ImmutableList.Builder<File> path = ImmutableList.builder();
    path.add(classes.toFile());
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      path.add(new File(entry));
    }
    return path.build();
  }

  /** The file's name begins with the name of its location: /CLASS_OUTPUT/a/B.class. */
  private static void write(JavaFileObject file, Path classes) throws IOException {
    String name = file.getName();
    Path target = classes.resolve(name.substring(name.indexOf('/', 1) + 1));
    Files.createDirectories(target.getParent());
    try (InputStream in = file.openInputStream()) {
      Files.copy(in, target);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static List<JavaFileObject> files(List<Path> programs) {
    List<JavaFileObject> files = new ArrayList<>();
    for (Path program : programs) {
      try {
        files.add(JavaFileObjects.forResource(program.toUri().toURL()));
      } catch (MalformedURLException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  /** The diagnostics of one program of many, and those that belong to none. */
  static List<Diagnostic<? extends JavaFileObject>> of(
      Path program, List<Diagnostic<? extends JavaFileObject>> all) {
    String path = program.toUri().getPath();
    return all.stream()
        .filter(d -> d.getSource() == null || path.endsWith(d.getSource().toUri().getPath()))
        .toList();
  }
}
