package io.tikhonov.processor.compiled;

import static com.google.common.truth.Truth.assertWithMessage;
import static com.google.testing.compile.Compiler.javac;

import com.google.common.io.ByteStreams;
import com.google.testing.compile.Compilation;
import io.tikhonov.processor.TikhonovProcessor;
import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.diagnostic.Severity;
import io.tikhonov.processor.frontend.ReadingProcessor;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.training.ProgramBuilder;
import io.tikhonov.processor.training.TrainingPrograms;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/**
 * A model with its generated class.
 *
 * @param model what was declared, read a second time, so that nothing that the planner does to its
 *     graph can show here
 * @param programs what the generated class has to compute
 * @param generated the generated class
 */
record CompiledModel(ObjectiveModel model, TrainingPrograms programs, Class<?> generated) {
  private static final Catalogue CATALOGUE = Catalogue.load();

  /** No advice and no reports: these models are made to be computed, not to learn. */
  private static final List<String> OPTIONS =
      Stream.concat(
              Stream.of(
                  "--add-modules=jdk.incubator.vector",
                  "-Xlint:all,-path,-classfile",
                  "-Atikhonov.report=none"),
              Arrays.stream(Rule.values())
                  .filter(rule -> rule.severity() != Severity.ERROR)
                  .map(rule -> "-Atikhonov." + rule.code() + "=off"))
          .toList();

  static Map<String, CompiledModel> compile(ModelSource... sources) {
    return compile(Arrays.asList(sources));
  }

  /**
   * Compiles models at once, with vector kernels; there must be no warning, neither in them nor in
   * generated code.
   */
  static Map<String, CompiledModel> compile(Collection<ModelSource> sources) {
    ReadingProcessor reader = new ReadingProcessor();
    Compilation compilation =
        javac()
            .withOptions(OPTIONS)
            .withProcessors(reader, new TikhonovProcessor())
            .compile(sources.stream().map(ModelSource::file).toList());
    List<String> messages =
        compilation.diagnostics().stream()
            .map(CompiledModel::firstLines)
            .filter(message -> !message.contains("using incubating module(s)"))
            .distinct()
            .toList();
    assertWithMessage("messages of the compiler").that(messages).isEmpty();
    ClassLoader loader = new Classes(compilation);
    Map<String, CompiledModel> compiled = new LinkedHashMap<>();
    reader
        .models()
        .forEach(
            (name, model) ->
                compiled.put(
                    name,
                    new CompiledModel(
                        model,
                        ProgramBuilder.build(model, CATALOGUE),
                        load(loader, model.generatedName()))));
    return compiled;
  }

  private static String firstLines(Object message) {
    return message.toString().lines().limit(12).collect(Collectors.joining("\n"));
  }

  private static Class<?> load(ClassLoader loader, String name) {
    try {
      return loader.loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError("no class " + name + " was generated", e);
    }
  }

  /** The classes of one compilation. */
  private static final class Classes extends ClassLoader {
    private final Map<String, JavaFileObject> files = new HashMap<>();

    Classes(Compilation compilation) {
      super(CompiledModel.class.getClassLoader());
      String root = "/" + StandardLocation.CLASS_OUTPUT + "/";
      for (JavaFileObject file : compilation.generatedFiles()) {
        String path = file.toUri().getPath();
        if (path.startsWith(root) && path.endsWith(".class")) {
          String name = path.substring(root.length(), path.length() - ".class".length());
          files.put(name.replace('/', '.'), file);
        }
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      JavaFileObject file = files.get(name);
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      try (InputStream stream = file.openInputStream()) {
        byte[] code = ByteStreams.toByteArray(stream);
        return defineClass(name, code, 0, code.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
