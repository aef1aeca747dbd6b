package io.tikhonov.processor.rules;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.rules.RuleFolder.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule has a wrong program that gets it and a right neighbour that gets nothing, and its page
 * in docs/diagnostics says what javac says.
 *
 * <p>The pages are written anew by {@code mvn -pl processor -am test -Dtest=RulesTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dtikhonov.documentation=write}.
 */
final class RulesTest {
  private static final String PROPERTY = "tikhonov.documentation";
  private static final boolean WRITE = "write".equals(System.getProperty(PROPERTY));
  private static final Path PAGES =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .getParent()
          .resolve(Path.of("docs", "diagnostics"));

  private static Map<String, List<Diagnostic<? extends JavaFileObject>>> ofWrong;
  private static Map<String, List<Diagnostic<? extends JavaFileObject>>> ofRight;

  static List<RuleFolder> folders() {
    return RuleFolder.all();
  }

  @BeforeAll
  static void compile() {
    ofWrong = RuleFolder.diagnostics(Kind.WRONG);
    ofRight = RuleFolder.diagnostics(Kind.RIGHT);
  }

  @Test
  void everyRuleHasItsFolder() {
    assertThat(folders().stream().map(RuleFolder::code).toList())
        .containsExactlyElementsIn(Arrays.stream(Rule.values()).map(Rule::code).toList());
  }

  @ParameterizedTest
  @MethodSource("folders")
  void wrongProgramGetsItsRuleAlone(RuleFolder folder) {
    List<Expectation> announced = folder.announced();
    assertThat(announced).isNotEmpty();
    announced.forEach(it -> assertThat(it.code()).isEqualTo(folder.code()));
    assertThat(Expectation.differences(announced, ofWrong.get(folder.code()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void rightProgramGetsNothing(RuleFolder folder) {
    assertThat(ofRight.get(folder.code()).stream().map(Expectation::describe).toList()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void programsHaveTheirPackages(RuleFolder folder) {
    String prefix = "package " + folder.code().toLowerCase(java.util.Locale.ROOT);
    assertThat(folder.source(Kind.WRONG)).contains(prefix + ".wrong;\n");
    assertThat(folder.source(Kind.RIGHT)).contains(prefix + ".right;\n");
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theReasonNamesItsSource(RuleFolder folder) {
    List<String> lines = folder.why().lines().toList();
    assertThat(lines.get(lines.size() - 1)).matches("Source: \\S.*");
    assertThat(lines.size()).isAtLeast(3);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void pageIsUpToDate(RuleFolder folder) throws IOException {
    Rule rule = Rule.of(folder.code()).orElseThrow();
    check(folder.code() + ".md", new RulePage(rule).text(ofWrong.get(folder.code())));
  }

  @Test
  void tableIsUpToDate() throws IOException {
    check("README.md", RuleIndex.text());
  }

  @Test
  void noPageIsLeftOver() throws IOException {
    List<String> expected = new ArrayList<>(List.of("README.md"));
    folders().forEach(it -> expected.add(it.code() + ".md"));
    List<String> names = new ArrayList<>();
    for (Path page : Programs.list(PAGES)) {
      String name = page.getFileName().toString();
      if (WRITE && !expected.contains(name)) {
        Files.delete(page);
      } else {
        names.add(name);
      }
    }
    if (!WRITE) {
      assertThat(names).containsExactlyElementsIn(expected);
    }
  }

  private static void check(String name, String text) throws IOException {
    Path page = PAGES.resolve(name);
    if (WRITE) {
      Files.createDirectories(PAGES);
      Files.writeString(page, text);
    }
    assertWithMessage("docs/diagnostics/%s; run the test with -D%s=write", name, PROPERTY)
        .that(Files.exists(page) ? Programs.text(page) : "no such file")
        .isEqualTo(text);
  }
}
