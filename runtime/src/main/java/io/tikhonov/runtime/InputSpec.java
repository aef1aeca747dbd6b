package io.tikhonov.runtime;

import java.util.List;

/**
 * An input that the batches of an objective have.
 *
 * @param name its name in the declaration
 * @param dimensions its declared shape: names, integers, sums and multiples of names
 * @param labels whether it holds integers (type INT or LONG) and not floating numbers
 */
public record InputSpec(String name, List<String> dimensions, boolean labels) {

  /** Copies the dimensions. */
  public InputSpec {
    dimensions = List.copyOf(dimensions);
  }

  /** The declaration as text, such as {@code x (batch, pixels)}. */
  @Override
  public String toString() {
    return name + " (" + String.join(", ", dimensions) + ")" + (labels ? " of labels" : "");
  }
}
