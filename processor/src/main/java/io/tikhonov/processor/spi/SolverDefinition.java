package io.tikhonov.processor.spi;

import io.tikhonov.processor.model.Ingredient;
import java.util.Optional;

/**
 * A method that minimises the declared sum F(x) = f(x) + g(x) + h(Kx) on all of the data: f smooth,
 * g with a proximal operator, h a sum of norms behind a linear operator K. What it does from
 * iteration to iteration is the runtime's; here stands what it needs of a declaration.
 *
 * <p>Its "update" is the proximal gradient step that the runtime calls with a step length s: a step
 * of plain gradient descent whose rate is s.
 */
public interface SolverDefinition extends OptimizerDefinition {

  /** What a declaration must be made of. */
  enum Form {
    /** f alone. */
    SMOOTH("a sum without kinks and constraints"),
    /** f and g. */
    COMPOSITE("a smooth sum, and penalties and constraints with a proximal step"),
    /** f and a weighted 1-norm. */
    ONE_NORM("a smooth sum and 1-norms"),
    /** A loss of a linear model, and penalties on its coefficients. */
    LINEAR_MODEL("a loss of x.matmul(w) row by row, and penalties on the elements of w"),
    /** f, g, and norms behind linear operators. */
    SPLIT("a smooth sum, penalties with a proximal step, and norms of linear maps");

    private final String description;

    Form(String description) {
      this.description = description;
    }

    /** In words; completes "minimises ...". */
    public String description() {
      return description;
    }
  }

  Form form();

  @Override
  default boolean adaptive() {
    return false;
  }

  @Override
  default WeightDecay weightDecay() {
    return WeightDecay.NONE;
  }

  @Override
  default Optional<String> metric(Ingredient ingredient) {
    return Optional.of("1");
  }

  @Override
  default Update update(OptimizerSite site) {
    return new Update(site.gradient(), site.graph().literal(1));
  }
}
