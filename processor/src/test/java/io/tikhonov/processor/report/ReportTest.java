package io.tikhonov.processor.report;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import io.tikhonov.processor.TikhonovProcessor;
import io.tikhonov.processor.golden.Examples;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What holds for the reports of all models. */
final class ReportTest {
  private static final List<String> OTHERS =
      List.of(
          "Attention",
          "CosineTable",
          "Embeddings",
          "Equation",
          "Images",
          "ProximalOrder",
          "RowReductions",
          "StoppedBranches",
          "Suppressed",
          "Transport");

  private static final Map<String, String> PAGES = new LinkedHashMap<>();
  private static final Map<String, String> FACTS = new LinkedHashMap<>();
  private static final Map<String, Document> DOCUMENTS = new LinkedHashMap<>();

  @BeforeAll
  static void compile() {
    List<String> models = new ArrayList<>(Examples.models());
    models.add(Examples.model("DigitClassifier"));
    add(Examples.compile(models));
    add(
        javac()
            .withOptions("-nowarn")
            .withProcessors(new TikhonovProcessor())
            .compile(
                OTHERS.stream()
                    .map(name -> JavaFileObjects.forResource("right/" + name + ".java"))
                    .toList()));
    PAGES.forEach((path, page) -> DOCUMENTS.put(path, Pages.read(page)));
  }

  private static void add(Compilation compilation) {
    PAGES.putAll(Examples.pages(compilation));
    FACTS.putAll(Examples.facts(compilation));
  }

  @Test
  void everyModelHasAPageAndFacts() {
    assertThat(PAGES.size()).isAtLeast(15 + OTHERS.size());
    assertThat(FACTS).hasSize(PAGES.size());
    assertThat(PAGES).containsKey("io/tikhonov/examples/DigitClassifierObjective.html");
    assertThat(FACTS).containsKey("META-INF/tikhonov/io.tikhonov.examples.DigitClassifier.json");
  }

  @Test
  void idsAreUnique() {
    DOCUMENTS.forEach(
        (path, page) -> {
          List<String> ids =
              Pages.elements(page, "*").stream()
                  .map(element -> element.getAttribute("id"))
                  .filter(id -> !id.isEmpty())
                  .toList();
          assertWithMessage("ids of %s", path).that(ids).containsNoDuplicates();
        });
  }

  @Test
  void everyLinkLeadsSomewhereOnThePage() {
    DOCUMENTS.forEach(
        (path, page) -> {
          Set<String> targets =
              Pages.elements(page, "*").stream()
                  .map(element -> element.getAttribute("id"))
                  .filter(id -> !id.isEmpty())
                  .map(id -> "#" + id)
                  .collect(Collectors.toSet());
          Set<String> links =
              Pages.elements(page, "a").stream()
                  .map(link -> link.getAttribute("href"))
                  .collect(Collectors.toSet());
          assertWithMessage("links of %s", path).that(links).isNotEmpty();
          assertWithMessage("targets in %s", path).that(targets).containsAtLeastElementsIn(links);
        });
  }

  /** Names of namespaces are no addresses that a browser loads. */
  @Test
  void pagesNeedNoNetworkAndNoScript() {
    PAGES.forEach(
        (path, page) -> {
          String text = page.replace("http://www.w3.org/2000/svg", "");
          assertWithMessage(path).that(text).doesNotContain("http:");
          assertWithMessage(path).that(text).doesNotContain("https:");
          assertWithMessage(path).that(text).doesNotContain("url(");
          assertWithMessage(path).that(text).doesNotContain("@import");
        });
    DOCUMENTS.forEach(
        (path, page) -> {
          for (String name : List.of("script", "link", "img", "iframe", "object", "embed")) {
            assertWithMessage("%s in %s", name, path).that(Pages.elements(page, name)).isEmpty();
          }
          for (Element element : Pages.elements(page, "*")) {
            assertWithMessage("src in %s", path).that(element.hasAttribute("src")).isFalse();
          }
        });
  }

  /** But for primal-dual iterations, which take exact steps of the parts of the sum. */
  @Test
  void everyParameterHasItsGradientAsAFormula() {
    FACTS.forEach(
        (path, text) -> {
          if (path.endsWith(".ExactDenoiser.json")) {
            return;
          }
          Map<?, ?> facts = TestJson.object(text);
          Set<Object> formulas = new HashSet<>();
          list(facts, "formulas").forEach(formula -> formulas.add(formula.get("name")));
          for (Map<?, ?> parameter : list(facts, "parameters")) {
            assertWithMessage("formulas of %s", path)
                .that(formulas)
                .contains("∂ℒ/∂" + parameter.get("name"));
          }
        });
  }

  /** In both directions: from the formula to the line, from the line to a formula of it. */
  @Test
  void linesAndFormulasAreLinked() {
    Document page = DOCUMENTS.get("io/tikhonov/examples/DigitClassifierObjective.html");
    Element logits = byId(page, "v-logits");
    String line =
        Pages.elements(logits, "a").stream()
            .map(link -> link.getAttribute("href"))
            .filter(href -> href.startsWith("#L"))
            .findFirst()
            .orElseThrow();
    Element source = byId(page, line.substring(1));
    assertThat(source.getTextContent()).contains("return relu(x.matmul(w1).plus(b1)).matmul(w2);");
    String back = Pages.elements(source, "a").get(0).getAttribute("href");
    assertThat(Pages.elements(byId(page, back.substring(1)), "a").toString()).isNotEmpty();
    assertThat(byId(page, back.substring(1)).getTextContent()).contains("x");
  }

  @Test
  void everyKernelIsShownWithItsCode() {
    FACTS.forEach(
        (path, text) -> {
          for (Map<?, ?> pass : list(TestJson.object(text), "passes")) {
            String code = (String) pass.get("code");
            boolean kernel = pass.get("kind").equals("kernel");
            assertWithMessage("code of %s in %s", pass.get("name"), path)
                .that(code)
                .contains(kernel ? "static void " + pass.get("method") + "(" : "(");
            if (kernel) {
              assertWithMessage(path).that(code.lines().toList()).contains("}");
            }
          }
        });
  }

  /**
   * What a pass finds in the cache of another needs an explanation: its bytes look wrong without.
   */
  @Test
  void aPassThatFollowsAnotherSaysSo() {
    String name = "io/tikhonov/examples/models/ImageDenoiserObjective.html";
    assertThat(byId(DOCUMENTS.get(name), "pass-2").getTextContent())
        .contains("updateImagefused kernel, part by part behind pass 1");
    assertThat(byId(DOCUMENTS.get(name), "pass-1").getTextContent()).doesNotContain("behind");
    String facts = FACTS.get("META-INF/tikhonov/io.tikhonov.examples.models.ImageDenoiser.json");
    assertThat(
            list(TestJson.object(facts), "passes").stream().map(it -> it.get("follows")).toList())
        .containsExactly(false, true)
        .inOrder();
  }

  @Test
  void boxesOfPicturesDoNotOverlapAndHoldTheirText() {
    DOCUMENTS.forEach(
        (path, page) -> {
          for (Element picture : Pages.elements(page, "svg")) {
            List<Element> boxes = Pages.elements(picture, "rect");
            assertWithMessage("boxes in %s", path).that(boxes).isNotEmpty();
            for (int i = 0; i < boxes.size(); i++) {
              for (int j = 0; j < i; j++) {
                assertWithMessage("boxes %s and %s of %s meet", i, j, path)
                    .that(meet(boxes.get(i), boxes.get(j)))
                    .isFalse();
              }
            }
            for (Element text : Pages.elements(picture, "text")) {
              Element box = Pages.elements((Element) text.getParentNode(), "rect").get(0);
              assertWithMessage("%s in %s", text.getTextContent(), path)
                  .that(7.2 * text.getTextContent().length())
                  .isLessThan(number(box, "width"));
            }
          }
        });
  }

  private static boolean meet(Element a, Element b) {
    return number(a, "x") < number(b, "x") + number(b, "width")
        && number(b, "x") < number(a, "x") + number(a, "width")
        && number(a, "y") < number(b, "y") + number(b, "height")
        && number(b, "y") < number(a, "y") + number(a, "height");
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static Element byId(Document page, String id) {
    return Pages.elements(page, "*").stream()
        .filter(element -> element.getAttribute("id").equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + id));
  }

  private static List<Map<?, ?>> list(Map<?, ?> object, String key) {
    List<Map<?, ?>> list = new ArrayList<>();
    ((List<?>) object.get(key)).forEach(element -> list.add((Map<?, ?>) element));
    return list;
  }
}
