package io.tikhonov.processor.compiled;

import io.tikhonov.processor.ir.Generated;
import io.tikhonov.processor.ir.Interpreter;
import io.tikhonov.processor.ir.Interpreter.Array;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.HyperparameterDeclaration;
import io.tikhonov.processor.model.InputDeclaration;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.PredictionDeclaration;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.training.Effect;
import io.tikhonov.processor.training.Program;
import io.tikhonov.processor.training.TrainingPrograms;
import io.tikhonov.runtime.support.Randoms;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a model computes by the definition of its programs: every node is evaluated element by
 * element in double precision, without a plan.
 */
final class Reference {
  private final ObjectiveModel model;
  private final TrainingPrograms programs;
  private final Map<Node, Array> memory = new HashMap<>();
  private final Map<Node, Double> hyperparameters = new HashMap<>();
  private final Map<Node, Array> inputs = new HashMap<>();
  private final Data data;
  private long batches;

  Reference(CompiledModel compiled, Data data) {
    this.model = compiled.model();
    this.programs = compiled.programs();
    this.data = data;
    model.parameters().forEach(parameter -> put(parameter, data.reals(parameter.leaf())));
    model.constants().forEach(constant -> put(constant, data.reals(constant.leaf())));
    for (HyperparameterDeclaration hyperparameter : model.hyperparameters()) {
      hyperparameters.put(hyperparameter.leaf(), hyperparameter.value());
    }
  }

  private void put(TensorDeclaration tensor, Array values) {
    memory.put(tensor.leaf(), values);
  }

  /** Sets the initial value of a state. */
  void state(String fileName, Array values) {
    model.states().stream()
        .filter(state -> state.fileName().equals(fileName))
        .forEach(state -> put(state, values));
  }

  void set(String hyperparameter, double value) {
    hyperparameters.keySet().stream()
        .filter(leaf -> leaf.op().opName().equals(hyperparameter))
        .forEach(leaf -> hyperparameters.put(leaf, value));
  }

  /** The terms in training mode. */
  List<Double> value(Data batch) {
    return terms(programs.value(), batch);
  }

  /** The terms in inference mode. */
  List<Double> evaluate(Data batch) {
    return terms(programs.evaluation(), batch);
  }

  private List<Double> terms(Program program, Data batch) {
    return terms(run(program, batch));
  }

  private static List<Double> terms(Map<Effect, Array> results) {
    List<Double> terms = new ArrayList<>();
    results.forEach(
        (effect, value) -> {
          if (effect instanceof Effect.Term) {
            terms.add(value.data()[0]);
          }
        });
    return terms;
  }

  Map<String, Array> gradient(Data batch) {
    Map<String, Array> gradients = new LinkedHashMap<>();
    run(programs.gradient(), batch)
        .forEach(
            (effect, value) -> {
              if (effect instanceof Effect.Gradient gradient) {
                gradients.put(fileName(gradient.parameter()), value);
              }
            });
    return gradients;
  }

  private String fileName(String parameter) {
    return model.parameter(parameter).orElseThrow().fileName();
  }

  /** Makes a step and returns its terms. */
  List<Double> step(Data batch) {
    Map<Effect, Array> results = run(completesStep() ? programs.step() : accumulate(), batch);
    results.forEach(
        (effect, value) -> {
          if (effect instanceof Effect.Store store) {
            memory.put(store.target(), value);
          }
        });
    batches++;
    return terms(results);
  }

  private int batchesPerStep() {
    return programs.accumulation().map(TrainingPrograms.Accumulation::batches).orElse(1);
  }

  private boolean completesStep() {
    return (batches + 1) % batchesPerStep() == 0;
  }

  private Program accumulate() {
    return programs.accumulation().orElseThrow().accumulate();
  }

  Array predict(PredictionDeclaration prediction, Data batch) {
    prediction.inputs().forEach(input -> inputs.put(input.leaf(), batch.input(input)));
    Map<Node, Double> declared = Map.copyOf(hyperparameters);
    programs
        .run()
        .hyperparameters()
        .forEach(
            (leaf, value) -> {
              Program current = new Program("current", List.of(new Effect.Result(value)));
              hyperparameters.put(leaf, run(current, batch).values().iterator().next().data()[0]);
            });
    Program program = programs.predictions().get(prediction.name());
    Array result = run(program, batch).values().iterator().next();
    hyperparameters.putAll(declared);
    return result;
  }

  /** Parameters and states by their names in files. */
  Map<String, Array> memory() {
    Map<String, Array> values = new LinkedHashMap<>();
    model.parameters().forEach(tensor -> values.put(tensor.fileName(), read(tensor.leaf())));
    model.states().forEach(tensor -> values.put(tensor.fileName(), read(tensor.leaf())));
    return values;
  }

  private Map<Effect, Array> run(Program program, Data batch) {
    for (InputDeclaration input : model.inputs()) {
      inputs.put(input.leaf(), batch.input(input));
    }
    Map<String, Array> leaves = new HashMap<>();
    Map<Node, Node> renamed = new HashMap<>();
    for (Node leaf : leaves(program)) {
      // Roles share names: the average of w is called w, too.
      Leaf.Stored stored = (Leaf.Stored) leaf.op();
      Node unique =
          model.graph().stored(stored.role(), stored.role() + " " + stored.id(), leaf.shape());
      renamed.put(leaf, unique);
      leaves.put(unique.op().opName(), read(leaf));
    }
    Interpreter interpreter = new Interpreter(batch.sizes(), leaves, this::draw);
    Map<Effect, Array> results = new LinkedHashMap<>();
    for (Effect effect : program.effects()) {
      Node value = model.graph().substitute(effect.value(), renamed);
      results.put(effect, interpreter.evaluate(value));
    }
    return results;
  }

  private static Set<Node> leaves(Program program) {
    Set<Node> leaves = new LinkedHashSet<>();
    Set<Node> seen = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>();
    program.effects().forEach(effect -> open.add(effect.value()));
    while (!open.isEmpty()) {
      Node node = open.removeLast();
      if (seen.add(node)) {
        open.addAll(node.inputs());
        if (node.op() instanceof Leaf.Stored) {
          leaves.add(node);
        }
      }
    }
    return leaves;
  }

  private double draw(Generated.Random random, int element) {
    long key = Randoms.key(data.seed(), batches, random.draw());
    return random.distribution() == Generated.Random.Distribution.NORMAL
        ? Randoms.normal(key, element)
        : Randoms.uniform(key, element);
  }

  private Array read(Node leaf) {
    Leaf.Stored stored = (Leaf.Stored) leaf.op();
    return switch (stored.role()) {
      case SCALAR -> Array.scalar(scalar(leaf, stored.id()));
      case INPUT, LABELS -> inputs.get(leaf);
      default -> {
        Array values = memory.get(leaf);
        if (values == null) {
          values = initial(leaf);
          memory.put(leaf, values);
        }
        yield values;
      }
    };
  }

  private double scalar(Node leaf, String name) {
    return switch (name) {
      case TrainingPrograms.STEP -> Math.floorDiv(batches, batchesPerStep());
      case TrainingPrograms.TOTAL_STEPS -> 0;
      case TrainingPrograms.STEPS_PER_EPOCH -> Running.STEPS_PER_EPOCH;
      default -> name.startsWith("plateau/") ? 1 : hyperparameters.get(leaf);
    };
  }

  private Array initial(Node leaf) {
    for (TrainingPrograms.Slot slot : programs.slots()) {
      if (slot.leaf().equals(leaf)) {
        if (slot.copyOf() != null) {
          return read(model.parameter(slot.copyOf()).orElseThrow().leaf());
        }
        double[] filled = new double[(int) data.size(leaf.shape().volume())];
        Arrays.fill(filled, slot.initialValue());
        return new Array(data.shape(leaf.shape()), filled);
      }
    }
    throw new IllegalStateException("nothing in " + leaf.op().opName());
  }
}
