package io.tikhonov.processor.compiled;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.tikhonov.processor.ir.Interpreter.Array;
import io.tikhonov.processor.model.PredictionDeclaration;
import io.tikhonov.processor.training.TrainingPrograms;
import io.tikhonov.runtime.StepResult;
import io.tikhonov.runtime.support.LaunchModes;
import java.util.List;
import java.util.Map;

/** Checks of one generated class on one set of seeded data. */
final class Agreement {
  private static final double DIFFERENCE = 2e-4;

  private final CompiledModel compiled;
  private final Data data;
  private final double tolerance;

  private Agreement(CompiledModel compiled, Data data) {
    this.compiled = compiled;
    this.data = data;
    this.tolerance = compiled.model().doublePrecision() ? 1e-10 : 1e-4;
  }

  static Agreement of(CompiledModel compiled, Data data) {
    return new Agreement(compiled, data);
  }

  private String name() {
    return compiled.model().className() + ", seed " + data.seed() + ": ";
  }

  private Running start(int threads) {
    return new Running(compiled, data, threads);
  }

  /** A generated class and its definition with equal initial states. */
  private Reference reference(Running running) {
    Reference reference = new Reference(compiled, data);
    running
        .objective()
        .states()
        .forEach((name, array) -> reference.state(name, Data.values(array)));
    return reference;
  }

  private Data batch(int number) {
    return data.with(data.seed() + 1000 + number);
  }

  /** Every term in both modes, every prediction, every element of the gradient. */
  Agreement values() {
    try (Running running = start(1)) {
      Reference reference = reference(running);
      Data batch = batch(0);
      List<Double> terms = reference.evaluate(batch);
      int at = 0;
      for (Map.Entry<String, Double> term : running.evaluate(batch).terms().entrySet()) {
        close("term " + term.getKey(), term.getValue(), terms.get(at++), tolerance);
      }
      double total = reference.value(batch).stream().mapToDouble(it -> it).sum();
      close("value", running.value(batch), total, tolerance);
      close("gradient", running.gradient(batch), reference.gradient(batch));
      for (PredictionDeclaration prediction : compiled.model().predictions()) {
        close(
            "prediction " + prediction.name(),
            running.predict(prediction, batch),
            reference.predict(prediction, batch));
      }
      // Nothing of this changes anything.
      close("memory", running.memory(), reference.memory());
    }
    return this;
  }

  /** The gradient against differences of the value. */
  Agreement differences() {
    try (Running running = start(1)) {
      Data batch = batch(0);
      Record inputs = running.batch(batch);
      Map<String, Array> gradients = running.gradient(batch);
      gradients.forEach(
          (name, gradient) -> {
            Array start = running.get(name);
            double scale = 1e-3;
            for (double element : gradient.data()) {
              scale = Math.max(scale, Math.abs(element));
            }
            for (int i = 0; i < start.data().length; i++) {
              double[] values = new double[4];
              double[] steps = {-2, -1, 1, 2};
              for (int k = 0; k < 4; k++) {
                double[] moved = start.data().clone();
                moved[i] += steps[k] * DIFFERENCE;
                running.put(name, new Array(start.shape(), moved));
                values[k] = differentiable(running, inputs);
              }
              double slope =
                  (8 * (values[2] - values[1]) - (values[3] - values[0])) / (12 * DIFFERENCE);
              // Rounding of the values themselves limits what differences can show.
              double noise = 8 * Math.ulp(values[0]) / DIFFERENCE / scale;
              close(
                  "difference in %s[%d]".formatted(name, i),
                  gradient.data()[i],
                  slope,
                  1e-7 + noise,
                  scale);
            }
            running.put(name, start);
          });
    }
    return this;
  }

  /** What the gradient differentiates; random draws are those of training. */
  private double differentiable(Running running, Record inputs) {
    boolean all =
        compiled.programs().terms().stream().allMatch(TrainingPrograms.TermInfo::differentiable);
    return all
        ? running.objective().value(inputs)
        : running.objective().evaluate(inputs).differentiable();
  }

  /** Steps on different batches: terms, parameters and states. */
  Agreement steps(int count) {
    try (Running running = start(1)) {
      Reference reference = reference(running);
      for (int step = 0; step < count; step++) {
        Data batch = batch(step);
        List<Double> terms = reference.step(batch);
        StepResult result = running.step(batch);
        int at = 0;
        for (Map.Entry<String, Double> term : result.terms().entrySet()) {
          close(
              "term %s of step %d".formatted(term.getKey(), step),
              term.getValue(),
              terms.get(at++),
              tolerance);
        }
        close("step " + step, running.memory(), reference.memory());
      }
    }
    return this;
  }

  /** A step of all parameters by name is a step. */
  Agreement partialSteps(int count) {
    try (Running whole = start(1);
        Running parts = start(1)) {
      String[] names = whole.objective().parameters().names().toArray(new String[0]);
      for (int step = 0; step < count; step++) {
        StepResult expected = whole.step(batch(step));
        StepResult actual = parts.step(batch(step), names);
        close("loss of step by names", actual.loss(), expected.loss(), tolerance);
        close("step %d by names".formatted(step), parts.memory(), whole.memory());
      }
    }
    return this;
  }

  /** Plain gradient descent steps by the learning rate times the gradient. */
  Agreement descent() {
    try (Running running = start(1)) {
      Map<String, Array> before = running.memory();
      Map<String, Array> gradients = running.gradient(batch(0));
      running.step(batch(0));
      gradients.forEach(
          (name, gradient) -> {
            double[] expected = before.get(name).data().clone();
            for (int i = 0; i < expected.length; i++) {
              expected[i] -= ModelSource.RATE * gradient.data()[i];
            }
            close("descent of " + name, running.get(name), new Array(gradient.shape(), expected));
          });
    }
    return this;
  }

  /**
   * One, two and three threads, elements one by one and vectors give the same bits, with many
   * chunks and with few in turn.
   */
  Agreement threads(int steps) {
    try (Running one = new Running(compiled, data, 1, "off");
        Running vectors = new Running(compiled, data, 1, "on");
        Running mixed = start(1);
        Running two = start(2);
        Running three = new Running(compiled, data, 3, "on");
        Running backwards = start(1)) {
      for (int step = 0; step < steps; step++) {
        int number = step;
        Runnable agree = () -> agree(number, one, vectors, mixed, two, three, backwards);
        if (step % 2 == 0) {
          LaunchModes.smallChunks(agree);
        } else {
          agree.run();
        }
      }
    }
    return this;
  }

  private void agree(
      int step,
      Running one,
      Running vectors,
      Running mixed,
      Running two,
      Running three,
      Running backwards) {
    Data batch = batch(step);
    double value = one.value(batch);
    assertWithMessage(name() + "value").that(vectors.value(batch)).isEqualTo(value);
    assertWithMessage(name() + "value").that(three.value(batch)).isEqualTo(value);
    Map<String, Array> gradient = one.gradient(batch);
    sameBits("gradient on three threads", three.gradient(batch), gradient);
    sameBits("gradient on two threads", two.gradient(batch), gradient);
    sameBits("gradient with vectors", vectors.gradient(batch), gradient);
    LaunchModes.mixed(() -> sameBits("gradient with both forms", mixed.gradient(batch), gradient));
    LaunchModes.lastFirst(
        () -> sameBits("gradient, last chunk first", backwards.gradient(batch), gradient));
    StepResult expected = one.step(batch);
    same("terms on two threads", two.step(batch), expected);
    same("terms on three threads", three.step(batch), expected);
    same("terms with vectors", vectors.step(batch), expected);
    LaunchModes.mixed(() -> same("terms with both forms", mixed.step(batch), expected));
    LaunchModes.lastFirst(() -> same("terms, last chunk first", backwards.step(batch), expected));
    sameBits("step " + step + " on two threads", two.memory(), one.memory());
    sameBits("step " + step + " on three threads", three.memory(), one.memory());
    sameBits("step " + step + " with vectors", vectors.memory(), one.memory());
    sameBits("step " + step + " with both forms", mixed.memory(), one.memory());
    sameBits("step " + step + ", last chunk first", backwards.memory(), one.memory());
  }

  private void same(String what, StepResult actual, StepResult expected) {
    assertWithMessage(name() + what)
        .that(actual.terms())
        .containsExactlyEntriesIn(expected.terms());
  }

  private void sameBits(String what, Map<String, Array> actual, Map<String, Array> expected) {
    assertThat(actual.keySet()).containsExactlyElementsIn(expected.keySet());
    expected.forEach(
        (name, values) ->
            assertWithMessage(name() + what + ", " + name)
                .that(actual.get(name).data())
                .isEqualTo(values.data()));
  }

  private void close(String what, Map<String, Array> actual, Map<String, Array> expected) {
    assertWithMessage(name() + what)
        .that(actual.keySet())
        .containsAtLeastElementsIn(expected.keySet());
    expected.forEach((name, values) -> close(what + ", " + name, actual.get(name), values));
  }

  private void close(String what, Array actual, Array expected) {
    assertWithMessage(name() + what).that(actual.shape()).isEqualTo(expected.shape());
    double scale = 1;
    for (double element : expected.data()) {
      scale = Math.max(scale, Math.abs(element));
    }
    for (int i = 0; i < expected.data().length; i++) {
      close(what + "[" + i + "]", actual.data()[i], expected.data()[i], tolerance, scale);
    }
  }

  private void close(String what, double actual, double expected, double within) {
    close(what, actual, expected, within, Math.max(1, Math.abs(expected)));
  }

  private void close(String what, double actual, double expected, double within, double scale) {
    if (actual == expected || (Double.isNaN(actual) && Double.isNaN(expected))) {
      return;
    }
    if (!(Math.abs(actual - expected) <= within * scale)) {
      throw new AssertionError(
          "%s%s is %s instead of %s".formatted(name(), what, actual, expected));
    }
  }
}
