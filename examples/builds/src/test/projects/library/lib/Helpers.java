package lib;

import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

/** What several models use. */
public final class Helpers {
  /** A constant that models use in annotations and in bodies. */
  public static final double SCALE = 0.5;

  private Helpers() {}

  /** Not affected by the scale of its argument. */
  @Inline
  public static Tensor normalised(Tensor x) {
    Tensor scaled = x.times(SCALE);
    return scaled.div(sqrt(mean(square(scaled)).plus(1e-3)));
  }
}
