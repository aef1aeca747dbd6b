package io.tikhonov.processor.training;

import java.util.List;

/** A named list of effects that are computed together. */
public record Program(String name, List<Effect> effects) {
  public Program {
    effects = List.copyOf(effects);
  }
}
