package io.tikhonov.dsl;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.annotation.Annotation;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all annotations of the language have in common. */
final class AnnotationsTest {

  private static final List<Class<?>> FAMILIES =
      List.of(
          Regularize.class,
          Optimizer.class,
          Schedule.class,
          Gradient.class,
          Constrain.class,
          Average.class);

  /** Carries the whole catalogue: compiles only if each entry may stand on an annotation type. */
  @Regularize.L1(lambda = 1e-4)
  @Regularize.L1(lambda = 1e-5)
  @Regularize.L2(lambda = 1e-4, mode = Mode.DECOUPLED)
  @Regularize.ElasticNet(lambda = 1e-4)
  @Regularize.GroupLasso(lambda = 1e-3, axis = 1)
  @Regularize.NuclearNorm(lambda = 1e-3, metric = Metric.EUCLIDEAN)
  @Regularize.TotalVariation(lambda = 1e-3, axes = 0)
  @Regularize.L2Norm(lambda = 1e-3)
  @Regularize.SparseGroupLasso(lambda = 1e-3)
  @Regularize.SpectralNorm(lambda = 1e-3)
  @Regularize.LogSum(lambda = 1e-3)
  @Regularize.SoftOrthogonality(lambda = 1e-3)
  @Regularize.OffDiagonalOrthogonality(lambda = 1e-3)
  @Regularize.OrthogonalityNorm(lambda = 1e-3)
  @Regularize.GroupOrthogonality(lambda = 1e-3, groups = 2)
  @Regularize.IsotropicTotalVariation(
      lambda = 1e-3,
      axes = {0, 1})
  @Regularize.Smoothness(lambda = 1e-3, order = 2)
  @Regularize.L2SP(lambda = 1e-3, anchor = "w0")
  @Regularize.NormLoss(lambda = 1e-3)
  @Regularize.HypersphericalEnergy(lambda = 1e-3)
  @Regularize.CauchySchwarzBinary(lambda = 1e-3)
  @Regularize.CauchySchwarzOneSided(lambda = 1e-3)
  @Regularize.CauchySchwarzTernary(lambda = 1e-3)
  @Optimizer.SGD(learningRate = 0.1, momentum = 0.9)
  @Optimizer.Adam
  @Optimizer.AdamW
  @Optimizer.RMSprop
  @Optimizer.Adagrad
  @Optimizer.AdagradNorm
  @Optimizer.Adadelta
  @Optimizer.Adamax
  @Optimizer.NAdam
  @Optimizer.RAdam
  @Optimizer.Rprop
  @Optimizer.ASGD
  @Optimizer.SGDW(learningRate = 0.1)
  @Optimizer.SignSGD
  @Optimizer.Lion
  @Optimizer.SparseAdam
  @Optimizer.Adafactor
  @Optimizer.Muon(on = {"a", "b"})
  @Optimizer.Muon(roles = Role.EMBEDDING)
  @Optimizer.ProximalGradient
  @Optimizer.Fista(restart = false)
  @Optimizer.Lbfgs
  @Optimizer.OwlQn(memory = 5)
  @Optimizer.CoordinateDescent
  @Optimizer.Admm(rho = 2)
  @Optimizer.DouglasRachford
  @Optimizer.PrimalDual
  @Schedule.Cosine(warmupSteps = 50)
  @Schedule.Linear
  @Schedule.Step(every = 100)
  @Schedule.Exponential(factor = 0.99)
  @Schedule.Constant
  @Gradient.ClipByValue(limit = 1)
  @Gradient.ClipByNorm(maxNorm = 1)
  @Gradient.ClipByGlobalNorm(maxNorm = 1)
  @Constrain.NonNegative
  @Constrain.Box(min = 0, max = 1, on = "a")
  @Constrain.Box(min = -1, max = 1, on = "b")
  @Constrain.MaxNorm(radius = 2)
  @Constrain.L2Ball(radius = 2)
  @Constrain.L1Ball(radius = 2)
  @Constrain.Simplex
  @Constrain.UnitNorm
  @Constrain.MinMaxNorm(max = 2)
  @Constrain.L0Ball(count = 3)
  @Constrain.GroupL0Ball(sparsity = 0.5)
  @Constrain.HalfSpace(normal = "a", bound = 1)
  @Constrain.Hyperplane(normal = "a", value = 1)
  @Average.EMA
  @Average.Initial
  @Gradient.Accumulate(batches = 4)
  @Gradient.ClipByRms(maxRms = 1)
  @Schedule.CosineRestarts(period = 10)
  @Schedule.InverseSqrt
  @Schedule.InverseTime
  @Schedule.MultiStep(milestones = {30, 60})
  @Schedule.OneCycle
  @Schedule.Piecewise(
      counts = {0, 5},
      factors = {1, 0.5})
  @Schedule.Plateau
  @Schedule.Polynomial(power = 2)
  @Schedule.RampUp(length = 80)
  @Average.SWA
  @interface WholeCatalogue {}

  static Stream<Class<?>> annotations() throws Exception {
    Path classes = classes();
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString().replace(File.separatorChar, '.'))
          .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
          .<Class<?>>map(name -> load(name.substring(0, name.length() - ".class".length())))
          .filter(Class::isAnnotation)
          .toList()
          .stream();
    }
  }

  static Stream<Class<?>> catalogue() {
    return FAMILIES.stream()
        .flatMap(family -> Arrays.stream(family.getDeclaredClasses()))
        .filter(Class::isAnnotation);
  }

  @ParameterizedTest
  @MethodSource("annotations")
  void isKeptInClassFilesAndDocumented(Class<?> annotation) {
    assertThat(annotation.getAnnotation(Retention.class).value()).isEqualTo(RetentionPolicy.CLASS);
    assertThat(annotation.isAnnotationPresent(Documented.class)).isTrue();
    assertThat(annotation.isAnnotationPresent(Target.class)).isTrue();
  }

  @Test
  void thereAreAnnotationsToTest() throws Exception {
    assertThat(annotations().toList())
        .containsAtLeast(TrainingObjective.class, Regularize.L1.class, Regularize.L1.List.class);
    // As many as WholeCatalogue carries: a new entry is added there, too.
    assertThat(catalogue().toList()).hasSize(82);
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void mayStandOnTypesAndThereforeOnAnnotationTypes(Class<?> annotation) {
    assertThat(annotation.getAnnotation(Target.class).value()).asList().contains(ElementType.TYPE);
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void commonAttributesHaveTheirCommonDefaults(Class<?> annotation) {
    for (Method attribute : annotation.getDeclaredMethods()) {
      switch (attribute.getName()) {
        case "mode" -> assertThat(attribute.getDefaultValue()).isEqualTo(Mode.DEFAULT);
        case "metric" -> assertThat(attribute.getDefaultValue()).isEqualTo(Metric.OPTIMIZER);
        case "on" -> assertThat((String[]) attribute.getDefaultValue()).isEmpty();
        case "maximize" -> assertThat(attribute.getDefaultValue()).isEqualTo(false);
        case "lambda" -> {
          if (annotation.getEnclosingClass() == Regularize.class) {
            assertThat(attribute.getDefaultValue()).isNull();
          }
        }
        default -> {}
      }
    }
  }

  @ParameterizedTest
  @MethodSource("annotations")
  void aRepeatableOneHasAContainerForTheSameElements(Class<?> annotation) throws Exception {
    Repeatable repeatable = annotation.getAnnotation(Repeatable.class);
    if (repeatable == null) {
      return;
    }
    Class<? extends Annotation> container = repeatable.value();
    assertThat(container.getEnclosingClass()).isEqualTo(annotation);
    assertThat(container.getMethod("value").getReturnType()).isEqualTo(annotation.arrayType());
    assertThat(container.getAnnotation(Target.class).value())
        .isEqualTo(annotation.getAnnotation(Target.class).value());
  }

  @Test
  void everyPenaltyCanBeRepeated() {
    for (Class<?> penalty : Regularize.class.getDeclaredClasses()) {
      assertWithMessage("%s", penalty).that(penalty.isAnnotationPresent(Repeatable.class)).isTrue();
    }
  }

  @Test
  void needsNothingButTheBaseModule() throws Exception {
    StringWriter output = new StringWriter();
    int exit =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                new PrintWriter(output), new PrintWriter(output), "-summary", classes().toString());
    assertThat(exit).isEqualTo(0);
    assertThat(output.toString().strip()).isEqualTo("classes -> java.base");
  }

  private static Path classes() throws Exception {
    return Path.of(Tensor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
