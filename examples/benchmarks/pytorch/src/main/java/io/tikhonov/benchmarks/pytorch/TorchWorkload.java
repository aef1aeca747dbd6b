package io.tikhonov.benchmarks.pytorch;

import io.tikhonov.benchmarks.shared.Problem;
import io.tikhonov.benchmarks.shared.Problem.Values;
import io.tikhonov.benchmarks.shared.Work;
import io.tikhonov.benchmarks.shared.Workload;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Function;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A problem in PyTorch's memory. */
final class TorchWorkload implements Workload {

  private final PyTorchSide side;
  private final PointerScope memory = new PointerScope();
  private final Function function;
  private final IValueVector arguments;
  private final IValueVector argumentsForLoss;

  TorchWorkload(PyTorchSide side, Work work, Problem problem) {
    this.side = side;
    function = side.step(work);
    IValue parameters = null;
    for (Values values : problem.parameters()) {
      Tensor tensor = tensor(values);
      tensor.requires_grad_(true);
      parameters = append(parameters, tensor);
    }
    IValue inputs = null;
    for (Values values : problem.inputs()) {
      inputs = append(inputs, tensor(values));
    }
    if (work == Work.UPDATE_PROXIMAL || work == Work.MLP_PENALIZED) {
      inputs = appendWorkSpace(inputs, work, problem);
    }
    IValue detached = call("detached", parameters);
    IValue firstMoments = call("moments", parameters);
    IValue secondMoments = call("moments", parameters);
    IValue counts = call("counts", parameters);
    arguments =
        new IValueVector(
            inputs, parameters, detached, firstMoments, secondMoments, counts, new IValue(false));
    argumentsForLoss =
        new IValueVector(
            inputs, parameters, detached, firstMoments, secondMoments, counts, new IValue(true));
  }

  /** Two arrays like each parameter that takes a proximal step, so that it allocates nothing. */
  private IValue appendWorkSpace(IValue inputs, Work work, Problem problem) {
    IValue all = inputs;
    int stride = work == Work.MLP_PENALIZED ? 2 : 1;
    for (int i = 0; i < problem.parameters().size(); i += stride) {
      long[] shape = problem.parameters().get(i).shape();
      all = append(append(all, torch.empty(shape)), torch.empty(shape));
    }
    return all;
  }

  @Override
  public void step() {
    try (IValue loss = function.apply(arguments)) {
      if (loss.isNull()) {
        throw new IllegalStateException("The step returned nothing.");
      }
    }
  }

  @Override
  public double stepWithLoss() {
    try (IValue loss = function.apply(argumentsForLoss);
        Tensor value = loss.toTensor()) {
      return value.item_double();
    }
  }

  @Override
  public void close() {
    memory.close();
  }

  private IValue append(IValue list, Tensor tensor) {
    IValue one = call("tensors", new IValue(tensor));
    return list == null ? one : call("joined", list, one);
  }

  private IValue call(String name, IValue... values) {
    return side.function(name).apply(new IValueVector(values));
  }

  private static Tensor tensor(Values values) {
    if (values.labels() == null) {
      try (FloatPointer data = new FloatPointer(values.numbers())) {
        return torch.from_blob(data, values.shape()).clone();
      }
    }
    long[] labels = new long[values.labels().length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = values.labels()[i];
    }
    try (LongPointer data = new LongPointer(labels)) {
      return torch.from_blob(data, values.shape(), new TensorOptions(ScalarType.Long)).clone();
    }
  }
}
