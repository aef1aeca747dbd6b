package io.tikhonov.processor.golden;

import static com.google.common.truth.Truth.assertWithMessage;
import static com.google.testing.compile.Compiler.javac;

import com.google.common.io.ByteStreams;
import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import io.tikhonov.processor.TikhonovProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/** The models of the module {@code examples}, compiled from their sources. */
public final class Examples {

  private static final String PACKAGE = "io/tikhonov/examples/";

  /** Maven runs tests in the module's folder; from another one, the property says where it is. */
  private static final Path SOURCES =
      Path.of(System.getProperty("basedir", ""), "..", "examples", "src", "main", "java");

  private Examples() {}

  /** The sixteen models that prove the core. */
  public static List<String> models() {
    try (Stream<Path> files = Files.list(SOURCES.resolve(PACKAGE + "models"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .filter(name -> !name.equals("package-info"))
          .map(name -> PACKAGE + "models/" + name)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A model by its class, with slashes. */
  public static String model(String name) {
    return PACKAGE + name;
  }

  /** Compiles models together; there must be no warning. */
  public static Compilation compile(List<String> models) {
    Compilation compilation = compile(models, "-Xlint:all,-path,-classfile", "-Werror");
    assertWithMessage("messages of the compiler").that(compilation.diagnostics()).isEmpty();
    return compilation;
  }

  /** Compiles models with vector kernels; the only warning says that the module is incubating. */
  static Compilation compileWithVectors(List<String> models) {
    Compilation compilation =
        compile(models, "-Xlint:all,-path,-classfile", "--add-modules=jdk.incubator.vector");
    List<String> messages =
        compilation.diagnostics().stream()
            .map(Object::toString)
            .filter(message -> !message.contains("using incubating module(s)"))
            .toList();
    assertWithMessage("messages of the compiler").that(messages).isEmpty();
    return compilation;
  }

  /** Compiles models together with options of the compiler. */
  public static Compilation compile(List<String> models, String... options) {
    return javac()
        .withOptions((Object[]) options)
        .withProcessors(new TikhonovProcessor())
        .compile(models.stream().map(Examples::source).toList());
  }

  private static JavaFileObject source(String model) {
    try {
      String text = Files.readString(SOURCES.resolve(model + ".java"));
      return JavaFileObjects.forSourceString(model.replace('/', '.'), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The generated sources by their paths. */
  static Map<String, String> sources(Compilation compilation) {
    return texts(compilation, StandardLocation.SOURCE_OUTPUT, ".java");
  }

  /** The pages beside the generated sources, by their paths. */
  public static Map<String, String> pages(Compilation compilation) {
    return texts(compilation, StandardLocation.SOURCE_OUTPUT, ".html");
  }

  /** The reports for tools, by their paths. */
  public static Map<String, String> facts(Compilation compilation) {
    return texts(compilation, StandardLocation.CLASS_OUTPUT, ".json");
  }

  private static Map<String, String> texts(
      Compilation compilation, StandardLocation location, String ending) {
    Map<String, String> texts = new TreeMap<>();
    contents(compilation, location)
        .forEach(
            (path, bytes) -> {
              if (path.endsWith(ending)) {
                texts.put(path, new String(bytes, StandardCharsets.UTF_8));
              }
            });
    return texts;
  }

  /** The class files by their paths. */
  static Map<String, byte[]> classes(Compilation compilation) {
    Map<String, byte[]> classes = contents(compilation, StandardLocation.CLASS_OUTPUT);
    classes.keySet().removeIf(path -> !path.endsWith(".class"));
    return classes;
  }

  private static Map<String, byte[]> contents(Compilation compilation, StandardLocation location) {
    String root = "/" + location + "/";
    Map<String, byte[]> contents = new TreeMap<>();
    for (JavaFileObject file : compilation.generatedFiles()) {
      String path = file.toUri().getPath();
      if (path.startsWith(root)) {
        contents.put(path.substring(root.length()), bytes(file));
      }
    }
    return contents;
  }

  private static byte[] bytes(JavaFileObject file) {
    try (InputStream stream = file.openInputStream()) {
      return ByteStreams.toByteArray(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
