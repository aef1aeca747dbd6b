package io.tikhonov.runtime.support;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;

final class ScalarsTest {

  /** Values from Abramowitz and Stegun, table 7.1, and of higher precision beyond it. */
  private static final double[][] ERF = {
    {0, 0},
    {0.1, 0.1124629160182849},
    {0.5, 0.5204998778130465},
    {1, 0.8427007929497149},
    {1.5, 0.9661051464753108},
    {2, 0.9953222650189527},
    {3, 0.9999779095030014},
    {4, 0.9999999845827421},
    {5.5, 0.9999999999999927},
    {7, 1}
  };

  @Test
  void erfAgreesWithTables() {
    for (double[] entry : ERF) {
      assertThat(Scalars.erf(entry[0])).isWithin(4 * Math.ulp(entry[1])).of(entry[1]);
      assertThat(Scalars.erf(-entry[0])).isWithin(4 * Math.ulp(entry[1])).of(-entry[1]);
    }
    assertThat(Scalars.erf(1e-300)).isWithin(1e-315).of(1.1283791670955126e-300);
    assertThat(Scalars.erf(Double.NaN)).isNaN();
    assertThat(Scalars.erf(Double.NEGATIVE_INFINITY)).isEqualTo(-1.0);
  }

  @Test
  void sigmoidAndSoftplusDoNotOverflow() {
    assertThat(Scalars.sigmoid(1000.0)).isEqualTo(1.0);
    assertThat(Scalars.sigmoid(-1000.0)).isEqualTo(0.0);
    assertThat(Scalars.sigmoid(-40.0)).isWithin(1e-31).of(Math.exp(-40));
    assertThat(FloatMath.sigmoid(0.0f)).isEqualTo(0.5f);
    assertThat(Scalars.softplus(1000.0)).isEqualTo(1000.0);
    assertThat(Scalars.softplus(-40.0)).isWithin(1e-31).of(Math.exp(-40));
    assertThat(FloatMath.softplus(0.0f)).isWithin(1e-7f).of((float) Math.log(2));
  }

  /**
   * Numbers of 8 significant bits stay; others go to the nearest, from the middle to the even one.
   */
  @Test
  void bfloat16RoundsToTheNearest() {
    assertThat(Scalars.bfloat16(1.0)).isEqualTo(1.0);
    assertThat(Scalars.bfloat16(-255.0)).isEqualTo(-255.0);
    assertThat(Scalars.bfloat16(257.0)).isEqualTo(256.0);
    assertThat(Scalars.bfloat16(259.0)).isEqualTo(260.0);
    assertThat(Scalars.bfloat16(258.5f)).isEqualTo(258f);
    assertThat(Scalars.bfloat16(1e-7)).isEqualTo(0x1.aep-24);
    assertThat(Scalars.bfloat16(3.4e38f)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Scalars.bfloat16(Double.NaN)).isNaN();
    assertThat(Scalars.bfloat16(-0.0)).isEqualTo(-0.0);
  }
}
