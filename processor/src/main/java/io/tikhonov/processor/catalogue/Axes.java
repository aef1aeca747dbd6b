package io.tikhonov.processor.catalogue;

import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The attribute {@code axis}: negative values count from the end. */
public final class Axes {

  private Axes() {}

  /** The axis of a site, counted from the front. */
  public static int of(Site site) {
    return resolve(site.ingredient().integer("axis"), site.shape());
  }

  public static int resolve(int axis, Shape shape) {
    return axis < 0 ? axis + shape.rank() : axis;
  }

  public static List<Objection> objections(
      Ingredient ingredient, String attribute, TensorDeclaration parameter) {
    return objections(ingredient, attribute, ingredient.integer(attribute), parameter);
  }

  /** The objection to an axis that the parameter does not have. */
  public static List<Objection> objections(
      Ingredient ingredient, String attribute, int axis, TensorDeclaration parameter) {
    int rank = parameter.shape().rank();
    if (axis >= -rank && axis < rank) {
      return List.of();
    }
    String shape = rank == 0 ? "is a scalar and has no axis" : "has the shape " + parameter.shape();
    String remedy =
        rank == 0 ? "Remove the annotation." : "Use an axis from 0 to " + (rank - 1) + ".";
    return List.of(
        new Objection(
            "TKV209",
            "",
            "%s(%s = %d) on %s: %s %s. %s"
                .formatted(
                    ingredient.written(),
                    attribute,
                    axis,
                    parameter.name(),
                    parameter.name(),
                    shape,
                    remedy)));
  }

  /** The axes of the attribute {@code axes}, counted from the front; all if it names none. */
  public static List<Integer> listOf(Site site) {
    return listOf(site.ingredient(), site.shape());
  }

  /** The same for a use on a parameter of a shape. */
  public static List<Integer> listOf(Ingredient ingredient, Shape shape) {
    List<Integer> axes =
        ingredient.integers("axes").stream().map(axis -> resolve(axis, shape)).distinct().toList();
    return axes.isEmpty() ? IntStream.range(0, shape.rank()).boxed().toList() : axes;
  }

  /** The objections to the attribute {@code axes}. */
  public static List<Objection> objectionsToList(
      Ingredient ingredient, TensorDeclaration parameter) {
    List<Objection> objections = new ArrayList<>();
    for (int axis : ingredient.integers("axes")) {
      objections.addAll(objections(ingredient, "axes", axis, parameter));
    }
    return objections;
  }

  /**
   * The attribute {@code axes} in formulas: {@code all axes}, {@code axis 0}, {@code axes 0, 1}.
   */
  public static String listed(List<Integer> axes) {
    String names = String.join(", ", axes.stream().map(String::valueOf).toList());
    return axes.isEmpty() ? "all axes" : (axes.size() == 1 ? "axis " : "axes ") + names;
  }

  /** The index of a group in formulas: {@code i, …} for axis 0. */
  public static String slice(int axis) {
    return switch (axis) {
      case 0 -> "i, …";
      case 1 -> "…, i, …";
      case -1 -> "…, i";
      default -> "i along axis " + axis;
    };
  }
}
