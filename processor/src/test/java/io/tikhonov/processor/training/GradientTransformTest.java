package io.tikhonov.processor.training;

import static com.google.common.truth.Truth.assertThat;
import static io.tikhonov.processor.training.TestModel.ingredient;
import static io.tikhonov.processor.training.TestModel.shape;

import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gradient transforms, seen through plain descent with rate 1. */
class GradientTransformTest {
  private static final double[] U = {3, -4};
  private static final double[] V = {12};

  /** What is subtracted from u and v, whose gradients are (3, −4) and 12. */
  private static List<double[]> moves(Ingredient[] onClass, Ingredient... onV) {
    TestModel model = new TestModel();
    Graph g = model.graph;
    Node u = model.weight("u", shape(2));
    Node v = model.weight("v", shape(1), onV);
    model
        .loss("fit", g.mul(g.literal(0.5), g.add(g.sum(g.square(u)), g.sum(g.square(v)))))
        .with(ingredient("Optimizer.SGD", "learningRate", 1))
        .with(onClass);
    TrainingPrograms programs = ProgramBuilder.build(model.build(), Catalogue.load());
    Simulation whole = new Simulation(g, programs, Map.of()).put(u, U).put(v, V).step();
    Simulation parts =
        new Simulation(g, programs, Map.of()).put(u, U).put(v, V).stepInParts("u", "v");
    assertThat(parts.get(u)).usingTolerance(1e-15).containsExactly(whole.get(u)).inOrder();
    assertThat(parts.get(v)).usingTolerance(1e-15).containsExactly(whole.get(v)).inOrder();
    double[] ofU = {U[0] - whole.get(u)[0], U[1] - whole.get(u)[1]};
    return List.of(ofU, new double[] {V[0] - whole.get(v)[0]});
  }

  private static void assertMoves(List<double[]> moves, double u0, double u1, double v) {
    assertThat(moves.get(0)).usingTolerance(1e-14).containsExactly(u0, u1).inOrder();
    assertThat(moves.get(1)[0]).isWithin(1e-14).of(v);
  }

  private static Ingredient[] all(Ingredient... ingredients) {
    return ingredients;
  }

  @Test
  void clipsByValue() {
    Ingredient clip = ingredient("Gradient.ClipByValue", "limit", 3.5);
    assertMoves(moves(all(clip)), 3, -3.5, 3.5);
  }

  /** The root mean squares are √12.5 and 12. */
  @Test
  void clipsEachRootMeanSquare() {
    Ingredient clip = ingredient("Gradient.ClipByRms", "maxRms", 5);
    assertMoves(moves(all(clip)), 3, -4, 5);
    Ingredient tight = ingredient("Gradient.ClipByRms", "maxRms", 0.5);
    assertMoves(moves(all(tight)), 1.5 / Math.sqrt(12.5), -2 / Math.sqrt(12.5), 0.5);
  }

  @Test
  void clipsEachNorm() {
    Ingredient clip = ingredient("Gradient.ClipByNorm", "maxNorm", 6);
    assertMoves(moves(all(clip)), 3, -4, 12 * 6 / (12 + 1e-6));
  }

  /** The norm of all gradients is 13. */
  @Test
  void clipsTheGlobalNormAsPyTorch() {
    double factor = 6.5 / (13 + 1e-6);
    Ingredient clip = ingredient("Gradient.ClipByGlobalNorm", "maxNorm", 6.5);
    assertMoves(moves(all(clip)), 3 * factor, -4 * factor, 12 * factor);
    Ingredient wide = ingredient("Gradient.ClipByGlobalNorm", "maxNorm", 14);
    assertMoves(moves(all(wide)), 3, -4, 12);
  }

  @Test
  void appliesTransformsInDeclaredOrder() {
    Ingredient value = ingredient("Gradient.ClipByValue", "limit", 3);
    Ingredient norm = ingredient("Gradient.ClipByNorm", "maxNorm", 5);
    double factor = 5 / (5 + 1e-6);
    assertMoves(moves(all(norm, value)), 3 * factor, -3, 3);
    assertMoves(moves(all(value, norm)), 3, -3, 3);
  }

  @Test
  void aFieldReplacesTheTransformOfTheSameType() {
    Ingredient value = ingredient("Gradient.ClipByValue", "limit", 3);
    Ingredient own = ingredient("Gradient.ClipByValue", "limit", 10);
    assertMoves(moves(all(value), own), 3, -3, 10);
    Ingredient other = ingredient("Gradient.ClipByNorm", "maxNorm", 1);
    assertMoves(moves(all(value), other), 3, -3, 3 / (3 + 1e-6));
  }
}
