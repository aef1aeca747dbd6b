package io.tikhonov.processor.rules;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.TermDeclaration;
import io.tikhonov.processor.model.Token;
import io.tikhonov.processor.spi.Site;
import io.tikhonov.processor.training.Assignment;
import io.tikhonov.processor.training.Assignment.AssignedPenalty;
import java.util.ArrayList;
import java.util.List;

/** Everything that pulls at the parameters besides the losses, as values of the IR. */
final class Pulls {

  /**
   * A penalty, weight decay or penalty method.
   *
   * @param name how a message calls it
   * @param value a scalar that the pull makes small
   * @param parameter what it acts on; null for a method
   * @param token where it is declared
   */
  record Pull(String name, Node value, TensorDeclaration parameter, Token token) {}

  private Pulls() {}

  /** All of a model, those of its methods last. */
  static List<Pull> of(Context context) {
    List<Pull> pulls = new ArrayList<>();
    Graph graph = context.model().graph();
    for (Assignment assignment : context.assignments()) {
      TensorDeclaration parameter = assignment.parameter();
      for (AssignedPenalty penalty : assignment.penalties()) {
        Ingredient ingredient = penalty.ingredient();
        boolean idle = ingredient.has("lambda") && ingredient.number("lambda") == 0;
        if (!idle) {
          Site site = new Site(graph, ingredient, parameter, context.model().doublePrecision());
          Node value = penalty.definition().value(site);
          pulls.add(new Pull(ingredient.name(), value, parameter, ingredient.token()));
        }
      }
      if (assignment.weightDecay() > 0) {
        Node squares = graph.sum(graph.square(parameter.leaf()));
        Token token = assignment.optimizer().orElseThrow().tokenOf("weightDecay");
        pulls.add(new Pull("weightDecay", squares, parameter, token));
      }
    }
    for (TermDeclaration term : context.model().terms()) {
      if (!term.loss() && term.weight() > 0) {
        pulls.add(new Pull(term.name(), term.training(), null, term.token()));
      }
    }
    return pulls;
  }
}
