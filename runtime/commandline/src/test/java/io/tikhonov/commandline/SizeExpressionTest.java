package io.tikhonov.commandline;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SizeExpressionTest {
  private static final Map<String, Long> SIZES = Map.of("a", 7L, "b", 2L, "batch", 64L);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0",
        "4*batch*a+4*a|1820",
        "a-b-1|4",
        "2+3*b|8",
        "(2+3)*b|10",
        "-a+b|-5",
        "(a)/b|3",
        "(-a)/b|-4",
        "(a)%b|1",
        "(-a)%b|1",
        "min(a, b)|2",
        "3*min(b, a-6)|3",
        "4 * batch|256"
      })
  void isEvaluated(String text, long value) {
    assertThat(SizeExpression.evaluate(text, SIZES)).isEqualTo(value);
  }

  @Test
  void everyMissingSizeIsNamed() {
    UserException e =
        assertThrows(UserException.class, () -> SizeExpression.evaluate("4*x*a+y", SIZES));
    assertThat(e)
        .hasMessageThat()
        .isEqualTo("The size of x, y is missing. Give it by --size x=NUMBER.");
  }

  @Test
  void tooLargeSizesAreRefused() {
    Map<String, Long> huge = Map.of("n", Long.MAX_VALUE);
    UserException e = assertThrows(UserException.class, () -> SizeExpression.evaluate("4*n", huge));
    assertThat(e).hasMessageThat().contains("4*n cannot be computed at these sizes");
    assertThrows(UserException.class, () -> SizeExpression.evaluate("a/(b-2)", SIZES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a+", "(a", "a b", "*a", "min(a)", "a)", "12x3", "a$$+#"})
  void otherTextsAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> SizeExpression.evaluate(text, SIZES));
  }
}
