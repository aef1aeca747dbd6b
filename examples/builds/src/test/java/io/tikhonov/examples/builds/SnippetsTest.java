package io.tikhonov.examples.builds;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Java code in README.md, docs and docs/guide is true.
 *
 * <p>A block stands in the sources that are compiled and tested, or it is a class that compiles
 * without a word, together with those before it on the page. A {@code text} block that follows it
 * is what javac says of it, or what it prints if it has a {@code main}. Classes without imports are
 * given those of the language. (The pages in docs/diagnostics have a test beside the rules.)
 */
final class SnippetsTest {
  private static final Pattern TYPE =
      Pattern.compile(
          "(?m)^(?:(?:public|final|abstract) )*(?:class|@?interface|record|enum) (\\w+)");

  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

  private static final String IMPORTS =
      "import io.tikhonov.dsl.*; import static io.tikhonov.dsl.Ops.*;"
          + " import static io.tikhonov.dsl.Losses.*; ";

  private static TestedSources tested;

  @TempDir private Path folder;

  @BeforeAll
  static void read() throws IOException {
    tested = new TestedSources();
  }

  static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(Markdown.ROOT.resolve("docs"));
        Stream<Path> guide = Files.list(Markdown.ROOT.resolve("docs/guide"))) {
      return Stream.of(Stream.of(Markdown.ROOT.resolve("README.md")), docs, guide)
          .flatMap(it -> it)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theCodeIsTrue(Path page) throws Exception {
    List<Markdown.Block> blocks = Markdown.blocks(page);
    for (int i = 0; i < blocks.size(); i++) {
      Markdown.Block block = blocks.get(i);
      if (block.language().equals("java")) {
        boolean followed = i + 1 < blocks.size() && blocks.get(i + 1).language().equals("text");
        check("%s:%d".formatted(page, block.line()), block, followed ? blocks.get(i + 1) : null);
      }
    }
  }

  private void check(String place, Markdown.Block block, Markdown.Block said) throws Exception {
    if (said == null && tested.contain(block.code())) {
      return;
    }
    Matcher type = TYPE.matcher(block.code());
    assertWithMessage("%s: a part of a class must stand in the tested sources", place)
        .that(type.find())
        .isTrue();
    boolean program = block.code().contains("static void main(");
    Compilation compilation = compile(type.group(1), block.code());
    if (said == null || program) {
      assertWithMessage(place).that(compilation.output()).isEmpty();
      assertWithMessage(place).that(compilation.ok()).isTrue();
    } else {
      assertWithMessage(place).that(compilation.ok()).isEqualTo(!said.code().contains(": error:"));
      assertWithMessage(place).that(compilation.output()).contains(said.code());
    }
    if (program) {
      Command run =
          Command.java(
                  "-cp",
                  Jars.path(List.of(classes()), Jars.tikhonov(), Jars.libraries()),
                  packageOf(block.code()) + type.group(1))
              .succeeded();
      assertWithMessage(place).that(run.output()).contains(said == null ? "" : said.code());
    }
  }

  private Path classes() {
    return folder.resolve("classes");
  }

  private Compilation compile(String name, String code) throws IOException {
    Path file = folder.resolve(name + ".java");
    Files.writeString(file, code.contains("import ") ? code : IMPORTS + code);
    Compilation compilation =
        Compilation.of(classes(), List.of(classes()), List.of(file.toString()));
    return new Compilation(
        compilation.ok(),
        compilation.output().replace(folder + File.separator, ""),
        compilation.classes());
  }

  private static String packageOf(String code) {
    Matcher name = PACKAGE.matcher(code);
    return name.find() ? name.group(1) + "." : "";
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(Path page) throws IOException {
    List<String> links =
        LINK.matcher(Files.readString(page)).results().map(it -> it.group(1)).toList();
    for (String link : links) {
      assertWithMessage("%s: %s", page, link)
          .that(Files.exists(page.resolveSibling(link)))
          .isTrue();
    }
  }

  /** A snippet that stands nowhere is noticed. */
  @Test
  void whatStandsNowhereIsNotFound() {
    assertThat(tested.contain("@Loss\n  Tensor error(")).isTrue();
    assertThat(tested.contain("abstract class DigitClassifier {\n// ...\nTensor w2;")).isTrue();
    assertThat(tested.contain("Tensor w2;\n// ...\nabstract class DigitClassifier {")).isFalse();
    assertThat(tested.contain("@Loss\n  Tensor nothingOfTheKind(")).isFalse();
  }
}
