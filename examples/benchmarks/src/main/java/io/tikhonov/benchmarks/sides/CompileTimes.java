package io.tikhonov.benchmarks.sides;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Measures how long javac takes for classes with models. */
public final class CompileTimes {

  private static final String MODEL =
      """
      import io.tikhonov.dsl.*;
      import static io.tikhonov.dsl.Ops.*;
      import static io.tikhonov.dsl.Losses.*;

      @TrainingObjective
      @Optimizer.AdamW(learningRate = 1e-3, weightDecay = 0.01)
      @Regularize.ElasticNet(lambda = 1e-4)
      abstract class NAME {
        @Parameter(shape = {"pixels", "hidden"}) Tensor w1;
        @Parameter(shape = "hidden", role = Role.BIAS) Tensor b1;
        @Parameter(shape = {"hidden", "narrow"}) Tensor w2;
        @Parameter(shape = "narrow", role = Role.BIAS) Tensor b2;
        @Parameter(shape = {"narrow", "classes"}) Tensor w3;
        @Parameter(shape = "classes", role = Role.BIAS) Tensor b3;

        @Predict
        Tensor logits(@Shape({"batch", "pixels"}) Tensor x) {
          Tensor hidden = relu(x.matmul(w1).plus(b1));
          return relu(hidden.matmul(w2).plus(b2)).matmul(w3).plus(b3);
        }

        @Loss
        Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
          return softmaxCrossEntropy(logits(x), y);
        }
      }
      """;

  private CompileTimes() {}

  /**
   * Prints the milliseconds of repeated compilations in one JVM, the first of which is the cold
   * one. Arguments: the number of models, how often, and options for javac.
   */
  public static void main(String[] args) throws IOException {
    int models = Integer.parseInt(args[0]);
    int repetitions = Integer.parseInt(args[1]);
    List<String> options = List.of(args).subList(2, args.length);
    for (int i = 0; i < repetitions; i++) {
      Path folder = Files.createTempDirectory("tikhonov-compile-times");
      try {
        long start = System.nanoTime();
        compile(models, folder, options);
        System.out.println((System.nanoTime() - start) / 1e6);
      } finally {
        delete(folder);
      }
    }
  }

  private static void compile(int models, Path folder, List<String> options) throws IOException {
    List<JavaFileObject> sources = new ArrayList<>();
    for (int i = 1; i <= models; i++) {
      sources.add(new Source("Model" + i));
    }
    List<String> arguments = new ArrayList<>(options);
    String classPath = System.getProperty("java.class.path");
    arguments.addAll(List.of("-processorpath", classPath, "-d", folder.toString()));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    boolean compiled = compiler.getTask(null, null, diagnostics, arguments, null, sources).call();
    if (!compiled) {
      throw new IllegalStateException(
          diagnostics.getDiagnostics().stream()
              .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
              .toList()
              .toString());
    }
    Path last = folder.resolve("Model" + models + "Objective.class");
    if (!Files.exists(last)) {
      throw new IllegalStateException("javac has not run the processor.");
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String name) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      text = MODEL.replace("NAME", name);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
