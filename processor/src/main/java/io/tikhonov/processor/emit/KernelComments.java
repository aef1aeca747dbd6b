package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Origin;
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
      text += " (" + place(lines) + ")";
    }
    for (Kernel.Statement statement : kernel.statements()) {
      if (statement instanceof Kernel.Statement.RowReduction row) {
        text += naming.note(row.node()).map(note -> ".\n" + note).orElse("");
      }
    }
    return text.endsWith(".") ? text : text + ".";
  }

  /** {@code DigitClassifier.java:31, 36}; the plain lines where they are of several files. */
  private String place(Set<Long> lines) {
    String numbers = String.join(", ", lines.stream().map(String::valueOf).toList());
    Set<String> files = new TreeSet<>();
    origins().forEach(origin -> files.add(origin.file()));
    String file = files.size() == 1 ? files.iterator().next() : "";
    return file.isEmpty()
        ? (lines.size() == 1 ? "line " : "lines ") + numbers
        : file + ":" + numbers;
  }

  /** The lines of the source whose values the kernel computes. */
  Set<Long> lines() {
    Set<Long> lines = new TreeSet<>();
    origins().forEach(origin -> lines.add(origin.line()));
    return lines;
  }

  private List<Origin> origins() {
    List<Origin> origins = new ArrayList<>();
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
      if (node != null && node.origin().isKnown()) {
        origins.add(node.origin());
      }
    }
    return origins;
  }

  /** What a buffer holds in turn. */
  static String contents(BufferPlan.Buffer buffer, Naming naming) {
    List<String> values = new ArrayList<>();
    for (Node value : buffer.values()) {
      String entry = naming.wish(value) + " " + value.shape();
      if (value.origin().isKnown()) {
        entry += ", " + value.origin().place();
      }
      if (!values.contains(entry)) {
        values.add(entry);
      }
    }
    return String.join(";\nthen ", values) + ".";
  }
}
