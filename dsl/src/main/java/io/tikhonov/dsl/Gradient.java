package io.tikhonov.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Transforms of the gradient, taken in declared order before the optimizer sees it.
 *
 * <p>The gradient is that of the losses and of the coupled penalties.
 */
public final class Gradient {
  private Gradient() {}

  /**
   * Limits every element: g = min(max(g, −limit), limit). {@code torch.nn.utils.clip_grad_value_}.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface ClipByValue {
    /** Largest absolute value of an element; above 0. */
    double limit();
  }

  /**
   * Limits the Euclidean norm of each parameter's gradient on its own: g = g·min(1, maxNorm/(‖g‖₂ +
   * 10⁻⁶)).
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface ClipByNorm {
    /** Largest norm of one gradient; above 0. */
    double maxNorm();
  }

  /**
   * Limits the root mean square of each parameter's gradient: g = g/max(1, rms(g)/maxRms) with
   * rms(g) = √(mean g²).
   *
   * <p>Shazeer and Stern, Adafactor, 2018; {@code optax.clip_by_block_rms}.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface ClipByRms {
    /** Largest root mean square of one gradient; above 0. */
    double maxRms();
  }

  /**
   * Limits the Euclidean norm of all gradients together: every g is multiplied by min(1,
   * maxNorm/(‖all g‖₂ + 10⁻⁶)).
   *
   * <p>Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks, 2013;
   * {@code torch.nn.utils.clip_grad_norm_}, whose 10⁻⁶ this is.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.TYPE)
  public @interface ClipByGlobalNorm {
    /** Largest norm of all gradients together; above 0. */
    double maxNorm();
  }

  /**
   * Takes one step for several batches: g = (g₁ + … + g_k)/k, the mean of the gradients of k =
   * {@code batches} calls of {@code step} in a row, of which only the last one changes parameters.
   * It is accumulated before any transform, coupled penalties included.
   *
   * <p>Terms and states are those of each call, random draws differ from call to call, schedules
   * count the steps. What is accumulated is part of a checkpoint. The batches should have the same
   * number of rows: each counts the same.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.TYPE)
  public @interface Accumulate {
    /** The number of batches, at least 1. */
    int batches();
  }
}
