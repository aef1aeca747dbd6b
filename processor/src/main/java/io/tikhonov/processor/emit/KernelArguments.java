package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Atom;
import io.tikhonov.processor.ir.Generated;
import io.tikhonov.processor.ir.Kind;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.plan.Expr;
import io.tikhonov.processor.plan.Kernel;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What a kernel has to be given: memory, sizes, scalars and keys of random draws. */
final class KernelArguments {
  private final Set<Node> memory = new LinkedHashSet<>();
  private final Set<Node> written = new HashSet<>();
  private final Set<String> sizes = new LinkedHashSet<>();
  private final Set<Node> scalars = new LinkedHashSet<>();
  private final Map<Integer, Generated.Random> draws = new LinkedHashMap<>();
  private final Set<Expr> seen = new HashSet<>();
  private final UnaryOperator<Node> location;

  KernelArguments(Kernel kernel, UnaryOperator<Node> location) {
    this.location = location;
    for (Kernel.Statement statement : kernel.statements()) {
      collect(statement.value());
      if (statement instanceof Kernel.Statement.Store store) {
        write(store.memory(), store.offset());
      } else if (statement instanceof Kernel.Statement.ColumnReduction column) {
        write(column.memory(), column.offset());
      } else if (statement instanceof Kernel.Statement.RowReduction row) {
        collect(row.position());
      }
    }
    Kernel.Loop split = kernel.split();
    kernel.loops().stream().filter(loop -> !loop.equals(split)).forEach(l -> collect(l.extent()));
  }

  /** The places in memory, each once, in order of first use. */
  Set<Node> memory() {
    return memory;
  }

  Set<String> sizes() {
    return sizes;
  }

  Set<Node> scalars() {
    return scalars;
  }

  Map<Integer, Generated.Random> draws() {
    return draws;
  }

  private void write(Node node, Poly offset) {
    memory.add(location.apply(node));
    written.add(location.apply(node));
    collect(offset);
  }

  /** True if the kernel writes to this place. */
  boolean writes(Node place) {
    return written.contains(place);
  }

  private void collect(Expr expr) {
    if (!seen.add(expr)) {
      return;
    }
    if (expr instanceof Expr.Load load) {
      memory.add(location.apply(load.memory()));
    } else if (expr instanceof Expr.Scalar scalar) {
      scalars.add(scalar.node());
    } else if (expr instanceof Expr.Draw draw) {
      draws.put(draw.random().draw(), draw.random());
    } else if (expr instanceof Expr.Size size) {
      collect(size.size());
    }
    expr.indices().forEach(this::collect);
    expr.operands().forEach(this::collect);
  }

  private void collect(Poly poly) {
    for (Atom atom : poly.atoms()) {
      if (atom instanceof Atom.Name name) {
        sizes.add(name.name());
      } else if (atom instanceof Atom.Lookup lookup) {
        memory.add(location.apply(lookup.table()));
      }
    }
  }

  static String bufferType(Kind kind, boolean doublePrecision) {
    if (kind == Kind.INDEX) {
      return "IntBuffer";
    }
    return doublePrecision ? "DoubleBuffer" : "FloatBuffer";
  }
}
