package io.tikhonov.processor;

import static com.google.common.truth.Truth.assertThat;
import static com.google.testing.compile.CompilationSubject.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** How build tools find the processor, and the contract of incremental builds. */
final class RegistrationTest {
  private static final String MODEL =
      """
      package shop;
      import io.tikhonov.dsl.*;
      import static io.tikhonov.dsl.Losses.*;
      @TrainingObjective
      @Optimizer.SGD(learningRate = 0.1)
      abstract class %s {
        @Parameter(shape = "features") Tensor w;
        @Loss Tensor loss(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
          return meanSquaredError(io.tikhonov.dsl.Ops.sum(x.times(w), 1), y);
        }
      }
      """;

  @Test
  void isAService() {
    List<String> names = new ArrayList<>();
    ServiceLoader.load(Processor.class).forEach(it -> names.add(it.getClass().getName()));
    assertThat(names).contains(TikhonovProcessor.class.getName());
  }

  @Test
  void isRegisteredAsIsolating() throws IOException {
    try (InputStream stream =
        TikhonovProcessor.class.getResourceAsStream(
            "/META-INF/gradle/incremental.annotation.processors")) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(text).isEqualTo(TikhonovProcessor.class.getName() + ",isolating");
    }
  }

  /** Isolating means: each file that is written names exactly one class that it comes from. */
  @Test
  void everyFileComesFromOneClass() {
    Recorder recorder = new Recorder();
    Compilation compilation =
        Compiler.javac().withProcessors(recorder).compile(source("First"), source("Second"));
    assertThat(compilation).succeededWithoutWarnings();
    assertThat(recorder.files)
        .containsExactly(
            "shop.FirstObjective from [First]",
            "FirstObjective.html from [First]",
            "META-INF/tikhonov/shop.First.json from [First]",
            "shop.SecondObjective from [Second]",
            "SecondObjective.html from [Second]",
            "META-INF/tikhonov/shop.Second.json from [Second]");
  }

  /** What is written for one class does not depend on which others are compiled with it. */
  @Test
  void outputDoesNotDependOnOtherClasses() throws IOException {
    assertThat(generated(source("First"))).isEqualTo(generated(source("Second"), source("First")));
  }

  private static String generated(JavaFileObject... sources) throws IOException {
    Compilation compilation =
        Compiler.javac().withProcessors(new TikhonovProcessor()).compile(sources);
    return compilation
        .generatedSourceFile("shop.FirstObjective")
        .orElseThrow()
        .getCharContent(false)
        .toString();
  }

  private static JavaFileObject source(String name) {
    return JavaFileObjects.forSourceString("shop." + name, MODEL.formatted(name));
  }

  /** Hands the processor a filer that takes notes. */
  private static final class Recorder extends AbstractProcessor {
    private final TikhonovProcessor processor = new TikhonovProcessor();
    private final List<String> files = new ArrayList<>();

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
      super.init(environment);
      processor.init(
          proxy(ProcessingEnvironment.class, environment, environment.getFiler(), files));
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return processor.getSupportedAnnotationTypes();
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return processor.getSupportedSourceVersion();
    }

    @Override
    @SuppressWarnings("DoNotClaimAnnotations")
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      return processor.process(annotations, round);
    }

    private static ProcessingEnvironment proxy(
        Class<ProcessingEnvironment> type,
        ProcessingEnvironment environment,
        Filer filer,
        List<String> files) {
      Filer recording =
          (Filer)
              Proxy.newProxyInstance(
                  Filer.class.getClassLoader(),
                  new Class<?>[] {Filer.class},
                  (self, method, arguments) -> {
                    if (method.getName().startsWith("create")) {
                      // Elements come last, the name of the file before them.
                      int last = arguments.length - 1;
                      List<String> origins = new ArrayList<>();
                      for (Element element : (Element[]) arguments[last]) {
                        origins.add(element.getSimpleName().toString());
                      }
                      files.add(arguments[last - 1] + " from " + origins);
                    }
                    return method.invoke(filer, arguments);
                  });
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(), new Class<?>[] {type}, new Delegate(environment, recording)));
    }
  }

  /** Wraps as build tools do, so that the way to the compiler's own environment is found. */
  private record Delegate(ProcessingEnvironment delegateTo, Filer filer)
      implements java.lang.reflect.InvocationHandler {
    @Override
    public Object invoke(Object self, java.lang.reflect.Method method, Object[] arguments)
        throws Throwable {
      return method.getName().equals("getFiler") ? filer : method.invoke(delegateTo, arguments);
    }
  }
}
