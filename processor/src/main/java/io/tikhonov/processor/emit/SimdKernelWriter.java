package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Kind;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.plan.Expr;
import io.tikhonov.processor.plan.Kernel;
import io.tikhonov.processor.plan.VectorLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Writes the body of one kernel with vectors: the innermost loops take as many elements at once as
 * there are lanes, and what is left over one by one.
 *
 * <p>Sums are added up in double precision, lane by lane, and then over the lanes in order.
 */
final class SimdKernelWriter extends KernelWriter {
  /** Operations that are written in one expression. */
  private static final int LONGEST = 4;

  private final Set<Integer> vectorTotals = new HashSet<>();

  SimdKernelWriter(
      Kernel kernel, KernelNames names, UnaryOperator<Node> location, boolean doublePrecision) {
    super(kernel, names, location, doublePrecision);
    for (Kernel.Stage stage : kernel.stages()) {
      vector(stage)
          .ifPresent(
              loop -> {
                for (Kernel.Statement statement : loop.statements()) {
                  if (statement instanceof Kernel.Statement.Total total) {
                    vectorTotals.add(total.index());
                  }
                }
              });
    }
  }

  /** True if some loop of the kernel can be written with vectors. */
  static boolean canWrite(Kernel kernel, boolean doublePrecision) {
    return kernel.stages().stream().anyMatch(s -> vector(kernel, s, doublePrecision).isPresent());
  }

  private Optional<VectorLoop> vector(Kernel.Stage stage) {
    return vector(kernel(), stage, isDoublePrecision());
  }

  private static Optional<VectorLoop> vector(
      Kernel kernel, Kernel.Stage stage, boolean doublePrecision) {
    List<Kernel.Loop> loops = new ArrayList<>();
    if (kernel.form() != Kernel.Form.ROWS) {
      loops.addAll(kernel.outer());
    }
    loops.addAll(kernel.inner());
    if (loops.isEmpty() || stage.inner().isEmpty()) {
      return Optional.empty();
    }
    return VectorLoop.of(
        loops.get(loops.size() - 1), stage.inner(), VectorFunctions.of(doublePrecision)::has);
  }

  @Override
  String element(Node memory, String index) {
    String get = memory.kind() == Kind.INDEX ? "getInt" : "get";
    return get + "(" + place(memory) + ", " + index + ")";
  }

  @Override
  String put(Node memory, String index, String value) {
    String put = memory.kind() == Kind.INDEX ? "putInt" : "put";
    return put + "(" + place(memory) + ", " + index + ", " + value + ");";
  }

  private String vectorType() {
    return VectorCode.type(isDoublePrecision());
  }

  // ---- sums ----

  /** The vectors in which a sum is added up. */
  private List<String> sumLanes(String name) {
    return isDoublePrecision() ? List.of(name + "Lanes") : List.of(name + "Low", name + "High");
  }

  private void declareSum(String name) {
    for (String lanes : sumLanes(name)) {
      source().line("DoubleVector " + lanes + " = DoubleVector.zero(DOUBLES);");
    }
  }

  private void addToSum(String name, String value) {
    List<String> lanes = sumLanes(name);
    if (isDoublePrecision()) {
      source().line("%s = %s.add(%s);".formatted(lanes.get(0), lanes.get(0), value));
    } else {
      source().line("%s = %s.add(low(%s));".formatted(lanes.get(0), lanes.get(0), value));
      source().line("%s = %s.add(high(%s));".formatted(lanes.get(1), lanes.get(1), value));
    }
  }

  private void finishSum(String name) {
    source()
        .line(
            name
                + " += sum("
                + String.join(".add(", sumLanes(name))
                + ")".repeat(sumLanes(name).size())
                + ";");
  }

  @Override
  void beginTotals(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (vectorTotals.contains(i)) {
        declareSum(names.get(i));
      }
    }
  }

  @Override
  void endTotals(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (vectorTotals.contains(i)) {
        finishSum(names.get(i));
      }
    }
  }

  @Override
  void beginReduction(Kernel.Stage stage, Kernel.Statement.RowReduction row, String name) {
    if (vector(stage).isEmpty()) {
      return;
    }
    if (row.operator() == Reduce.Operator.SUM) {
      declareSum(name);
    } else {
      source().line("%s %sLanes = all(%s);".formatted(vectorType(), name, name));
    }
  }

  @Override
  void endReduction(Kernel.Stage stage, Kernel.Statement.RowReduction row, String name) {
    if (vector(stage).isEmpty()) {
      return;
    }
    if (row.operator() == Reduce.Operator.SUM) {
      finishSum(name);
    } else {
      boolean max = row.operator() == Reduce.Operator.MAX;
      source()
          .line(
              "%s = Math.%s(%s, %sLanes.reduceLanes(VectorOperators.%s));"
                  .formatted(name, max ? "max" : "min", name, name, max ? "MAX" : "MIN"));
    }
  }

  // ---- the loop ----

  @Override
  void writeInnermost(Body body) {
    Optional<VectorLoop> loop =
        VectorLoop.of(body.loop(), body.statements(), VectorFunctions.of(isDoublePrecision())::has);
    if (loop.isEmpty()) {
      super.writeInnermost(body);
      return;
    }
    String v = body.loop().variable().name();
    String start = start(body.loop());
    String end = end(body.loop());
    boolean whole = loop.get().lower().isEmpty() && loop.get().upper().isEmpty();
    if (end.contains(" ")) {
      String name = take("end");
      source().line("final int " + name + " = " + end + ";");
      end = name;
    }
    String first = start;
    if (!whole) {
      first = take("first");
      source().line("final int " + first + " = " + bound("max", start, loop.get().lower()) + ";");
    }
    String last = take("last");
    String limit = bound("min", end, loop.get().upper());
    if (whole) {
      String count = start.equals("0") ? end : "(" + end + " - " + start + ")";
      source().line("final int " + last + " = " + end + " - " + count + " % LANES;");
    } else {
      String count = "Math.max(0, " + limit + " - " + first + ")";
      source().line("final int " + last + " = " + first + " + " + count + " / LANES * LANES;");
    }
    source().open("for (int %s = %s; %s < %s; %s += LANES)".formatted(v, first, v, last, v));
    inScope(() -> writeVectors(body, loop.get()));
    source().close();
    if (whole) {
      source().open("for (int %s = %s; %s < %s; %s++)".formatted(v, last, v, end, v));
    } else {
      // What lies before and after the main part.
      String from = first + " > " + start + " ? " + start + " : " + last;
      String next = v + " + 1 == " + first + " ? " + last + " : " + v + " + 1";
      source().open("for (int %s = %s; %s < %s; %s = %s)".formatted(v, from, v, end, v, next));
    }
    inScope(() -> writeElement(body));
    source().close();
  }

  private String bound(String function, String own, List<Poly> others) {
    String bound = own;
    for (Poly other : others) {
      bound = "Math." + function + "(" + bound + ", " + polys().of(other) + ")";
    }
    return bound;
  }

  private void writeVectors(Body body, VectorLoop loop) {
    VectorCode vectors =
        new VectorCode(
            loop,
            code(),
            load -> "load(" + place(load.memory()) + ", " + offset(load.offset()) + ")",
            isDoublePrecision());
    for (Expr expr : vectorLocals(body, loop)) {
      String value = vectors.definition(expr);
      String name = take(localName(expr));
      source().line("final " + vectors.localType(expr) + " " + name + " = " + value + ";");
      vectors.local(expr, name);
    }
    loop.statements().forEach(statement -> write(statement, vectors));
  }

  /** What gets a name: values that are used twice, and parts of long expressions. */
  private List<Expr> vectorLocals(Body body, VectorLoop loop) {
    Set<Node> replaced = new HashSet<>();
    for (Kernel.Statement statement : loop.statements()) {
      if (statement instanceof Kernel.Statement.Store store) {
        replaced.add(location(store.memory()));
      }
    }
    Predicate<Expr> isReplaced =
        expr -> expr instanceof Expr.Load load && replaced.contains(location(load.memory()));
    Map<Expr, Integer> lengths = new HashMap<>();
    locals(body, loop, isReplaced).forEach(expr -> lengths.put(expr, 0));
    return locals(
        body, loop, expr -> isReplaced.test(expr) || (loop.varies(expr) && isLong(expr, lengths)));
  }

  private List<Expr> locals(Body body, VectorLoop loop, Predicate<Expr> mustBeLocal) {
    Usage usage =
        new Usage(
            loop.statements().stream().map(Kernel.Statement::value).toList(),
            kernel().outer().size() - 1,
            body.level(),
            mustBeLocal);
    return usage.locals().getOrDefault(body.level(), List.of()).stream()
        .filter(loop::varies)
        .toList();
  }

  private static boolean isLong(Expr expr, Map<Expr, Integer> lengths) {
    return expr instanceof Expr.Apply && length(expr, lengths) == 0;
  }

  /** How many operations are written in one expression; 0 where a new one begins. */
  private static int length(Expr expr, Map<Expr, Integer> lengths) {
    Integer known = lengths.get(expr);
    if (known != null) {
      return known;
    }
    int length = expr instanceof Expr.Apply ? 1 : 0;
    for (Expr operand : expr.operands()) {
      length += length(operand, lengths);
    }
    lengths.put(expr, length > LONGEST ? 0 : length);
    return lengths.get(expr);
  }

  private void write(Kernel.Statement statement, VectorCode vectors) {
    String value = vectors.vector(statement.value());
    if (statement instanceof Kernel.Statement.Store store) {
      source().line(store(value, store.memory(), store.offset()));
    } else if (statement instanceof Kernel.Statement.Total total) {
      addToSum(totalName(total.index()), named(value, totalName(total.index())));
    } else if (statement instanceof Kernel.Statement.ColumnReduction column) {
      String old = "load(" + place(column.memory()) + ", " + offset(column.offset()) + ")";
      String combined = old + "." + combiner(column.operator()) + "(" + value + ")";
      source().line(store(combined, column.memory(), column.offset()));
    } else if (statement instanceof Kernel.Statement.RowReduction row) {
      String name = accumulator(row.node());
      if (row.operator() == Reduce.Operator.SUM) {
        addToSum(name, named(value, name));
      } else {
        String lanes = name + "Lanes";
        source().line("%s = %s.%s(%s);".formatted(lanes, lanes, combiner(row.operator()), value));
      }
    }
  }

  /** The value itself, or a variable for it if it would be written twice. */
  private String named(String value, String wish) {
    if (isDoublePrecision() || value.chars().allMatch(Character::isJavaIdentifierPart)) {
      return value;
    }
    String name = take(wish + "Part");
    source().line("final " + vectorType() + " " + name + " = " + value + ";");
    return name;
  }

  private String store(String value, Node memory, Poly offset) {
    return "store(" + value + ", " + place(memory) + ", " + offset(offset) + ");";
  }

  private static String combiner(Reduce.Operator operator) {
    return switch (operator) {
      case SUM -> "add";
      case MAX, ARGMAX -> "max";
      case MIN -> "min";
    };
  }
}
