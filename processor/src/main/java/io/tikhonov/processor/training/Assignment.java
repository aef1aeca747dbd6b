package io.tikhonov.processor.training;

import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.AverageDefinition;
import io.tikhonov.processor.spi.ConstraintDefinition;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.GradientDefinition;
import io.tikhonov.processor.spi.OptimizerDefinition;
import io.tikhonov.processor.spi.PenaltyDefinition;
import io.tikhonov.processor.spi.PenaltyMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The ingredients that act on one parameter. For optimizer and average a declaration on the field
 * replaces that of the class; among the optimizers of the class the closest one acts: by name, by
 * role, for all. Penalties and constraints of the class act on parameters of role WEIGHT, or on
 * those that {@code on} names; those of the field come after them.
 *
 * @param optimizer empty if neither field nor class declare one
 * @param schedules of the learning rate, which take turns
 * @param gradients transforms that the field declares; those of the class act on all parameters
 *     together
 */
public record Assignment(
    TensorDeclaration parameter,
    Optional<Ingredient> optimizer,
    List<Ingredient> schedules,
    List<Ingredient> gradients,
    List<AssignedPenalty> penalties,
    List<Ingredient> constraints,
    Optional<Ingredient> average) {

  /**
   * A penalty with its mode resolved.
   *
   * @param term name of its term: {@code w1/L1}, a repeated one {@code w1/L1#2}
   */
  public record AssignedPenalty(
      Ingredient ingredient, PenaltyDefinition definition, PenaltyMode mode, String term) {

    /** The name without that of the parameter: {@code L1}, {@code L1#2}. */
    String shortName() {
      return term.substring(term.indexOf('/') + 1);
    }
  }

  /** The assignments of all parameters, in order. */
  public static List<Assignment> of(ObjectiveModel model, Catalogue catalogue) {
    return of(model, catalogue, new Schedules(model, catalogue));
  }

  static List<Assignment> of(ObjectiveModel model, Catalogue catalogue, Schedules schedules) {
    return model.parameters().stream().map(p -> of(model, catalogue, schedules, p)).toList();
  }

  private static Assignment of(
      ObjectiveModel model, Catalogue catalogue, Schedules schedules, TensorDeclaration parameter) {
    Finder finder = new Finder(model, catalogue, parameter);
    Optional<Ingredient> optimizer = finder.optimizers().stream().findFirst();
    return new Assignment(
        parameter,
        optimizer,
        schedules.ofLearningRate(parameter),
        finder.onField(GradientDefinition.class),
        finder.penalties(optimizer),
        finder.acting(ConstraintDefinition.class),
        finder.closest(AverageDefinition.class));
  }

  /** True if a transform of the class acts here: the field declares none of the same type. */
  public boolean receives(Ingredient classTransform) {
    return gradients.stream().noneMatch(own -> own.type().equals(classTransform.type()));
  }

  /** The penalties with a mode. */
  public List<AssignedPenalty> penalties(PenaltyMode mode) {
    return penalties.stream().filter(penalty -> penalty.mode() == mode).toList();
  }

  /** True if a penalty has the same value everywhere on the set of a constraint. */
  public boolean isIdle(Ingredient penalty, Ingredient constraint) {
    if (constraint.name().equals("Simplex")) {
      return penalty.name().equals("L1");
    } else if (!constraint.name().equals("UnitNorm")) {
      return false;
    }
    int rank = parameter.shape().rank();
    boolean numbered = penalty.name().equals("GroupLasso") && !penalty.text("groups").isEmpty();
    boolean sameSlices =
        !numbered
            && Set.of("NormLoss", "GroupLasso").contains(penalty.name())
            && Math.floorMod(penalty.integer("axis"), Math.max(rank, 1))
                == Math.floorMod(constraint.integer("axis"), Math.max(rank, 1));
    return sameSlices || Set.of("L2", "L2Norm").contains(penalty.name());
  }

  /** The value of λ in λθ of the optimizer's weight decay; 0 if it leaves this parameter out. */
  public double weightDecay() {
    return optimizer
        .filter(found -> parameter.decays() && found.has("weightDecay"))
        .map(found -> found.number("weightDecay"))
        .orElse(0.0);
  }

  /** The optimizers that claim a parameter with the same right: one, unless something is wrong. */
  static List<Ingredient> optimizers(
      ObjectiveModel model, Catalogue catalogue, TensorDeclaration parameter) {
    return new Finder(model, catalogue, parameter).optimizers();
  }

  private record Finder(ObjectiveModel model, Catalogue catalogue, TensorDeclaration parameter) {
    /** Closeness of an optimizer that is for other parameters. */
    private static final int FAR = -1;

    private Stream<Ingredient> of(List<Ingredient> ingredients, Class<? extends Definition> kind) {
      return ingredients.stream().filter(it -> catalogue.find(it, kind).isPresent());
    }

    List<Ingredient> onField(Class<? extends Definition> kind) {
      return of(parameter.ingredients(), kind).toList();
    }

    /** The optimizers that are closest, more than one only by mistake. */
    List<Ingredient> optimizers() {
      List<Ingredient> own = onField(OptimizerDefinition.class);
      if (!own.isEmpty()) {
        return own;
      }
      List<Ingredient> ofClass = of(model.ingredients(), OptimizerDefinition.class).toList();
      int closest = ofClass.stream().mapToInt(this::closeness).max().orElse(FAR);
      return closest == FAR
          ? List.of()
          : ofClass.stream().filter(it -> closeness(it) == closest).toList();
    }

    private int closeness(Ingredient ofClass) {
      List<String> on = ofClass.texts("on");
      List<String> roles = ofClass.texts("roles");
      if (!on.isEmpty()) {
        return on.contains(parameter.name()) ? 2 : FAR;
      }
      if (!roles.isEmpty()) {
        return roles.contains(parameter.role()) ? 1 : FAR;
      }
      return 0;
    }

    /** The field's declaration, else the class's; the last one if there are several. */
    Optional<Ingredient> closest(Class<? extends Definition> kind) {
      return Stream.concat(of(model.ingredients(), kind), of(parameter.ingredients(), kind))
          .reduce((first, second) -> second);
    }

    /** Those of the class that act on this parameter, then those of the field. */
    List<Ingredient> acting(Class<? extends Definition> kind) {
      return Stream.concat(
              of(model.ingredients(), kind).filter(this::actsHere),
              of(parameter.ingredients(), kind))
          .toList();
    }

    private boolean actsHere(Ingredient ofClass) {
      List<String> on = ofClass.texts("on");
      return on.isEmpty() ? parameter.role().equals("WEIGHT") : on.contains(parameter.name());
    }

    List<AssignedPenalty> penalties(Optional<Ingredient> optimizer) {
      List<AssignedPenalty> penalties = new ArrayList<>();
      Map<String, Integer> uses = new HashMap<>();
      for (Ingredient ingredient : acting(PenaltyDefinition.class)) {
        String name = parameter.name() + "/" + ingredient.name();
        int use = uses.merge(name, 1, Integer::sum);
        penalties.add(
            new AssignedPenalty(
                ingredient,
                catalogue.penalty(ingredient),
                mode(ingredient, optimizer),
                use == 1 ? name : name + "#" + use));
      }
      return List.copyOf(penalties);
    }

    private PenaltyMode mode(Ingredient penalty, Optional<Ingredient> optimizer) {
      return optimizer
          .map(found -> catalogue.modeOf(penalty, parameter.shape(), found))
          .orElse(PenaltyMode.COUPLED);
    }
  }

  /** The transforms that the class declares, in order. */
  static List<Ingredient> classTransforms(ObjectiveModel model, Catalogue catalogue) {
    return ofClass(model, catalogue, GradientDefinition.class).toList();
  }

  /** The optimizer that the class declares for all parameters, else its first one. */
  static Optional<Ingredient> classOptimizer(ObjectiveModel model, Catalogue catalogue) {
    List<Ingredient> found = ofClass(model, catalogue, OptimizerDefinition.class).toList();
    return found.stream()
        .filter(it -> it.texts("on").isEmpty() && it.texts("roles").isEmpty())
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  private static Stream<Ingredient> ofClass(
      ObjectiveModel model, Catalogue catalogue, Class<? extends Definition> kind) {
    return model.ingredients().stream().filter(it -> catalogue.find(it, kind).isPresent());
  }
}
