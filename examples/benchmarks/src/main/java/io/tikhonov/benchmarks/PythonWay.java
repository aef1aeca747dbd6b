package io.tikhonov.benchmarks;

import java.util.Locale;

/** How PyTorch runs in Python; {@code works.py} tells the details. */
enum PythonWay {
  /** Operations one by one, fused optimizers. */
  EAGER,
  /** Loss and proximal step by torch.compile, fused optimizers. */
  COMPILED,
  /** The whole step as one compiled function. */
  WHOLE;

  /** The word for it in the protocol and in tables. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
