package io.tikhonov.processor.report.formula;

import static com.google.common.truth.Truth.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Formulas that the catalogue gives as text. */
final class TextFormulaTest {

  private static String content(String text) {
    return TextFormula.content(text, Set.of("w1", "weights"));
  }

  @Test
  void quotientsAreFractionsWithoutTheirParentheses() {
    assertThat(content("m/(1 − 2)"))
        .contains(
            "<mfrac><mrow><mi>m</mi></mrow><mrow><mn>1</mn><mo>−</mo><mn>2</mn></mrow></mfrac>");
  }

  @Test
  void powersOfTenAndIndicesAreTypeset() {
    assertThat(content("1e-4·‖w1‖₁")).contains("<msup><mn>10</mn><mn>−4</mn></msup>");
    assertThat(content("‖w1‖₁"))
        .isEqualTo(
            "<mrow><msub><mrow>"
                + "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">‖</mo>"
                + "<mrow><msub><mi>w</mi><mn>1</mn></msub></mrow>"
                + "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">‖</mo>"
                + "</mrow><mn>1</mn></msub></mrow>");
    assertThat(content("Aᵀ")).contains("<msup><mi>A</mi><mo>⊤</mo></msup>");
    assertThat(content("βᵏ")).contains("<msup><mi>β</mi><mi>k</mi></msup>");
  }

  @Test
  void rootsAndHatsHoldTheirOperand() {
    assertThat(content("√v\u0302"))
        .contains(
            "<msqrt><mrow><mover accent=\"true\"><mi>v</mi><mo stretchy=\"false\">^</mo></mover>");
  }

  @Test
  void wordsStayWordsAndNamesStayNames() {
    assertThat(content("T the length of the run"))
        .contains("<mtext>&#160;the&#160;length&#160;of&#160;the&#160;run&#160;</mtext>");
    assertThat(content("weights ← weights")).contains("<mi>weights</mi>");
    assertThat(content("weights ← weights")).doesNotContain("<mtext>");
  }

  @Test
  void whatCannotBeReadIsShownAsItIs() {
    assertThat(content("a) + b")).isEqualTo("<mtext>a) + b</mtext>");
    assertThat(content("a < b & c")).contains("&lt;");
  }

  @Test
  void derivativesAreFractions() {
    assertThat(content("g = ∂(a + b)/∂w1")).contains("<mfrac><mrow><mrow><mo rspace=\"0\">∂</mo>");
  }
}
