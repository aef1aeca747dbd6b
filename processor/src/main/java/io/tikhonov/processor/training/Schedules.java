package io.tikhonov.processor.training;

import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.HyperparameterDeclaration;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.TermDeclaration;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.ScheduleDefinition;
import io.tikhonov.processor.spi.ScheduleDefinition.ScheduleSite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What changes from step to step: learning rates, weight decay, factors of terms, hyperparameters.
 * Those on a field replace those of the class for the same thing. Several for one thing take turns,
 * each from its start on.
 */
final class Schedules {
  /** What {@code of} names for weight decay. */
  static final String WEIGHT_DECAY = "weightDecay";

  private static final String LEARNING_RATE = "";
  private static final String EPOCH = "EPOCH";

  /** Keeps a quotient a hair below a whole number from counting as the epoch before. */
  private static final double ROUNDING = 1e-9;

  private final ObjectiveModel model;
  private final Catalogue catalogue;
  private final Graph graph;
  private final Map<Ingredient, Integer> plateaus = new LinkedHashMap<>();
  private final boolean solved;

  Schedules(ObjectiveModel model, Catalogue catalogue) {
    this.model = model;
    this.catalogue = catalogue;
    this.graph = model.graph();
    this.solved = catalogue.solver(model).isPresent();
    all(model, catalogue).forEach(this::note);
  }

  private void note(Ingredient schedule) {
    if (catalogue.schedule(schedule).plateau(schedule).isPresent()) {
      plateaus.putIfAbsent(schedule, plateaus.size());
    }
  }

  /** Every schedule of a model: those of the class, then those of the fields. */
  static List<Ingredient> all(ObjectiveModel model, Catalogue catalogue) {
    List<Ingredient> found = new ArrayList<>(of(model.ingredients(), catalogue));
    for (TensorDeclaration parameter : model.parameters()) {
      found.addAll(of(parameter.ingredients(), catalogue));
    }
    return found;
  }

  private static List<Ingredient> of(List<Ingredient> ingredients, Catalogue catalogue) {
    return ingredients.stream()
        .filter(it -> catalogue.find(it, ScheduleDefinition.class).isPresent())
        .toList();
  }

  // What is scheduled by what

  /** The schedules of the learning rate of a parameter. */
  List<Ingredient> ofLearningRate(TensorDeclaration parameter) {
    return closest(parameter, LEARNING_RATE);
  }

  /** The schedules of the learning rate that the class declares. */
  List<Ingredient> ofLearningRate() {
    return named(model.ingredients(), LEARNING_RATE);
  }

  List<Ingredient> ofWeightDecay(TensorDeclaration parameter) {
    return closest(parameter, WEIGHT_DECAY);
  }

  /** The schedules of a penalty: of its name on the field, its term or its name on the class. */
  List<Ingredient> of(TensorDeclaration parameter, Assignment.AssignedPenalty penalty) {
    String name = penalty.ingredient().name();
    List<List<Ingredient>> candidates =
        List.of(
            named(parameter.ingredients(), penalty.shortName()),
            named(parameter.ingredients(), name),
            named(model.ingredients(), penalty.term()),
            named(model.ingredients(), name));
    return candidates.stream().filter(found -> !found.isEmpty()).findFirst().orElse(List.of());
  }

  List<Ingredient> of(TermDeclaration term) {
    return named(model.ingredients(), term.name());
  }

  List<Ingredient> of(HyperparameterDeclaration hyperparameter) {
    return named(model.ingredients(), hyperparameter.name());
  }

  private List<Ingredient> closest(TensorDeclaration parameter, String name) {
    List<Ingredient> own = named(parameter.ingredients(), name);
    return own.isEmpty() ? named(model.ingredients(), name) : own;
  }

  private List<Ingredient> named(List<Ingredient> ingredients, String name) {
    return of(ingredients, catalogue).stream()
        .filter(it -> target(it).equals(name))
        .sorted(Comparator.comparingLong(Schedules::start))
        .toList();
  }

  /** What a schedule is for; empty for the learning rate. */
  static String target(Ingredient schedule) {
    return schedule.has("of") ? schedule.text("of") : LEARNING_RATE;
  }

  static long start(Ingredient schedule) {
    return schedule.has("startStep") ? (long) schedule.number("startStep") : 0;
  }

  static boolean countsEpochs(Ingredient schedule) {
    return schedule.has("unit") && schedule.text("unit").equals(EPOCH);
  }

  /** True if a solver stands on the class: then nothing is scheduled. */
  boolean isSolved() {
    return solved;
  }

  // Values

  /** What a penalty's λ is multiplied by: in this step, or on a regularization path. */
  Node factor(TensorDeclaration parameter, Assignment.AssignedPenalty penalty) {
    return solved
        ? graph.scalar(TrainingPrograms.factor(penalty.term()))
        : factor(of(parameter, penalty), penalty.ingredient().number("lambda"));
  }

  /** What the weight of a term is multiplied by. */
  Node factor(TermDeclaration term) {
    return solved && !term.loss()
        ? graph.scalar(TrainingPrograms.factor(term.name()))
        : factor(of(term), term.weight());
  }

  /** A value that follows schedules from a node on. */
  Node value(List<Ingredient> schedules, Node base) {
    return value(schedules, base, 1);
  }

  /** What a declared number is multiplied by in this step; 1 without schedules. */
  Node factor(List<Ingredient> schedules, double declared) {
    return value(schedules, graph.literal(1), declared);
  }

  private Node value(List<Ingredient> schedules, Node base, double unit) {
    Node value = base;
    for (Ingredient schedule : schedules) {
      double start = start(schedule);
      Node count = count(schedule);
      Node since = start == 0 ? count : graph.sub(count, graph.literal(start));
      Node next =
          catalogue
              .schedule(schedule)
              .value(
                  new ScheduleSite(
                      graph,
                      schedule,
                      base,
                      unit,
                      since,
                      total(schedule, start),
                      () -> observed(schedule)));
      value =
          start == 0
              ? next
              : graph.where(
                  graph.apply(Elementwise.LESS, count, graph.literal(start)), value, next);
    }
    return value;
  }

  private Node count(Ingredient schedule) {
    Node step = graph.scalar(TrainingPrograms.STEP);
    if (!countsEpochs(schedule)) {
      return step;
    }
    Node perEpoch = graph.scalar(TrainingPrograms.STEPS_PER_EPOCH);
    Node epochs = graph.add(graph.div(step, perEpoch), graph.literal(ROUNDING));
    return graph.apply(Elementwise.FLOOR, epochs);
  }

  private Node total(Ingredient schedule, double start) {
    Node total = graph.scalar(TrainingPrograms.TOTAL_STEPS);
    if (countsEpochs(schedule)) {
      total = graph.div(total, graph.scalar(TrainingPrograms.STEPS_PER_EPOCH));
    }
    return start == 0 ? total : graph.sub(total, graph.literal(start));
  }

  private Node observed(Ingredient schedule) {
    return graph.scalar(TrainingPrograms.plateau(plateaus.get(schedule)));
  }

  // Text

  /**
   * The formulas of schedules, with what is scheduled in the place of η.
   *
   * @param symbol such as {@code η} or {@code λ}
   * @param declared its declared value
   */
  List<String> formulas(List<Ingredient> schedules, String symbol, String declared) {
    List<String> lines = new ArrayList<>();
    for (Ingredient schedule : schedules) {
      String formula = catalogue.schedule(schedule).formula(schedule, symbol);
      String words = formula.replace("η₀", symbol + "₀").replace("η", symbol);
      String unit = countsEpochs(schedule) ? ", t in epochs" : "";
      long start = start(schedule);
      String from = start == 0 ? "" : "from t = %d on, counted from there: ".formatted(start);
      lines.addAll(List.of((from + words + unit).split("; ", -1)));
    }
    if (!schedules.isEmpty()) {
      lines.add(symbol + "₀ = " + declared);
    }
    return lines;
  }

  /** Every schedule as a line by which declarations are compared. */
  private List<String> declarations() {
    List<String> lines = new ArrayList<>();
    of(model.ingredients(), catalogue).forEach(it -> lines.add("schedule " + declaration(it)));
    for (TensorDeclaration parameter : model.parameters()) {
      for (Ingredient schedule : of(parameter.ingredients(), catalogue)) {
        lines.add("schedule on %s %s".formatted(parameter.name(), declaration(schedule)));
      }
    }
    return lines;
  }

  private static boolean playsRole(Object value) {
    return value instanceof Number number
        ? number.doubleValue() != 0
        : !value.equals("") && !value.equals(false) && !value.equals("STEP");
  }

  private static String declaration(Ingredient schedule) {
    return new TreeMap<>(schedule.values())
        .entrySet().stream()
            .filter(entry -> playsRole(entry.getValue()))
            .map(entry -> entry.getKey() + " = " + entry.getValue())
            .collect(Collectors.joining(", ", schedule.name() + "(", ")"));
  }

  /** What the run has to say and to keep. */
  TrainingPrograms.RunFacts facts() {
    Map<Node, Node> scheduled = new LinkedHashMap<>();
    Map<String, List<String>> formulas = new LinkedHashMap<>();
    for (HyperparameterDeclaration hyperparameter : model.hyperparameters()) {
      List<Ingredient> acting = of(hyperparameter);
      if (!acting.isEmpty()) {
        scheduled.put(hyperparameter.leaf(), value(acting, hyperparameter.leaf()));
        String declared = Formulas.number(hyperparameter.value());
        formulas.put(
            hyperparameter.name(),
            formulas(acting, hyperparameter.name(), declared + " unless it is set"));
      }
    }
    List<ScheduleDefinition.Plateau> observing =
        plateaus.keySet().stream()
            .map(it -> catalogue.schedule(it).plateau(it).orElseThrow())
            .toList();
    boolean epochs = all(model, catalogue).stream().anyMatch(Schedules::countsEpochs);
    return new TrainingPrograms.RunFacts(observing, epochs, scheduled, formulas, declarations());
  }
}
