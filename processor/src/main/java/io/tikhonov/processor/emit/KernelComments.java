package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.plan.BufferPlan;
import io.tikhonov.processor.plan.Kernel;
import io.tikhonov.processor.plan.ProgramPlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Names and describes kernels and buffers in the user's words. */
final class KernelComments {
  private final ProgramPlan plan;
  private final Kernel kernel;
  private final Naming naming;

  KernelComments(ProgramPlan plan, Kernel kernel, Naming naming) {
    this.plan = plan;
    this.kernel = kernel;
    this.naming = naming;
  }

  /** What the kernel is called: after the parameter it updates or the first value it computes. */
  String name() {
    for (Node written : written()) {
      if (written.op() instanceof Leaf.Stored stored && stored.role() == Leaf.Role.PARAMETER) {
        String name = "update" + NameScope.capitalized(naming.field(written));
        return readsGradient() ? name + "FromGradient" : name;
      }
    }
    List<Node> results = new ArrayList<>(kernel.totals());
    results.addAll(written());
    for (Node result : results) {
      if (naming.suggestion(result).isPresent()) {
        return "compute" + NameScope.capitalized(naming.placeInKernel(result));
      }
    }
    return "compute" + NameScope.capitalized(naming.placeInKernel(results.get(0)));
  }

  private boolean readsGradient() {
    return new KernelArguments(kernel, plan::location)
        .memory().stream()
            .anyMatch(
                node ->
                    node.op() instanceof Leaf.Stored stored && stored.role() == Leaf.Role.GRADIENT);
  }

  private Set<Node> written() {
    Set<Node> written = new LinkedHashSet<>();
    for (Kernel.Statement statement : kernel.statements()) {
      if (statement instanceof Kernel.Statement.Store store) {
        written.add(plan.location(store.memory()));
      } else if (statement instanceof Kernel.Statement.ColumnReduction column) {
        written.add(plan.location(column.memory()));
      }
    }
    return written;
  }

  /** What the kernel computes and from which lines it comes. */
  String description() {
    List<String> results = new ArrayList<>();
    written().forEach(node -> results.add(naming.placeInKernel(node)));
    kernel.totals().forEach(node -> results.add("the sum " + naming.wish(node)));
    Set<Long> lines = lines();
    String text = "Computes " + String.join(", ", results);
    if (!lines.isEmpty()) {
      text +=
          (lines.size() == 1 ? " (line " : " (lines ")
              + String.join(", ", lines.stream().map(String::valueOf).toList())
              + ")";
    }
    return text + ".";
  }

  /** The lines of the source whose values the kernel computes. */
  Set<Long> lines() {
    Set<Long> lines = new TreeSet<>();
    for (Kernel.Statement statement : kernel.statements()) {
      Node node = null;
      if (statement instanceof Kernel.Statement.Store store) {
        node = store.memory();
      } else if (statement instanceof Kernel.Statement.ColumnReduction column) {
        node = column.memory();
      } else if (statement instanceof Kernel.Statement.RowReduction row) {
        node = row.node();
      } else if (statement instanceof Kernel.Statement.Total total) {
        node = kernel.totals().get(total.index());
      }
      if (node != null && node.origin().line() > 0) {
        lines.add(node.origin().line());
      }
    }
    return lines;
  }

  /** What a buffer holds in turn. */
  static String contents(BufferPlan.Buffer buffer, Naming naming) {
    List<String> values = new ArrayList<>();
    for (Node value : buffer.values()) {
      String text = naming.suggestion(value).orElse(value.op().opName());
      if (value.origin().line() > 0) {
        text += " (line " + value.origin().line() + ")";
      }
      String entry = text + " " + value.shape();
      if (!values.contains(entry)) {
        values.add(entry);
      }
    }
    return String.join("; then ", values) + ".";
  }
}
