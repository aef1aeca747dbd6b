package io.tikhonov.examples;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every example says what it promises. */
final class ExamplesTest {
  private static final Map<String, String> OUTPUTS = new TreeMap<>();

  @BeforeAll
  static void run() throws IOException {
    System.setProperty("tikhonov.progress", "off");
    try {
      for (Map.Entry<String, Examples.Example> example : Examples.all().entrySet()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        example.getValue().run(new Output(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
        OUTPUTS.put(example.getKey(), bytes.toString(StandardCharsets.UTF_8));
      }
    } finally {
      System.clearProperty("tikhonov.progress");
    }
  }

  static Stream<String> names() {
    return Examples.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void saysWhereItsFilesAre(String name) throws IOException {
    assertThat(page(name, "objective report: (.*)")).contains("<title>");
    assertThat(page(name, "generated source: (.*)")).contains("final class ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"digits", "tumours", "denoise", "physics", "embedding"})
  void showsTheRun(String name) throws IOException {
    assertThat(page(name, "curves of the run: (.*)")).contains("<svg");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tumour-path", "diabetes"})
  void showsThePath(String name) throws IOException {
    assertThat(page(name, "picture of the path: (.*)")).contains("Cross-validation");
    assertThat(page(name, "numbers of the path: (.*)").lines().count()).isEqualTo(101);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tumour-path", "diabetes", "denoise-exact"})
  void saysHowCloseItIs(String name) {
    assertThat(number(name, "duality gap, relative (\\S+) after")).isAtMost(1e-5);
  }

  private static String page(String example, String pattern) throws IOException {
    return Files.readString(Path.of(find(example, pattern)));
  }

  @Test
  void readsDigits() {
    assertThat(number("digits", "test accuracy (\\S+)")).isAtLeast(0.97);
  }

  @Test
  void namesEveryTerm() {
    assertThat(OUTPUTS.get("digits")).contains("crossEntropy");
    assertThat(OUTPUTS.get("digits")).contains("confidence");
    assertThat(OUTPUTS.get("digits")).contains("w1/L1");
    assertThat(OUTPUTS.get("digits")).contains("w2/GroupLasso");
  }

  @Test
  void findsExactZeros() {
    assertThat(number("digits", "exact zeros: (\\d+)")).isAtLeast(1000);
    assertThat(number("digits", "unused hidden units: (\\d+)")).isAtLeast(1);
  }

  @Test
  void findsTheOptimumOfScikitLearn() {
    double value = number("tumours", "objective in scikit-learn's units (\\S+);");
    assertThat(value).isWithin(1e-6 * TumourExample.REFERENCE).of(TumourExample.REFERENCE);
    assertThat(number("tumours", "(\\d+) of 30 measurements are enough")).isEqualTo(8);
    assertThat(OUTPUTS.get("tumours")).contains("worst radius");
    assertThat(OUTPUTS.get("tumours")).doesNotContain("mean area");
  }

  @Test
  void findsTheOptimumOfScikitLearnWithItsPath() {
    double value = number("tumour-path", "objective in scikit-learn's units (\\S+);");
    assertThat(value).isWithin(1e-6 * TumourExample.REFERENCE).of(TumourExample.REFERENCE);
    assertThat(number("tumour-path", "(\\d+) of 30 measurements remain")).isEqualTo(8);
    assertThat(find("tumour-path", "The first to come in: (.*)"))
        .startsWith("worst concave points");
    double best = number("tumour-path", "fits unseen tumours best: .* with (\\d+)");
    double simpler = number("tumour-path", "as good within one error: .* with (\\d+)");
    assertThat(simpler).isLessThan(best);
    // The lines that list them.
    assertThat(OUTPUTS.get("tumour-path").lines().filter(it -> it.contains("likelier")).count())
        .isEqualTo((long) simpler);
  }

  @Test
  void findsTheElasticNetOfScikitLearn() {
    assertThat(number("diabetes", "objective (\\S+);"))
        .isWithin(1e-6 * DiabetesExample.REFERENCE)
        .of(DiabetesExample.REFERENCE);
    assertThat(number("diabetes", "as good within one error: .* with (\\d+)"))
        .isLessThan(number("diabetes", "unseen patients best: .* with (\\d+)"));
    assertThat(OUTPUTS.get("diabetes")).contains("body mass index");
  }

  @Test
  void denoisesExactly() throws IOException {
    double noisy = number("denoise-exact", "noisy (\\S+) dB");
    assertThat(number("denoise-exact", "denoised (\\S+) dB")).isGreaterThan(noisy + 8);
    assertThat(number("denoise-exact", "other noise: objective (\\S+);"))
        .isWithin(1e-6 * ExactDenoisingExample.REFERENCE)
        .of(ExactDenoisingExample.REFERENCE);
    for (String picture : new String[] {"before: +(.*)", "after: +(.*)"}) {
      assertThat(ImageIO.read(Path.of(find("denoise-exact", picture)).toFile()).getWidth())
          .isEqualTo(512);
    }
  }

  @Test
  void denoises() throws IOException {
    double noisy = number("denoise", "noisy (\\S+) dB");
    assertThat(number("denoise", "denoised (\\S+) dB")).isGreaterThan(noisy + 8);
    for (String picture : new String[] {"before: +(.*)", "after: +(.*)"}) {
      assertThat(ImageIO.read(Path.of(find("denoise", picture)).toFile()).getWidth())
          .isEqualTo(512);
    }
  }

  @Test
  void solvesBurgersEquation() throws IOException {
    assertThat(number("physics", "off by (\\S+) %")).isLessThan(2);
    assertThat(page("physics", "plot: (.*)")).contains("t = 0.50");
  }

  /** Against finite differences. */
  @Test
  void theExactSolutionSolvesTheEquation() {
    double h = 1e-3;
    double viscosity = 0.05;
    for (double x : new double[] {-0.7, -0.1, 0.02, 0.4}) {
      for (double t : new double[] {0.1, 0.5, 0.9}) {
        double u = Burgers.exact(x, t, viscosity);
        double right = Burgers.exact(x + h, t, viscosity);
        double left = Burgers.exact(x - h, t, viscosity);
        double ut =
            (Burgers.exact(x, t + h, viscosity) - Burgers.exact(x, t - h, viscosity)) / (2 * h);
        double residual =
            ut + u * (right - left) / (2 * h) - viscosity * (right - 2 * u + left) / (h * h);
        assertWithMessage("x = %s, t = %s", x, t).that(residual).isWithin(1e-3).of(0);
      }
    }
  }

  @Test
  void findsOutWhatIsLikeWhat() throws IOException {
    double error = number("embedding", "with an error of (\\S+),");
    assertThat(error).isLessThan(0.7 * number("embedding", "images has an error of (\\d\\S*\\d)"));
    assertThat(number("embedding", "Of (\\S+) % of the images")).isAtLeast(90);
    assertThat(number("embedding", "Of (\\d+) of \\d+ pixels")).isAtLeast(40);
    assertThat(ImageIO.read(Path.of(find("embedding", "picture: (\\S+)")).toFile()).getHeight())
        .isGreaterThan(100);
  }

  /** What the guide shows; numbers may differ between machines, and paths between folders. */
  @Test
  void theGuideShowsTheseOutputs() throws IOException {
    Pattern shown =
        Pattern.compile("-Dexample=([\\w-]+)\n```\n\n```text\n(.*?)```", Pattern.DOTALL);
    Set<String> found = new TreeSet<>();
    try (Stream<Path> pages = Files.list(Path.of("../docs/guide"))) {
      for (Path page : pages.filter(Files::isRegularFile).toList()) {
        Matcher matcher = shown.matcher(Files.readString(page));
        while (matcher.find()) {
          found.add(matcher.group(1));
          assertThat(masked(OUTPUTS.get(matcher.group(1)))).contains(masked(matcher.group(2)));
        }
      }
    }
    assertThat(found).containsExactly("tumours", "denoise", "physics", "embedding");
  }

  private static String masked(String output) {
    return output.replaceAll("\\S*target/", "target/").replaceAll("\\d+(\\.\\d+)?", "#");
  }

  private static double number(String example, String pattern) {
    return Double.parseDouble(find(example, pattern));
  }

  private static String find(String example, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(OUTPUTS.get(example));
    assertWithMessage("%s in %s", pattern, OUTPUTS.get(example)).that(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
