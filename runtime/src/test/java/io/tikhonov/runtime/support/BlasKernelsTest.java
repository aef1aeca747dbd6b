package io.tikhonov.runtime.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlasKernelsTest {

  private static final Set<String> AVX_512 = Set.of("sse2", "avx", "avx2", "fma", "avx512f");

  @Test
  void namesTheKernelsThatFitTheProcessor() {
    String advice = BlasKernels.advice("BARCELONA", AVX_512).orElseThrow();
    assertTrue(advice.contains("(BARCELONA)"), advice);
    assertTrue(advice.contains("OPENBLAS_CORETYPE=SkylakeX"), advice);
    advice = BlasKernels.advice("PRESCOTT", Set.of("avx2", "fma")).orElseThrow();
    assertTrue(advice.contains("OPENBLAS_CORETYPE=Haswell"), advice);
  }

  @Test
  void isSilentWhereTheKernelsFit() {
    assertEquals(Optional.empty(), BlasKernels.advice("SKYLAKEX", AVX_512));
    assertEquals(Optional.empty(), BlasKernels.advice("ZEN", AVX_512));
    assertEquals(Optional.empty(), BlasKernels.advice("SANDYBRIDGE", Set.of("sse2", "avx")));
    assertEquals(Optional.empty(), BlasKernels.advice("ARMV8", Set.of()));
  }
}
