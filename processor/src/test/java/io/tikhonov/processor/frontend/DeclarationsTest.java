package io.tikhonov.processor.frontend;

import static com.google.common.truth.Truth.assertThat;
import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import io.tikhonov.processor.diagnostic.Place;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.InputDeclaration;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.TermDeclaration;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.ProcessingEnvironment;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annotations, composed ones too, and the forms that a model class can have. */
class DeclarationsTest {
  private static final String SGD = "@TrainingObjective @Optimizer.SGD(learningRate = 0.1) ";
  private static final String BODY =
      """
      @Parameter(shape = "n") Tensor w;
      @Loss Tensor loss() { return sum(square(w)); }
      """;

  private static long column(Object handle) {
    return ((Place) handle).position();
  }

  @Test
  void repeatedAnnotationsKeepTheirOwnPositions() {
    ObjectiveModel model =
        Models.model(
            "@Regularize.L2(lambda = 1)",
            "@Regularize.L1(lambda = 2)",
            "@Regularize.L2(lambda = 3)",
            "@Parameter(shape = \"n\") Tensor w;",
            "@Loss Tensor loss() { return sum(square(w)); }");
    List<Ingredient> ingredients = model.parameters().get(0).ingredients();
    assertThat(ingredients.stream().map(Ingredient::name))
        .containsExactly("L2", "L1", "L2")
        .inOrder();
    assertThat(ingredients.stream().map(i -> i.number("lambda")))
        .containsExactly(1.0, 2.0, 3.0)
        .inOrder();
    assertThat(ingredients.stream().map(i -> i.token().line()))
        .containsExactly(5L, 6L, 7L)
        .inOrder();
    assertThat(ingredients.stream().map(i -> i.tokenOf("lambda").line()))
        .containsExactly(5L, 6L, 7L)
        .inOrder();
  }

  @Test
  void containersAreOpened() {
    ObjectiveModel model =
        Models.model(
            "@Parameter(shape = \"n\")",
            "@Regularize.L2.List({@Regularize.L2(lambda = 1), @Regularize.L2(lambda = 2)})",
            "Tensor w;",
            "@Loss Tensor loss() { return sum(square(w)); }");
    List<Ingredient> ingredients = model.parameters().get(0).ingredients();
    assertThat(ingredients.stream().map(i -> i.number("lambda"))).containsExactly(1.0, 2.0);
    assertThat(column(ingredients.get(0).token().handle()))
        .isLessThan(column(ingredients.get(1).token().handle()));
  }

  @Test
  void namesInArraysHavePositions() {
    ObjectiveModel model =
        Models.read(
                Models.source(
                    "M",
                    SGD + "@Regularize.L2(lambda = 1, on = {\"w\", \"v\"}) abstract class M {",
                    BODY,
                    "@Parameter(shape = \"n\") Tensor v;",
                    "@Regularize(lambda = 1) Tensor more() { return sum(square(v)); }",
                    "}"))
            .get("M");
    Ingredient l2 = model.ingredients().get(1);
    assertThat(l2.texts("on")).containsExactly("w", "v").inOrder();
    assertThat(l2.valueTokens().keySet())
        .containsExactly("lambda", "lambda[0]", "on", "on[0]", "on[1]");
  }

  @Test
  void composedAnnotationsStandForWhatTheyCarry() {
    Map<String, ObjectiveModel> models =
        Models.read(
            Models.source(
                "M",
                "@TrainingObjective @Recipe abstract class M {",
                "@Parameter(shape = \"n\") @Sparse @Smooth Tensor w;",
                "@Loss Tensor loss() { return sum(square(w)); }",
                "}",
                "@Optimizer.SGD(learningRate = 0.1) @Schedule.Constant @interface Recipe {}",
                "@Regularize.L1(lambda = 1) @Smooth @Sparse @interface Sparse {}",
                "@Regularize.L2(lambda = 2) @Constrain.NonNegative @interface Smooth {}"));
    ObjectiveModel model = models.get("M");
    assertThat(model.ingredients().stream().map(Ingredient::name))
        .containsExactly("SGD", "Constant")
        .inOrder();
    List<Ingredient> onField = model.parameters().get(0).ingredients();
    assertThat(onField.stream().map(Ingredient::name))
        .containsExactly("L1", "L2", "NonNegative", "L2", "NonNegative")
        .inOrder();
    // Problems are shown where the user wrote the composed annotation.
    assertThat(onField.get(1).token().line()).isEqualTo(5);
  }

  @Test
  void composedAnnotationsComeFromClassFilesToo(@TempDir Path classes) throws Exception {
    Compilation library =
        javac()
            .withOptions("-proc:none")
            .compile(
                JavaFileObjects.forSourceString(
                    "lib.Recipe",
                    "package lib; import io.tikhonov.dsl.*;"
                        + " @Optimizer.SGD(learningRate = 0.1)"
                        + " @Regularize.L2(lambda = 2) @Regularize.L2(lambda = 3)"
                        + " public @interface Recipe {}"));
    write(library, classes);
    ReadingProcessor processor = new ReadingProcessor();
    Compilation compilation =
        javac()
            .withProcessors(processor)
            .withClasspath(classpath(classes))
            .compile(
                Models.source("M", "@TrainingObjective @lib.Recipe abstract class M {", BODY, "}"));
    assertThat(compilation).succeededWithoutWarnings();
    assertThat(processor.models().get("M").ingredients().stream().map(Ingredient::name))
        .containsExactly("SGD", "L2", "L2")
        .inOrder();
  }

  static void write(Compilation compilation, Path folder) throws java.io.IOException {
    assertThat(compilation).succeeded();
    for (JavaFileObject file : compilation.generatedFiles()) {
      if (file.getKind() == JavaFileObject.Kind.CLASS) {
        String name = file.getName().replaceFirst("^/?CLASS_OUTPUT/", "");
        Path target = folder.resolve(name);
        Files.createDirectories(target.getParent());
        Files.write(target, file.openInputStream().readAllBytes());
      }
    }
  }

  static List<java.io.File> classpath(Path more) {
    java.util.ArrayList<java.io.File> files = new java.util.ArrayList<>();
    files.add(more.toFile());
    for (String entry :
        System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
      files.add(new java.io.File(entry));
    }
    return files;
  }

  @Test
  void nestedModelsAndPackages() {
    Map<String, ObjectiveModel> models =
        Models.read(
            JavaFileObjects.forSourceString(
                "a.b.Outer",
                "package a.b; import io.tikhonov.dsl.*; import static io.tikhonov.dsl.Ops.*;"
                    + " public class Outer { public static class Middle {"
                    + SGD
                    + " public abstract static class Inner {"
                    + BODY
                    + "}} "
                    + SGD
                    + " static class Hidden {"
                    + BODY
                    + "} }"));
    ObjectiveModel inner = models.get("Outer.Middle.Inner");
    assertThat(inner.packageName()).isEqualTo("a.b");
    assertThat(inner.generatedName()).isEqualTo("Outer_Middle_InnerObjective");
    assertThat(inner.isPublic()).isTrue();
    assertThat(models.get("Outer.Hidden").isPublic()).isFalse();
  }

  @Test
  void superclassesWithSourceBelongToTheModel() {
    ObjectiveModel model =
        Models.read(
                Models.source(
                    "M",
                    "abstract class Base<T> {",
                    "@Parameter(shape = {\"n\", \"m\"}) Tensor first;",
                    "@Loss abstract Tensor loss(@Shape({\"batch\", \"n\"}) Tensor x);",
                    "Tensor hidden(Tensor x) { return activation(x.matmul(first)); }",
                    "Tensor activation(Tensor h) { return h; }",
                    "}",
                    SGD + "class M extends Base<String> {",
                    "@Parameter(shape = \"m\") Tensor second;",
                    "@Override Tensor loss(Tensor z) { return mean(hidden(z).matmul(second)); }",
                    "@Override Tensor activation(Tensor h) {",
                    " return relu(super.activation(h)); }",
                    "}"))
            .get("M");
    assertThat(model.parameters().stream().map(TensorDeclaration::name))
        .containsExactly("first", "second")
        .inOrder();
    assertThat(model.inputs().stream().map(InputDeclaration::name)).containsExactly("x");
    assertThat(
            Walk.reachable(model.terms().get(0).training()).stream()
                .anyMatch(node -> node.op().opName().equals("relu")))
        .isTrue();
  }

  @Test
  void interfacesBelongToTheModel() {
    ObjectiveModel model =
        Models.read(
                Models.source(
                    "M",
                    "interface Fit {",
                    "Tensor predict(Tensor x);",
                    "@Loss default Tensor fit(@Shape({\"batch\", \"n\"}) Tensor x,",
                    "    @Shape(\"batch\") Tensor t) { return meanSquaredError(predict(x), t); }",
                    "}",
                    SGD + "abstract class M implements Fit {",
                    "@Parameter(shape = \"n\") Tensor w;",
                    "@Override public Tensor predict(Tensor x) { return x.matmul(w); }",
                    "}"))
            .get("M");
    assertThat(model.terms().stream().map(TermDeclaration::name)).containsExactly("fit");
  }

  @Test
  void superclassesWithoutSourceAreErrorsAtTheModel(@TempDir Path classes) throws Exception {
    write(
        javac()
            .withOptions("-proc:none")
            .compile(
                Models.source(
                    "Base",
                    "abstract class Base {",
                    "@Parameter(shape = {\"n\", \"batch\"}) Tensor w;",
                    "@Loss Tensor loss() { return sum(square(w)); }",
                    "}")),
        classes);
    Compilation compilation =
        javac()
            .withProcessors(new ReadingProcessor())
            .withClasspath(classpath(classes))
            .compile(Models.source("M", SGD + "abstract class M extends Base {", "}"));
    assertThat(compilation)
        .hadErrorContaining("[TKV106] The body of loss is not available")
        .inFile(compilation.sourceFiles().get(0))
        .onLine(4);
    assertThat(compilation)
        .hadErrorContaining("[TKV208] w has the dimension batch")
        .inFile(compilation.sourceFiles().get(0))
        .onLine(4);
  }

  @Test
  void shapesMayBeScalarsIntegersAndExpressions() {
    ObjectiveModel model =
        Models.model(
            "@Parameter Tensor bias;",
            "@Parameter(shape = {\"3\", \"2*n\", \"n+m\", \"(n-1)*m\"}) Tensor w;",
            "@Parameter(shape = \"n\", init = Init.CONSTANT, initScale = 2, name = \"block.v\")",
            "Tensor v;",
            "@Loss Tensor loss() {",
            "  return sum(square(w)).plus(bias).plus(sum(concat(0, v, v))); }");
    assertThat(model.parameters().stream().map(p -> p.shape().toString()))
        .containsExactly("()", "(3, 2*n, m+n, m*n-m)", "(n)")
        .inOrder();
    TensorDeclaration v = model.parameters().get(2);
    assertThat(v.fileName()).isEqualTo("block.v");
    assertThat(v.init()).isEqualTo("CONSTANT");
    assertThat(v.initScale()).isEqualTo(2);
  }

  /** Build tools put proxies around the environment, which the compiler's API does not accept. */
  @Test
  void seesThroughProxies() {
    ReadingProcessor processor =
        new ReadingProcessor(
            FrontEnd::builtInFamily, environment -> proxy(new Wrapper(proxy(environment))));
    Compilation compilation =
        javac()
            .withProcessors(processor)
            .compile(Models.source("M", SGD + "abstract class M {", BODY, "}"));
    assertThat(compilation).succeededWithoutWarnings();
    assertThat(processor.models()).containsKey("M");
  }

  /** As IntelliJ IDEA does it: the delegate is a captured variable of the handler. */
  private static ProcessingEnvironment proxy(ProcessingEnvironment delegateTo) {
    InvocationHandler handler =
        new InvocationHandler() {
          @Override
          public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments)
              throws Throwable {
            return method.invoke(delegateTo, arguments);
          }
        };
    return (ProcessingEnvironment)
        Proxy.newProxyInstance(
            DeclarationsTest.class.getClassLoader(),
            new Class<?>[] {ProcessingEnvironment.class},
            handler);
  }

  /** As Gradle does it: a class with a delegate. */
  private record Wrapper(ProcessingEnvironment delegate) implements ProcessingEnvironment {
    @Override
    public Map<String, String> getOptions() {
      return delegate.getOptions();
    }

    @Override
    public javax.annotation.processing.Messager getMessager() {
      return delegate.getMessager();
    }

    @Override
    public javax.annotation.processing.Filer getFiler() {
      return delegate.getFiler();
    }

    @Override
    public javax.lang.model.util.Elements getElementUtils() {
      return delegate.getElementUtils();
    }

    @Override
    public javax.lang.model.util.Types getTypeUtils() {
      return delegate.getTypeUtils();
    }

    @Override
    public javax.lang.model.SourceVersion getSourceVersion() {
      return delegate.getSourceVersion();
    }

    @Override
    public java.util.Locale getLocale() {
      return delegate.getLocale();
    }
  }
}
