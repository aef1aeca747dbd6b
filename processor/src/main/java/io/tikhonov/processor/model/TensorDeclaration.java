package io.tikhonov.processor.model;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import java.util.List;

/**
 * A tensor that lives in the objective: a parameter, constant or state.
 *
 * @param leaf its node, a {@link Leaf.Stored} whose id is the field's name
 * @param fileName its name in saved files
 * @param init name of the {@code Init} constant, DEFAULT resolved by role
 * @param initScale the scale with the constant's default filled in
 * @param role name of the {@code Role} constant; WEIGHT for constants and states
 * @param update what each step sets a state to, in training mode; null for others
 * @param ingredients the catalogue annotations on the field, in source order
 * @param initToken the written initial value, or the field if it has its default
 */
public record TensorDeclaration(
    Node leaf,
    String fileName,
    String init,
    double initScale,
    String role,
    Node update,
    List<Ingredient> ingredients,
    Token token,
    Token initToken) {

  public TensorDeclaration {
    ingredients = List.copyOf(ingredients);
  }

  /** A tensor whose initial value has no place of its own. */
  public TensorDeclaration(
      Node leaf,
      String fileName,
      String init,
      double initScale,
      String role,
      Node update,
      List<Ingredient> ingredients,
      Token token) {
    this(leaf, fileName, init, initScale, role, update, ingredients, token, token);
  }

  /** True if every element starts at 0. */
  public boolean startsAtZero() {
    return switch (init) {
      case "ZEROS" -> true;
      case "CONSTANT", "NORMAL", "UNIFORM" -> initScale == 0;
      default -> false;
    };
  }

  public Leaf.Stored stored() {
    return (Leaf.Stored) leaf.op();
  }

  public String name() {
    return stored().id();
  }

  public Shape shape() {
    return leaf.shape();
  }

  /** The memory that an earlier program has left the gradient in. */
  public Node gradient(Graph graph) {
    return graph.stored(Leaf.Role.GRADIENT, name(), shape());
  }

  /** True for the roles that weight decay and class-level penalties act on. */
  public boolean decays() {
    return !role.equals("BIAS") && !role.equals("NORM");
  }
}
