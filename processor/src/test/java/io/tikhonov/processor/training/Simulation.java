package io.tikhonov.processor.training;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs programs on memory of its own, as a generated class would. */
public final class Simulation {
  private final Graph graph;
  private final TrainingPrograms programs;
  private final TestInterpreter interpreter;
  private final Map<Node, Values> memory = new HashMap<>();
  private final Map<String, Double> scalars = new HashMap<>();
  private final List<Double> terms = new ArrayList<>();
  private final Map<String, Values> gradients = new LinkedHashMap<>();
  private final Map<String, Double> reports = new HashMap<>();
  private Values result;
  private double steps;
  private double totalSteps;
  private double stepsPerEpoch;

  public Simulation(Graph graph, TrainingPrograms programs, Map<String, Integer> sizes) {
    this.graph = graph;
    this.programs = programs;
    this.interpreter = new TestInterpreter(sizes, this::read);
  }

  public Simulation put(Node leaf, double... data) {
    memory.put(leaf, Values.of(data.clone(), shape(leaf.shape())));
    return this;
  }

  public Simulation scalar(String name, double value) {
    scalars.put(name, value);
    return this;
  }

  public Simulation totalSteps(double count) {
    totalSteps = count;
    return this;
  }

  public Simulation stepsPerEpoch(double count) {
    stepsPerEpoch = count;
    return this;
  }

  /** Moves the step count, as if so many steps had been taken. */
  public Simulation stepCount(double count) {
    steps = count;
    return this;
  }

  /** One fused step. */
  public Simulation step() {
    run(programs.step());
    steps++;
    return this;
  }

  /** The same step in parts: gradient, states, update of each named parameter. */
  public Simulation stepInParts(String... parameters) {
    run(programs.gradient());
    for (Effect effect : programs.gradient().effects()) {
      if (effect instanceof Effect.Gradient gradient) {
        Node leaf = graph.stored(Leaf.Role.GRADIENT, gradient.parameter(), effect.value().shape());
        memory.put(leaf, gradients.get(gradient.parameter()));
      }
    }
    run(programs.states());
    for (String parameter : parameters) {
      run(programs.updates().get(parameter));
    }
    steps++;
    return this;
  }

  public Simulation run(Program program) {
    List<Values> results =
        interpreter.evaluate(program.effects().stream().map(Effect::value).toList());
    Map<Node, Values> stores = new HashMap<>();
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Effect effect = program.effects().get(i);
      Values value = results.get(i);
      if (effect instanceof Effect.Store store) {
        stores.put(store.target(), value);
      } else if (effect instanceof Effect.Term) {
        values.add(value.value());
      } else if (effect instanceof Effect.Gradient gradient) {
        gradients.put(gradient.parameter(), value);
      } else if (effect instanceof Effect.Report report) {
        reports.put(report.name(), value.value());
      } else if (effect instanceof Effect.Result) {
        result = value;
      }
    }
    memory.putAll(stores);
    if (!values.isEmpty()) {
      terms.clear();
      terms.addAll(values);
    }
    return this;
  }

  private Values read(Node node) {
    Leaf.Stored leaf = (Leaf.Stored) node.op();
    if (leaf.role() == Leaf.Role.SCALAR) {
      return Values.scalar(scalar(leaf.id()));
    }
    return memory.computeIfAbsent(node, this::initial);
  }

  private double scalar(String name) {
    return switch (name) {
      case TrainingPrograms.STEP -> steps;
      case TrainingPrograms.TOTAL_STEPS -> totalSteps;
      case TrainingPrograms.STEPS_PER_EPOCH -> stepsPerEpoch;
      default -> scalars.get(name);
    };
  }

  private Values initial(Node node) {
    for (TrainingPrograms.Slot slot : programs.slots()) {
      if (slot.leaf().equals(node)) {
        return slot.copyOf() == null
            ? Values.filled(slot.initialValue(), shape(node.shape()))
            : parameter(slot.copyOf());
      }
    }
    throw new IllegalStateException("nothing in " + node.op());
  }

  private Values parameter(String name) {
    return memory.entrySet().stream()
        .filter(
            entry ->
                entry.getKey().op() instanceof Leaf.Stored stored
                    && stored.role() == Leaf.Role.PARAMETER
                    && stored.id().equals(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  private int[] shape(Shape shape) {
    return interpreter.shape(shape);
  }

  public double[] get(Node leaf) {
    return read(leaf).data();
  }

  public List<Double> terms() {
    return terms;
  }

  public double[] gradient(String parameter) {
    return gradients.get(parameter).data();
  }

  public double report(String name) {
    return reports.get(name);
  }

  public Values result() {
    return result;
  }
}
