package io.tikhonov.benchmarks.pytorch;

import io.tikhonov.benchmarks.shared.Child;
import io.tikhonov.benchmarks.shared.Problem;
import io.tikhonov.benchmarks.shared.Work;
import io.tikhonov.benchmarks.shared.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Function;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.global.torch;

/** Runs the steps in {@code steps.py}. */
public final class PyTorchSide implements Child.Side {

  private final CompilationUnit steps;

  private PyTorchSide(String source) {
    // No fusion by TorchScript's own compiler, which also would change what the first steps cost.
    torch.setGraphExecutorOptimize(false);
    steps = torch.compile(source);
  }

  /** Loads the library and compiles the steps. */
  public static PyTorchSide load() throws IOException {
    try (InputStream in = PyTorchSide.class.getResourceAsStream("steps.py")) {
      return new PyTorchSide(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Takes no arguments; the protocol is that of {@link Child}. */
  public static void main(String[] args) throws IOException {
    Child.serve(load());
  }

  @Override
  public Workload open(Work work, Problem problem) {
    return new TorchWorkload(this, work, problem);
  }

  /** The step of a work. */
  Function step(Work work) {
    return function(work.name().toLowerCase(Locale.ROOT));
  }

  /** A function by name. */
  Function function(String name) {
    Function function = steps.find_function(new QualifiedName(name));
    if (function == null || function.isNull()) {
      throw new IllegalArgumentException("PyTorch's side has no " + name);
    }
    return function;
  }
}
