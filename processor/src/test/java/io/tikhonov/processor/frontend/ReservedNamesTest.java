package io.tikhonov.processor.frontend;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.tikhonov.runtime.solve.SolvableObjective;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

/** The reserved names follow the runtime. */
class ReservedNamesTest {

  @Test
  void namesOfTheRuntimeAreReserved() {
    for (Class<?> type = SolvableObjective.class; type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        int modifiers = method.getModifiers();
        boolean visible = Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
        if (visible && !method.isSynthetic()) {
          assertWithMessage("%s of %s", method.getName(), type)
              .that(ReservedNames.ofMethod(method.getName()).isPresent())
              .isTrue();
        }
      }
    }
  }

  @Test
  void keywordsAndMethodsOfObjectsAreReservedEverywhere() {
    for (String name : new String[] {"class", "hashCode", "true", "wait"}) {
      assertThat(ReservedNames.ofDimension(name).isPresent()).isTrue();
      assertThat(ReservedNames.ofInput(name).isPresent()).isTrue();
      assertThat(ReservedNames.ofMethod(name).isPresent()).isTrue();
      assertThat(ReservedNames.ofConstant(name).isPresent()).isTrue();
    }
  }

  @Test
  void namesAreFreeWhereTheyDoNotClash() {
    assertThat(ReservedNames.ofDimension("batch").isPresent()).isFalse();
    assertThat(ReservedNames.ofDimension("inputs").isPresent()).isFalse();
    assertThat(ReservedNames.ofInput("value").isPresent()).isFalse();
    assertThat(ReservedNames.ofMethod("predict").isPresent()).isFalse();
  }
}
