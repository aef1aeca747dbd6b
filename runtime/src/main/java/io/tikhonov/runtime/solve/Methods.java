package io.tikhonov.runtime.solve;

/** The methods by the names of their annotations. */
final class Methods {

  private static final int SLOW = 100_000;
  private static final int FAST = 10_000;
  private static final int FEW = 1_000;

  private Methods() {}

  /**
   * The method that a class declares.
   *
   * @throws IllegalArgumentException if there is none of this name, or its numbers make no sense
   */
  static Method of(SolvableObjective<?> objective) {
    return of(objective, false);
  }

  /**
   * The method that a class declares.
   *
   * @param again whether the same sum is minimised again with other factors
   */
  static Method of(SolvableObjective<?> objective, boolean again) {
    SolverDeclaration declaration = objective.declaration();
    String name = declaration.name();
    return switch (name) {
      case "ProximalGradient" -> new ProximalGradient(atLeast0(declaration, "step"));
      case "Fista" -> new Fista(atLeast0(declaration, "step"), declaration.flag("restart"));
      case "Lbfgs" -> new Lbfgs(memory(declaration));
      case "OwlQn" -> new OwlQn(memory(declaration));
      case "Admm" ->
          new Admm(
              above0(declaration, "rho"), relaxation(declaration), declaration.flag("adaptive"));
      case "CoordinateDescent" -> new LinearMethod(again);
      case "DouglasRachford" ->
          new DouglasRachford(atLeast0(declaration, "step"), relaxation(declaration));
      case "PrimalDual" ->
          new PrimalDual(atLeast0(declaration, "balance"), new SaddleView(objective));
      default -> throw new IllegalArgumentException("There is no solver @Optimizer." + name + ".");
    };
  }

  /** How many iterations are enough by default: many where they are cheap and converge slowly. */
  static int maxIterations(SolverDeclaration declaration) {
    return switch (declaration.name()) {
      case "ProximalGradient", "Fista" -> SLOW;
      case "CoordinateDescent" -> FEW;
      default -> FAST;
    };
  }

  private static double atLeast0(SolverDeclaration declaration, String attribute) {
    double value = declaration.setting(attribute);
    return value >= 0 && Double.isFinite(value)
        ? value
        : refuse(declaration, attribute, "at least 0");
  }

  private static double above0(SolverDeclaration declaration, String attribute) {
    double value = declaration.setting(attribute);
    return value > 0 && Double.isFinite(value) ? value : refuse(declaration, attribute, "above 0");
  }

  private static double relaxation(SolverDeclaration declaration) {
    double value = declaration.setting("relaxation");
    return value > 0 && value < 2
        ? value
        : refuse(declaration, "relaxation", "between 0 and 2, both excluded");
  }

  private static int memory(SolverDeclaration declaration) {
    double value = declaration.setting("memory");
    return (int) (value >= 1 ? value : refuse(declaration, "memory", "at least 1"));
  }

  private static double refuse(SolverDeclaration declaration, String attribute, String range) {
    throw new IllegalArgumentException(
        "@Optimizer.%s(%s = %s): the number must be %s."
            .formatted(declaration.name(), attribute, declaration.setting(attribute), range));
  }
}
