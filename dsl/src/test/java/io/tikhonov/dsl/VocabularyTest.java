package io.tikhonov.dsl;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tensor, Ops, Losses, Penalties and Proximal can be compiled, but neither made nor run. */
final class VocabularyTest {

  static Stream<Method> vocabulary() {
    return Stream.of(Tensor.class, Ops.class, Losses.class, Penalties.class, Proximal.class)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> Modifier.isPublic(method.getModifiers()));
  }

  @ParameterizedTest
  @MethodSource("vocabulary")
  void aCallSaysThatModelsAreCompiledAndWhatToUse(Method method) throws Exception {
    Object receiver =
        Modifier.isStatic(method.getModifiers()) ? null : constructor(Tensor.class).newInstance();
    Object[] arguments =
        Arrays.stream(method.getParameterTypes()).map(VocabularyTest::blank).toArray();

    InvocationTargetException thrown =
        assertThrows(InvocationTargetException.class, () -> method.invoke(receiver, arguments));

    assertThat(thrown).hasCauseThat().isInstanceOf(IllegalStateException.class);
    assertThat(thrown).hasCauseThat().hasMessageThat().contains("cannot be run");
    assertThat(thrown).hasCauseThat().hasMessageThat().contains("ScorerObjective.builder()");
    assertThat(thrown).hasCauseThat().hasMessageThat().contains("tikhonov-processor");
  }

  @ParameterizedTest
  @MethodSource("vocabulary")
  void everyResultIsATensor(Method method) {
    assertThat(method.getReturnType()).isEqualTo(Tensor.class);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Tensor.class,
        Labels.class,
        Ops.class,
        Losses.class,
        Penalties.class,
        Proximal.class
      })
  void nobodyMakesOne(Class<?> type) {
    assertThat(type.getConstructors()).isEmpty();
    assertThat(Modifier.isFinal(type.getModifiers())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sum", "mean", "max", "min", "norm", "variance", "logSumExp"})
  void reductionsTakeAxesByNumberAndByName(String reduction) throws NoSuchMethodException {
    for (Class<?>[] parameters :
        List.of(
            new Class<?>[] {Tensor.class},
            new Class<?>[] {Tensor.class, int[].class},
            new Class<?>[] {Tensor.class, String[].class})) {
      Method method = Ops.class.getMethod(reduction, parameters);
      assertWithMessage("%s", method).that(method.isVarArgs()).isEqualTo(parameters.length > 1);
    }
  }

  private static Constructor<?> constructor(Class<?> type) throws NoSuchMethodException {
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor;
  }

  private static Object blank(Class<?> type) {
    return Array.get(Array.newInstance(type, 1), 0);
  }
}
