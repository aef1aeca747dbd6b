package io.tikhonov.examples.builds;

import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A run of javac in this process, as build tools do it.
 *
 * @param ok whether it had no errors
 * @param output what it said
 * @param classes where it wrote to
 */
record Compilation(boolean ok, String output, Path classes) {

  /** Compiles sources with the processor on the processor path. */
  static Compilation of(Path classes, List<Path> classPath, List<String> sources)
      throws IOException {
    List<String> options =
        List.of(
            "-processorpath",
            Jars.path(Jars.processor()),
            "-cp",
            Jars.path(classPath, Jars.tikhonov(), Jars.libraries()));
    return with(options, classes, sources, List.of());
  }

  /**
   * Compiles with options of its own.
   *
   * @param names classes that are given as class files, for their annotations to be processed
   */
  static Compilation with(
      List<String> options, Path classes, List<String> sources, List<String> names)
      throws IOException {
    Files.createDirectories(classes);
    List<String> all = new ArrayList<>(List.of("-d", classes.toString()));
    all.addAll(options);
    StringWriter output = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean ok =
          compiler
              .getTask(
                  output, files, null, all, names, files.getJavaFileObjectsFromStrings(sources))
              .call();
      return new Compilation(ok, output.toString(), classes);
    }
  }

  /** This compilation, which must have had no errors. */
  Compilation succeeded() {
    assertWithMessage(output).that(ok).isTrue();
    return this;
  }

  /** This compilation, which must have had errors. */
  Compilation failed() {
    assertWithMessage(output).that(ok).isFalse();
    return this;
  }

  /** The text of a generated source file. */
  String generated(String file) throws IOException {
    return Files.readString(classes.resolve(file));
  }

  /** The names of all files that are there now. */
  Set<String> files() {
    return Set.copyOf(Projects.files(classes));
  }
}
