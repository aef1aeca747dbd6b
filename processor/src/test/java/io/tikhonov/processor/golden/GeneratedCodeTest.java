package io.tikhonov.processor.golden;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.google.testing.compile.Compilation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds for the code of all models of the examples. */
final class GeneratedCodeTest {

  /** HotSpot leaves methods that are longer to the interpreter for ever. */
  private static final int COMPILED_BYTES = 8000;

  private static final List<String> MODELS = new ArrayList<>(Examples.models());

  private static Compilation compilation;

  @BeforeAll
  static void compile() {
    MODELS.add(Examples.model("DigitClassifier"));
    compilation = Examples.compile(MODELS);
  }

  @Test
  void thereAreNineteenModels() {
    assertThat(Examples.models()).hasSize(19);
    assertThat(Examples.sources(compilation)).hasSize(MODELS.size());
  }

  @Test
  void everyMethodIsShortEnoughForHotSpot() {
    int kernels = 0;
    for (Map.Entry<String, byte[]> file : Examples.classes(compilation).entrySet()) {
      Map<String, Integer> sizes = CodeSizes.of(file.getValue());
      kernels += file.getKey().endsWith("$Kernels.class") ? sizes.size() : 0;
      sizes.forEach(
          (method, size) ->
              assertWithMessage("bytes of %s in %s", method, file.getKey())
                  .that(size)
                  .isLessThan(COMPILED_BYTES));
    }
    assertWithMessage("kernels that were found").that(kernels).isAtLeast(10 * MODELS.size());
  }

  @Test
  void sizesAreReadRight() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    Examples.classes(compilation).values().forEach(file -> sizes.putAll(CodeSizes.of(file)));
    // aload_0, invokespecial and two bytes of its reference, return
    assertThat(sizes).containsEntry("<init>()V", 5);
  }

  @Test
  void sameSourceGivesTheSameText() {
    Compilation again = Examples.compile(MODELS);
    assertThat(Examples.sources(again)).isEqualTo(Examples.sources(compilation));
    assertThat(Examples.pages(again)).isEqualTo(Examples.pages(compilation));
    assertThat(Examples.facts(again)).isEqualTo(Examples.facts(compilation));
  }

  /** A generated class depends on its model alone, as incremental builds expect. */
  @Test
  void companyDoesNotMatter() {
    Map<String, String> together = Examples.sources(compilation);
    for (String model : MODELS.subList(0, 3)) {
      String file = model + "Objective.java";
      assertThat(Examples.sources(Examples.compile(List.of(model))).get(file))
          .isEqualTo(together.get(file));
    }
  }
}
