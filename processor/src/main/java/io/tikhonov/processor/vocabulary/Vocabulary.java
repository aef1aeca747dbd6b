package io.tikhonov.processor.vocabulary;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All functions of the DSL by class and name. */
public final class Vocabulary {

  /** The simple names of the classes of {@code io.tikhonov.dsl} that hold functions. */
  public static final Set<String> OWNERS =
      Set.of("Tensor", "Ops", "Losses", "Penalties", "Proximal");

  private static final Map<String, Definition> DEFINITIONS = definitions();

  private Vocabulary() {}

  private static Map<String, Definition> definitions() {
    Map<String, Definition> all = new HashMap<>();
    Registry ops = new Registry(all, "Ops");
    ElementwiseFunctions.register(ops);
    Reductions.register(ops);
    LinearAlgebra.register(ops);
    Structure.register(ops);
    Networks.register(ops);
    DifferentiationControl.register(ops);
    Operators.register(ops);
    TensorMethods.register(new Registry(all, "Tensor"));
    LossFunctions.register(new Registry(all, "Losses"));
    Registry penalties = new Registry(all, "Penalties");
    PenaltyFunctions.register(penalties);
    ActivationPenalties.register(penalties);
    ProximalFunctions.register(new Registry(all, "Proximal"));
    return Map.copyOf(all);
  }

  /**
   * The definition of a function.
   *
   * @param owner simple name of the class, one of {@link #OWNERS}
   */
  public static Optional<Definition> find(String owner, String name) {
    return Optional.ofNullable(DEFINITIONS.get(owner + "." + name));
  }
}
