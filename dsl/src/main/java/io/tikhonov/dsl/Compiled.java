package io.tikhonov.dsl;

/** What happens when the language is run instead of compiled. */
final class Compiled {
  private Compiled() {}

  /**
   * The body of every vocabulary method.
   *
   * @return nothing: the return type only lets a caller write {@code return only();}
   * @throws IllegalStateException always
   */
  @SuppressWarnings("DoNotCallSuggester") // it stands for every body of the vocabulary
  static Tensor only() {
    throw new IllegalStateException(
        "The methods of a @TrainingObjective class describe an objective: Tikhonov's annotation"
            + " processor compiles them, and they cannot be run. Use the class that the processor"
            + " writes beside yours: for a model Scorer that is ScorerObjective, made by"
            + " ScorerObjective.builder(). If there is no such class, the processor did not run:"
            + " add io.tikhonov:tikhonov-processor to the annotation processor path (from JDK 23"
            + " on, javac runs only processors that are named to it).");
  }
}
