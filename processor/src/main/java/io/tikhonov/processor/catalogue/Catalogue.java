package io.tikhonov.processor.catalogue;

import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.AverageDefinition;
import io.tikhonov.processor.spi.ConstraintDefinition;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.GradientDefinition;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.OptimizerDefinition;
import io.tikhonov.processor.spi.PenaltyDefinition;
import io.tikhonov.processor.spi.PenaltyMode;
import io.tikhonov.processor.spi.ScheduleDefinition;
import io.tikhonov.processor.spi.SolverDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** All definitions, by the annotation that they belong to. Immutable. */
public final class Catalogue {
  private final Map<String, Definition> definitions = new TreeMap<>();

  private Catalogue(Iterable<Definition> definitions) {
    for (Definition definition : definitions) {
      Definition other = this.definitions.put(definition.annotation(), definition);
      if (other != null) {
        throw new IllegalStateException(
            "Two definitions for @%s on the processor path: %s and %s. Remove one of the libraries."
                .formatted(
                    definition.annotation(),
                    other.getClass().getName(),
                    definition.getClass().getName()));
      }
    }
  }

  /** The definitions of the processor and of all libraries on the processor path. */
  public static Catalogue load() {
    return new Catalogue(ServiceLoader.load(Definition.class, Definition.class.getClassLoader()));
  }

  /** A catalogue of these definitions alone. */
  public static Catalogue of(Collection<? extends Definition> definitions) {
    return new Catalogue(List.copyOf(definitions));
  }

  /** Every definition, sorted by annotation. */
  public Collection<Definition> definitions() {
    return Collections.unmodifiableCollection(definitions.values());
  }

  /** The definition of an annotation type with this canonical name. */
  public Optional<Definition> find(String annotation) {
    return Optional.ofNullable(definitions.get(annotation));
  }

  /** The family of an annotation type, such as {@code Regularize} for a penalty. */
  public Optional<String> family(String annotation) {
    return find(annotation).map(Catalogue::family);
  }

  private static String family(Definition definition) {
    if (definition instanceof PenaltyDefinition) {
      return "Regularize";
    } else if (definition instanceof ConstraintDefinition) {
      return "Constrain";
    } else if (definition instanceof OptimizerDefinition) {
      return "Optimizer";
    } else if (definition instanceof ScheduleDefinition) {
      return "Schedule";
    }
    return definition instanceof GradientDefinition ? "Gradient" : "Average";
  }

  /** The definition of an ingredient if it is of the given kind. */
  public <D extends Definition> Optional<D> find(Ingredient ingredient, Class<D> kind) {
    return find(ingredient.type()).filter(kind::isInstance).map(kind::cast);
  }

  public PenaltyDefinition penalty(Ingredient ingredient) {
    return get(ingredient, PenaltyDefinition.class);
  }

  public OptimizerDefinition optimizer(Ingredient ingredient) {
    return get(ingredient, OptimizerDefinition.class);
  }

  public ScheduleDefinition schedule(Ingredient ingredient) {
    return get(ingredient, ScheduleDefinition.class);
  }

  public GradientDefinition gradient(Ingredient ingredient) {
    return get(ingredient, GradientDefinition.class);
  }

  public ConstraintDefinition constraint(Ingredient ingredient) {
    return get(ingredient, ConstraintDefinition.class);
  }

  public AverageDefinition average(Ingredient ingredient) {
    return get(ingredient, AverageDefinition.class);
  }

  private <D extends Definition> D get(Ingredient ingredient, Class<D> kind) {
    return find(ingredient, kind)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "@" + ingredient.type() + " has no " + kind.getSimpleName()));
  }

  /** The solver of a model, if one stands on the class. */
  public Optional<Ingredient> solver(ObjectiveModel model) {
    return model.ingredients().stream()
        .filter(it -> find(it, SolverDefinition.class).isPresent())
        .findFirst();
  }

  /** The modes in which a penalty can be used; without PROXIMAL if it has no such step. */
  public Set<PenaltyMode> modesOf(Ingredient penalty, Shape shape) {
    return penalty(penalty).hasProximal(penalty, shape)
        ? EnumSet.range(PenaltyMode.COUPLED, PenaltyMode.PROXIMAL)
        : EnumSet.range(PenaltyMode.COUPLED, PenaltyMode.DECOUPLED);
  }

  /** The mode of a penalty under an optimizer, with DEFAULT resolved; solvers ignore modes. */
  public PenaltyMode modeOf(Ingredient penalty, Shape shape, Ingredient optimizer) {
    if (optimizer(optimizer) instanceof SolverDefinition solver) {
      return part(penalty, shape, solver.form());
    }
    String declared = penalty.has("mode") ? penalty.text("mode") : "DEFAULT";
    return declared.equals("DEFAULT")
        ? penalty(penalty).defaultMode(penalty, shape, optimizer(optimizer).adaptive())
        : PenaltyMode.valueOf(declared);
  }

  /** The part of the sum that a penalty belongs to: smooth, proximal, or behind an operator. */
  private PenaltyMode part(Ingredient ingredient, Shape shape, SolverDefinition.Form form) {
    PenaltyDefinition penalty = penalty(ingredient);
    boolean smooth = !penalty.hasKink() && form != SolverDefinition.Form.LINEAR_MODEL;
    boolean dual = form == SolverDefinition.Form.SPLIT && penalty.isBehindOperator();
    if (!smooth && !dual && penalty.hasProximal(ingredient, shape)) {
      return PenaltyMode.PROXIMAL;
    }
    return penalty.hasKink() ? PenaltyMode.DUAL : PenaltyMode.COUPLED;
  }

  /**
   * Everything that is wrong with an ingredient itself: attribute values outside their domains
   * (TKV101), and what the definition objects to (an axis that is not there, TKV209). Empty for an
   * annotation that the catalogue does not know.
   *
   * @param element name of the field or class that carries the annotation
   * @param parameter the parameter that it acts on
   */
  public List<Objection> objections(
      Ingredient ingredient, String element, TensorDeclaration parameter) {
    Optional<Definition> found = find(ingredient.type());
    if (found.isEmpty()) {
      return List.of();
    }
    List<Objection> objections = new ArrayList<>();
    for (Map.Entry<String, Domain> entry : new TreeMap<>(found.get().domains()).entrySet()) {
      String attribute = entry.getKey();
      if (ingredient.has(attribute)
          && !entry.getValue().contains().test(ingredient.number(attribute))) {
        objections.add(outsideDomain(ingredient, attribute, entry.getValue(), element));
      }
    }
    if (objections.isEmpty()) {
      objections.addAll(found.get().objections(ingredient, parameter));
    }
    if (objections.isEmpty() && found.get() instanceof PenaltyDefinition penalty) {
      objections.addAll(proximalObjection(ingredient, penalty, parameter));
    }
    return objections;
  }

  private static Objection outsideDomain(
      Ingredient ingredient, String attribute, Domain domain, String element) {
    String remedy =
        attribute.equals("lambda")
            ? " To reward a large value, write the term with negate() in a @Regularize method."
            : "";
    return new Objection(
        "TKV101",
        attribute,
        "%s = %s in %s on %s must be %s.%s"
            .formatted(
                attribute,
                Formulas.number(ingredient, attribute),
                ingredient.written(),
                element,
                domain.description(),
                remedy));
  }

  private static List<Objection> proximalObjection(
      Ingredient ingredient, PenaltyDefinition penalty, TensorDeclaration parameter) {
    boolean asked = ingredient.has("mode") && ingredient.text("mode").equals("PROXIMAL");
    if (!asked || penalty.hasProximal(ingredient, parameter.shape())) {
      return List.of();
    }
    return List.of(
        new Objection(
            "TKV303",
            "mode",
            "%s on %s has no proximal step; %s."
                .formatted(ingredient.name(), parameter.name(), penalty.whyNotProximal())));
  }
}
