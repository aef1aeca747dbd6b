package io.tikhonov.processor.vocabulary;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.tikhonov.dsl.Losses;
import io.tikhonov.dsl.Ops;
import io.tikhonov.dsl.Penalties;
import io.tikhonov.dsl.Proximal;
import io.tikhonov.dsl.Tensor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The processor defines what the DSL offers. */
class VocabularyTest {

  /** The functions of the DSL as {@code Ops.relu}. */
  static Set<String> functions() {
    Set<String> names = new TreeSet<>();
    for (Class<?> owner :
        List.of(Ops.class, Losses.class, Penalties.class, Proximal.class, Tensor.class)) {
      Arrays.stream(owner.getDeclaredMethods())
          .filter(method -> Modifier.isPublic(method.getModifiers()))
          .map(Method::getName)
          .forEach(name -> names.add(owner.getSimpleName() + "." + name));
    }
    return names;
  }

  @Test
  void definesEveryFunction() {
    assertThat(functions()).isNotEmpty();
    for (String name : functions()) {
      int dot = name.indexOf('.');
      assertWithMessage(name)
          .that(Vocabulary.find(name.substring(0, dot), name.substring(dot + 1)).isPresent())
          .isTrue();
    }
  }

  @Test
  void definesNothingElse() {
    assertThat(Vocabulary.find("Ops", "noSuchFunction")).isEqualTo(java.util.Optional.empty());
  }
}
