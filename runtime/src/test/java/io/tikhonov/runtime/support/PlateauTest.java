package io.tikhonov.runtime.support;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The factor after each observation, as {@code ReduceLROnPlateau} of PyTorch 2.13 gives it. */
final class PlateauTest {
  private static final double[] METRIC = {
    4.9, 4.41, 3.969, 3.969, 4.12776, 3.714984, 3.789284, 4.016641, 4.016641, 3.614977, 3.253479,
    3.318549, 3.517661, 3.517661, 3.658368, 3.585201, 3.656905, 3.876319, 3.876319, 4.031372,
    3.950744, 4.029759, 4.271545, 4.271545, 4.442406, 4.353558, 4.440629, 4.707067, 4.707067,
    4.89535, 4.405815, 4.493931, 4.763567, 4.763567, 4.95411, 4.855028, 4.952128, 5.249256,
    5.249256, 5.459226
  };

  /** Indices of the observations before which the factor has fallen once more. */
  private static List<Integer> changes(Plateau plateau) {
    List<Integer> changes = new ArrayList<>();
    for (int i = 0; i + 1 < METRIC.length; i++) {
      double before = plateau.factor();
      plateau.observe(METRIC[i]);
      if (plateau.factor() < before) {
        changes.add(i + 1);
      }
    }
    return changes;
  }

  @Test
  void fallsWhenPatienceEnds() {
    Plateau plateau = new Plateau(0.5, 2, 1e-4, 0);
    assertThat(changes(plateau)).containsExactly(9, 14, 17, 20, 23, 26, 29, 32, 35, 38).inOrder();
    assertThat(plateau.factor()).isEqualTo(0.0009765625);
  }

  @Test
  void restsAfterAChange() {
    Plateau plateau = new Plateau(0.1, 0, 0.05, 3);
    assertThat(changes(plateau)).containsExactly(4, 8, 12, 16, 20, 24, 28, 32, 36).inOrder();
  }

  @Test
  void nothingIsWorseThanNaN() {
    Plateau plateau = new Plateau(0.5, 1, 1e-4, 0);
    plateau.observe(1);
    plateau.observe(Double.NaN);
    plateau.observe(Double.NaN);
    assertThat(plateau.factor()).isEqualTo(0.5);
  }

  @Test
  void negativeMetricsImproveDownwards() {
    Plateau plateau = new Plateau(0.5, 0, 0.1, 0);
    plateau.observe(-10);
    plateau.observe(-12);
    assertThat(plateau.factor()).isEqualTo(1.0);
    plateau.observe(-12.5);
    assertThat(plateau.factor()).isEqualTo(0.5);
  }

  @Test
  void stateSurvivesAsText() {
    Plateau plateau = new Plateau(0.3, 1, 0, 2);
    Plateau copy = new Plateau(0.3, 1, 0, 2);
    for (double metric : METRIC) {
      plateau.observe(metric);
      copy.observe(metric);
      copy.restore(Plateau.State.parse(copy.state().text()));
      assertWithMessage("after %s", metric).that(copy.state()).isEqualTo(plateau.state());
    }
    for (String damaged : new String[] {"", "1 2 3", "2 1 0 0", "1 1 -1 0", "a 1 0 0"}) {
      assertThrows(IllegalArgumentException.class, () -> Plateau.State.parse(damaged));
    }
  }
}
