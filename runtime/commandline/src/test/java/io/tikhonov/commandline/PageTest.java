package io.tikhonov.commandline;

import static com.google.common.truth.Truth.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PageTest {
  private final StringWriter text = new StringWriter();
  private final Page page = Page.of(new PrintWriter(text));

  private List<String> lines() {
    return text.toString().lines().toList();
  }

  @Test
  void rowsAreWrappedUnderTheirValue() {
    page.row("optimizer", "word ".repeat(30));
    assertThat(lines())
        .containsExactly(
            "  optimizer       word word word word word word word word word word word word",
            "                  word word word word word word word word word word word word",
            "                  word word word word word word")
        .inOrder();
  }

  @Test
  void aLongNameHasALineOfItsOwn() {
    page.row("w2 (hidden, classes)", "weight");
    assertThat(lines())
        .containsExactly("  w2 (hidden, classes)", "                  weight")
        .inOrder();
  }

  @Test
  void whatBelongsTogetherIsNotBroken() {
    page.paragraph("x".repeat(75) + " " + Page.together("a = 1"));
    assertThat(lines()).containsExactly("x".repeat(75), "a = 1").inOrder();
  }

  @Test
  void aLineHasEightyCharactersAtMost() {
    page.paragraph("x".repeat(40) + " " + "y".repeat(39));
    page.paragraph("x".repeat(40) + " " + "y".repeat(40));
    assertThat(lines().stream().map(String::length)).containsExactly(80, 40, 40).inOrder();
  }

  @Test
  void combiningMarksTakeNoPlace() {
    assertThat(Page.length("v\u0302 = m\u0302")).isEqualTo(5);
  }

  @Test
  void aWordThatIsTooLongIsNotCut() {
    page.item("-", "x".repeat(100));
    assertThat(lines()).containsExactly("  - " + "x".repeat(100));
  }

  @Test
  void linesOfATextStay() {
    page.paragraph("one\ntwo");
    assertThat(lines()).containsExactly("one", "two").inOrder();
  }
}
