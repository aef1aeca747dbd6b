package io.tikhonov.processor.documentation;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.documentation.DslSources.Entry;
import io.tikhonov.processor.spi.Definition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * docs/catalogue.md lists every annotation and function with what its Javadoc and its definition
 * say, and each of them has a formula, a test against references and one of compiled models.
 *
 * <p>The tables are written anew by {@code mvn -pl processor -am test -Dtest=CatalogueDocumentTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dtikhonov.documentation=write}.
 */
final class CatalogueDocumentTest {
  private static final String PROPERTY = "tikhonov.documentation";
  private static final Path FILE =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .getParent()
          .resolve(Path.of("docs", "catalogue.md"));
  private static final CatalogueDocument DOCUMENT = new CatalogueDocument();

  static Stream<Entry> annotations() {
    return CatalogueDocument.FAMILIES.stream().map(DslSources::annotations).flatMap(List::stream);
  }

  static Stream<Entry> functions() {
    return CatalogueDocument.FUNCTIONS.stream().map(DslSources::functions).flatMap(List::stream);
  }

  @Test
  void isUpToDate() throws IOException {
    String old = Files.readString(FILE).replace("\r\n", "\n");
    String text = DOCUMENT.update(old);
    if ("write".equals(System.getProperty(PROPERTY))) {
      Files.writeString(FILE, text);
      old = text;
    }
    assertWithMessage("docs/catalogue.md; run the test with -D%s=write", PROPERTY)
        .that(old)
        .isEqualTo(text);
  }

  /** The sources are read as they are compiled. */
  @Test
  void findsEveryAnnotation() {
    assertThat(annotations().map(it -> "io.tikhonov.dsl." + it.owner() + "." + it.name()).toList())
        .containsExactlyElementsIn(
            Catalogue.load().definitions().stream().map(Definition::annotation).toList());
  }

  @ParameterizedTest
  @MethodSource("annotations")
  void annotationHasFormulaAndTests(Entry entry) {
    assertWithMessage("formula").that(entry.javadoc().hasFormula()).isTrue();
    assertWithMessage("tests of values and properties")
        .that(DOCUMENT.references(entry))
        .isNotEmpty();
    assertWithMessage("tests of compiled models").that(DOCUMENT.compiled(entry)).isNotEmpty();
  }

  /** That values and gradients are tested, FunctionTest makes sure. */
  @ParameterizedTest
  @MethodSource("functions")
  void functionHasFormulaAndTests(Entry entry) {
    assertWithMessage("description").that(entry.javadoc().definition()).isNotEmpty();
    if (!entry.owner().equals("Ops")) {
      assertWithMessage("formula").that(entry.javadoc().hasFormula()).isTrue();
    }
    assertWithMessage("tests of compiled models")
        .that(DOCUMENT.compiledFunction(entry))
        .isNotEmpty();
  }
}
