package io.tikhonov.processor.training;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.InputDeclaration;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.PredictionDeclaration;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.TermDeclaration;
import io.tikhonov.processor.model.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds an {@link ObjectiveModel} by hand. */
public final class TestModel {
  public final Graph graph = new Graph();
  private final List<TensorDeclaration> parameters = new ArrayList<>();
  private final List<TensorDeclaration> states = new ArrayList<>();
  private final List<InputDeclaration> inputs = new ArrayList<>();
  private final List<TermDeclaration> terms = new ArrayList<>();
  private final List<PredictionDeclaration> predictions = new ArrayList<>();
  private final List<Ingredient> ingredients = new ArrayList<>();

  /** A shape of integers and dimension names. */
  public static Shape shape(Object... dims) {
    List<Poly> polys = new ArrayList<>();
    for (Object dim : dims) {
      polys.add(dim instanceof Integer size ? Poly.of(size) : Poly.named((String) dim));
    }
    return new Shape(polys);
  }

  public Node parameter(String name, Shape shape, String role, Ingredient... own) {
    Node leaf = graph.stored(Leaf.Role.PARAMETER, name, shape);
    parameters.add(
        new TensorDeclaration(leaf, name, "ZEROS", 1, role, null, List.of(own), Token.NONE));
    return leaf;
  }

  public Node weight(String name, Shape shape, Ingredient... own) {
    return parameter(name, shape, "WEIGHT", own);
  }

  public Node state(String name, Shape shape) {
    return graph.stored(Leaf.Role.STATE, name, shape);
  }

  public TestModel updating(Node state, Node update) {
    String name = state.op().opName();
    states.add(
        new TensorDeclaration(state, name, "ZEROS", 1, "WEIGHT", update, List.of(), Token.NONE));
    return this;
  }

  public Node input(Leaf.Role role, String name, Shape shape) {
    Node leaf = graph.stored(role, name, shape);
    inputs.add(new InputDeclaration(leaf, List.of(), Token.NONE));
    return leaf;
  }

  public TestModel loss(String name, Node value, String... trains) {
    return term(name, 1, value, value, trains);
  }

  public TestModel term(
      String name, double weight, Node training, Node inference, String... trains) {
    terms.add(
        new TermDeclaration(
            name, true, weight, training, inference, List.of(trains), name + "()", Token.NONE));
    return this;
  }

  public TestModel prediction(String name, Node value) {
    predictions.add(new PredictionDeclaration(name, inputs, value, Token.NONE));
    return this;
  }

  public TestModel with(Ingredient... declared) {
    ingredients.addAll(List.of(declared));
    return this;
  }

  public ObjectiveModel build() {
    return new ObjectiveModel(
        graph,
        "com.example",
        "Example",
        "ExampleObjective",
        true,
        true,
        List.copyOf(parameters),
        List.of(),
        List.copyOf(states),
        List.of(),
        List.copyOf(inputs),
        List.copyOf(terms),
        List.copyOf(predictions),
        List.copyOf(ingredients),
        List.of(),
        Token.NONE);
  }

  /** A parameter on its own, for tests of definitions. */
  public static TensorDeclaration declaration(Graph graph, String name, Shape shape) {
    Node leaf = graph.stored(Leaf.Role.PARAMETER, name, shape);
    return new TensorDeclaration(leaf, name, "ZEROS", 1, "WEIGHT", null, List.of(), Token.NONE);
  }

  /** An ingredient of the DSL: its name within the package, then attributes and values in turn. */
  public static Ingredient ingredient(String name, Object... attributes) {
    Map<String, Object> values = new HashMap<>(Defaults.of(name));
    for (int i = 0; i < attributes.length; i += 2) {
      Object value = attributes[i + 1];
      boolean wide = values.get(attributes[i]) instanceof Double && value instanceof Integer;
      values.put((String) attributes[i], wide ? ((Integer) value).doubleValue() : value);
    }
    return new Ingredient("io.tikhonov.dsl." + name, values, Token.NONE, Map.of());
  }
}
