package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Atom;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Kind;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.plan.Expr;
import io.tikhonov.processor.plan.Kernel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Writes the body of one kernel as scalar Java. */
class KernelWriter {
  private final Kernel kernel;
  private final KernelNames names;
  private final UnaryOperator<Node> location;
  private final boolean doublePrecision;
  private final KernelSums sums;
  private Source source = new Source();
  private NameScope scope;
  private final Map<Expr, String> locals = new HashMap<>();
  private final Map<Poly, String> offsets = new HashMap<>();
  private final Map<Node, String> rowValues = new HashMap<>();
  private final List<String> totals = new ArrayList<>();
  private final ExprCode code;
  private final PolyCode polys;
  private Atom innermost;

  /** A loop with the values that are computed in it before its statements. */
  record Body(
      Kernel.Loop loop, List<Kernel.Statement> statements, Map<Integer, List<Expr>> locals) {
    int level() {
      return loop.variable().depth();
    }
  }

  KernelWriter(KernelSums sums, KernelNames names, UnaryOperator<Node> location) {
    this.sums = sums;
    this.kernel = sums.kernel();
    this.names = names;
    this.location = location;
    this.doublePrecision = sums.isDoublePrecision();
    this.scope = names.scope().nested();
    this.polys = new PolyCode(this::atom);
    this.code = new KernelExprCode();
  }

  final String body() {
    declareSums();
    switch (kernel.form()) {
      case ELEMENTS, COLUMNS -> writeElements();
      case ROWS -> writeRows();
    }
    for (int i = 0; i < totals.size() && !sums.hasVectors(); i++) {
      source.line("sums[" + KernelSums.offset(i) + "] = " + totals.get(i) + ";");
    }
    return source.toString();
  }

  /** In kernels with vectors the variable of a sum is its place, in others the sum itself. */
  private void declareSums() {
    for (Node total : kernel.totals()) {
      String name = scope.take(names.suggestion(total, "total"));
      String place = KernelSums.offset(totals.size());
      source.line(
          sums.hasVectors()
              ? "final int " + name + " = " + place + ";"
              : "double " + name + " = 0;");
      totals.add(name);
    }
    Map<Integer, String> rowNames = new HashMap<>();
    for (Kernel.Statement statement : kernel.statements()) {
      if (statement instanceof Kernel.Statement.RowReduction row && sums.place(row.node()) >= 0) {
        int place = sums.place(row.node());
        accumulators.put(row.node(), rowNames.computeIfAbsent(place, this::declareRowSum));
      }
    }
  }

  private String declareRowSum(int place) {
    String name = scope.take("rowParts");
    source.line("final int " + name + " = " + KernelSums.offset(place) + ";");
    return name;
  }

  private void writeElements() {
    List<Kernel.Statement> statements = kernel.stages().get(0).inner();
    for (Kernel.Statement statement : statements) {
      if (statement instanceof Kernel.Statement.ColumnReduction column) {
        clear(column);
      }
    }
    nest(kernel.loops(), -1, statements);
  }

  /** Column reductions start from the neutral element. */
  private void clear(Kernel.Statement.ColumnReduction column) {
    Map<Poly, String> saved = new HashMap<>(offsets);
    for (Kernel.Loop loop : kernel.inner()) {
      open(loop);
    }
    innermost = innermost(kernel.inner());
    source.line(put(column.memory(), column.offset(), neutral(column.operator())));
    kernel.inner().forEach(loop -> source.close());
    offsets.clear();
    offsets.putAll(saved);
  }

  /** Null if all loops had length 1 and are gone. */
  private static Atom innermost(List<Kernel.Loop> loops) {
    return loops.isEmpty() ? null : loops.get(loops.size() - 1).variable();
  }

  private String neutral(Reduce.Operator operator) {
    String type = doublePrecision ? "Double" : "Float";
    return switch (operator) {
      case SUM -> "0";
      case MAX, ARGMAX -> type + ".NEGATIVE_INFINITY";
      case MIN -> type + ".POSITIVE_INFINITY";
    };
  }

  private void writeRows() {
    kernel.outer().forEach(this::open);
    int rowLevel = kernel.outer().size() - 1;
    for (Kernel.Stage stage : kernel.stages()) {
      if (!stage.inner().isEmpty()) {
        for (Kernel.Statement statement : stage.inner()) {
          if (statement instanceof Kernel.Statement.RowReduction row) {
            declare(row);
            beginReduction(stage, row, accumulators.get(row.node()));
          }
        }
        nest(kernel.inner(), rowLevel, stage.inner());
        for (Kernel.Statement statement : stage.inner()) {
          if (statement instanceof Kernel.Statement.RowReduction row) {
            endReduction(stage, row, accumulators.get(row.node()));
            conclude(row);
          }
        }
      }
      if (!stage.row().isEmpty()) {
        nest(List.of(), rowLevel, stage.row());
      }
    }
    kernel.outer().forEach(loop -> source.close());
  }

  private final Map<Node, String> accumulators = new HashMap<>();

  private void declare(Kernel.Statement.RowReduction row) {
    String wish = names.suggestion(row.node(), defaultName(row.operator()));
    switch (row.operator()) {
      case SUM -> {
        if (sums.place(row.node()) < 0) {
          String name = scope.take(wish + "Sum");
          accumulators.put(row.node(), name);
          source.line("double " + name + " = 0;");
        }
      }
      case MAX, MIN -> {
        String name = scope.take(wish);
        accumulators.put(row.node(), name);
        source.line(code.type() + " " + name + " = " + neutral(row.operator()) + ";");
      }
      case ARGMAX -> {
        String name = scope.take(wish);
        accumulators.put(row.node(), name);
        source.line("int " + name + " = 0;");
        source.line(
            code.type() + " " + scope.take(name + "Value") + " = " + neutral(row.operator()) + ";");
      }
    }
  }

  private static String defaultName(Reduce.Operator operator) {
    return switch (operator) {
      case SUM -> "row";
      case MAX -> "largest";
      case MIN -> "smallest";
      case ARGMAX -> "position";
    };
  }

  private void conclude(Kernel.Statement.RowReduction row) {
    String accumulator = accumulators.get(row.node());
    if (row.operator() == Reduce.Operator.SUM) {
      boolean inParts = sums.place(row.node()) >= 0;
      if (inParts) {
        accumulator = "Sums.take(sums, " + accumulator + ")";
      }
      if (doublePrecision && !inParts) {
        rowValues.put(row.node(), accumulator);
      } else {
        String name = scope.take(names.suggestion(row.node(), "rowSum"));
        String cast = doublePrecision ? "" : "(float) ";
        source.line("final " + code.type() + " " + name + " = " + cast + accumulator + ";");
        rowValues.put(row.node(), name);
      }
    } else {
      rowValues.put(row.node(), accumulator);
    }
  }

  /** Loops around statements, with local variables at the depth where they belong. */
  private void nest(List<Kernel.Loop> loops, int outerLevel, List<Kernel.Statement> statements) {
    Map<Expr, String> savedLocals = new HashMap<>(locals);
    Map<Poly, String> savedOffsets = new HashMap<>(offsets);
    int depth = loops.isEmpty() ? outerLevel : loops.get(loops.size() - 1).variable().depth();
    innermost = innermost(loops);
    Set<Node> replaced = new HashSet<>();
    for (Kernel.Statement statement : statements) {
      if (statement instanceof Kernel.Statement.Store store) {
        replaced.add(location.apply(store.memory()));
      }
    }
    Usage usage =
        new Usage(
            statements.stream().map(Kernel.Statement::value).toList(),
            kernel.outer().size() - 1,
            depth,
            expr ->
                expr instanceof Expr.Load load && replaced.contains(location.apply(load.memory())),
            select -> true);
    Map<Integer, List<Expr>> byLevel = usage.locals();
    List<Poly> rows = rowOffsets(usage, statements);
    writeLocals(byLevel, rows, Integer.MIN_VALUE, outerLevel);
    Map<Expr, String> rowLocals = new HashMap<>(locals);
    Map<Poly, String> rowOffsets = new HashMap<>(offsets);
    for (Kernel.Loop loop : loops.subList(0, Math.max(0, loops.size() - 1))) {
      open(loop);
      int level = loop.variable().depth();
      writeLocals(byLevel, rows, level, level);
    }
    if (loops.isEmpty()) {
      statements.forEach(this::write);
    } else {
      writeInnermost(new Body(loops.get(loops.size() - 1), statements, byLevel));
    }
    loops.stream().skip(1).forEach(loop -> source.close());
    // Locals outside of the loops stay visible to later stages of the same row.
    locals.clear();
    locals.putAll(outerLevel >= 0 ? rowLocals : savedLocals);
    offsets.clear();
    offsets.putAll(outerLevel >= 0 ? rowOffsets : savedOffsets);
  }

  /** The innermost loop and all that is done in it. */
  void writeInnermost(Body body) {
    open(body.loop());
    writeElement(body);
    source.close();
  }

  /** What is done for one element. */
  final void writeElement(Body body) {
    writeLocals(body.locals(), List.of(), body.level(), body.level());
    body.statements().forEach(this::write);
  }

  private void open(Kernel.Loop loop) {
    String v = loop.variable().name();
    source.open("for (int %s = %s; %s < %s; %s++)".formatted(v, start(loop), v, end(loop), v));
  }

  /** The first value of a loop's variable. */
  final String start(Kernel.Loop loop) {
    return loop.equals(kernel.split()) ? "from" : "0";
  }

  /** The first value that a loop's variable does not take. */
  final String end(Kernel.Loop loop) {
    return loop.equals(kernel.split()) ? "to" : polys.of(loop.extent());
  }

  void beginReduction(Kernel.Stage stage, Kernel.Statement.RowReduction row, String name) {}

  void endReduction(Kernel.Stage stage, Kernel.Statement.RowReduction row, String name) {}

  // What subclasses write with.

  final Kernel kernel() {
    return kernel;
  }

  /** What is written so, which does not become part of the body. */
  final String apart(Runnable write) {
    Source body = source;
    source = new Source();
    write.run();
    String text = source.toString();
    source = body;
    return text;
  }

  final Source source() {
    return source;
  }

  final ExprCode code() {
    return code;
  }

  final PolyCode polys() {
    return polys;
  }

  final KernelSums sums() {
    return sums;
  }

  final boolean isDoublePrecision() {
    return doublePrecision;
  }

  final Node location(Node memory) {
    return location.apply(memory);
  }

  final String place(Node memory) {
    return names.place(location.apply(memory));
  }

  final String take(String wish) {
    return scope.take(wish);
  }

  /** Writes something whose names are free again afterwards. */
  final void inScope(Runnable write) {
    NameScope outer = scope;
    scope = outer.nested();
    Map<Expr, String> saved = new HashMap<>(locals);
    write.run();
    locals.clear();
    locals.putAll(saved);
    scope = outer;
  }

  final String totalName(int index) {
    return totals.get(index);
  }

  final String accumulator(Node node) {
    return accumulators.get(node);
  }

  private void writeLocals(
      Map<Integer, List<Expr>> byLevel, List<Poly> rows, int fromLevel, int toLevel) {
    for (Poly row : rows) {
      int level = Usage.level(row);
      if (level >= fromLevel && level <= toLevel && !offsets.containsKey(row)) {
        String value = polys.of(row);
        String name = scope.take("row");
        offsets.put(row, name);
        source.line("final int " + name + " = " + value + ";");
      }
    }
    byLevel.keySet().stream()
        .filter(level -> level >= fromLevel && level <= toLevel)
        .sorted()
        .flatMap(level -> byLevel.get(level).stream())
        .filter(expr -> !locals.containsKey(expr))
        .forEach(this::writeLocal);
  }

  private void writeLocal(Expr expr) {
    String value = code.definition(expr);
    String name = scope.take(localName(expr));
    locals.put(expr, name);
    String type = ExprCode.isCondition(expr) ? "boolean" : valueType(expr);
    source.line("final " + type + " " + name + " = " + value + ";");
  }

  private String valueType(Expr expr) {
    return expr instanceof Expr.Load load ? code.elementType(load.memory().kind()) : code.type();
  }

  final String localName(Expr expr) {
    String suggested = kernel.names().get(expr);
    if (suggested != null && names.isReadable()) {
      return suggested;
    }
    if (expr instanceof Expr.Load load) {
      return place(load.memory()) + "Value";
    }
    return expr instanceof Expr.Apply apply ? applyName(apply.op()) : "value";
  }

  private static String applyName(Elementwise op) {
    return switch (op) {
      case ADD -> "sum";
      case SUB -> "difference";
      case MUL -> "product";
      case DIV -> "ratio";
      case NEG -> "negated";
      case WHERE -> "selected";
      case GREATER, LESS, EQUAL -> "test";
      default -> op.opName() + "Value";
    };
  }

  /** The parts of offsets that do not change in the innermost loop and are worth a variable. */
  private List<Poly> rowOffsets(Usage usage, List<Kernel.Statement> statements) {
    List<Poly> rows = new ArrayList<>();
    for (Expr expr : usage.everything()) {
      if (expr instanceof Expr.Load load) {
        addRow(load.offset(), rows);
      } else if (expr instanceof Expr.Draw draw) {
        addRow(draw.index(), rows);
      }
    }
    for (Kernel.Statement statement : statements) {
      if (statement instanceof Kernel.Statement.Store store) {
        addRow(store.offset(), rows);
      } else if (statement instanceof Kernel.Statement.ColumnReduction column) {
        addRow(column.offset(), rows);
      }
    }
    return rows;
  }

  private void addRow(Poly offset, List<Poly> rows) {
    Poly row = rowPart(offset);
    boolean product = row.summands().stream().anyMatch(term -> term.factors().size() > 1);
    boolean looksUp = row.mentions(atom -> atom instanceof Atom.Lookup);
    if (innermost != null && product && !looksUp && !rows.contains(row)) {
      rows.add(row);
    }
  }

  private Poly rowPart(Poly offset) {
    return innermost == null ? offset : offset.split(term -> term.mentions(innermost::equals))[1];
  }

  final String offset(Poly offset) {
    Poly row = rowPart(offset);
    String name = offsets.get(row);
    if (name == null) {
      return polys.of(offset);
    }
    Poly moving = offset.minus(row);
    return moving.equals(Poly.ZERO) ? name : name + " + " + polys.of(moving);
  }

  private void write(Kernel.Statement statement) {
    if (statement instanceof Kernel.Statement.Store store) {
      source.line(put(store.memory(), store.offset(), code.number(store.value())));
    } else if (statement instanceof Kernel.Statement.Total total) {
      String name = totals.get(total.index());
      String sum = sums.hasVectors() ? "sums[" + name + lane() + "]" : name;
      source.line(sum + " += " + code.number(total.value()) + ";");
    } else if (statement instanceof Kernel.Statement.ColumnReduction column) {
      String old = get(column.memory(), column.offset());
      boolean sum = column.operator() == Reduce.Operator.SUM;
      String value = sum ? code.summand(column.value()) : code.number(column.value());
      String combined = combine(column.operator(), old, value);
      source.line(put(column.memory(), column.offset(), combined));
    } else if (statement instanceof Kernel.Statement.RowReduction row) {
      reduce(row);
    }
  }

  private static String combine(Reduce.Operator operator, String old, String value) {
    return switch (operator) {
      case SUM -> old + " + " + value;
      case MAX, ARGMAX -> "Math.max(" + old + ", " + value + ")";
      case MIN -> "Math.min(" + old + ", " + value + ")";
    };
  }

  /** The part of a sum to which the element at hand goes; the first outside of inner loops. */
  private String lane() {
    return innermost instanceof Atom.Variable v ? " + (" + v.name() + " & LAST_LANE)" : "";
  }

  private void reduce(Kernel.Statement.RowReduction row) {
    String name = accumulators.get(row.node());
    String value = code.number(row.value());
    switch (row.operator()) {
      case SUM -> {
        String sum = sums.place(row.node()) >= 0 ? "sums[" + name + lane() + "]" : name;
        source.line(sum + " += " + value + ";");
      }
      case MAX, MIN -> source.line(name + " = " + combine(row.operator(), name, value) + ";");
      case ARGMAX -> {
        source.open("if (" + value + " > " + name + "Value)");
        source.line(name + "Value = " + value + ";");
        source.line(name + " = " + polys.of(row.position()) + ";");
        source.close();
      }
    }
  }

  /** Reads an element. */
  final String get(Node memory, Poly offset) {
    return element(memory, offset(offset));
  }

  /** Reads the element at an index. */
  String element(Node memory, String index) {
    return place(memory) + ".get(" + index + ")";
  }

  private String put(Node memory, Poly offset, String value) {
    return put(memory, offset(offset), value);
  }

  /** Writes the element at an index. */
  String put(Node memory, String index, String value) {
    return place(memory) + ".put(" + index + ", " + value + ");";
  }

  private String atom(Atom atom) {
    if (atom instanceof Atom.Name name) {
      return names.size(name.name());
    } else if (atom instanceof Atom.Lookup lookup) {
      Poly offset = lookup.table().shape().offset(lookup.index());
      return element(lookup.table(), polys.of(offset));
    }
    return ((Atom.Variable) atom).name();
  }

  private final class KernelExprCode extends ExprCode {
    KernelExprCode() {
      super(doublePrecision);
    }

    @Override
    String local(Expr expr) {
      return locals.get(expr);
    }

    @Override
    String load(Expr.Load load) {
      return get(load.memory(), load.offset());
    }

    @Override
    String leaf(Expr leaf) {
      if (leaf instanceof Expr.Scalar scalar) {
        return names.scalar(scalar.node());
      }
      return rowValues.get(((Expr.RowValue) leaf).node());
    }

    @Override
    String functionCode(Elementwise op) {
      return VectorFunctions.of(doublePrecision).scalarCode(op);
    }

    @Override
    String draw(Expr.Draw draw) {
      String key = names.drawKey(draw.random().draw());
      return "Randoms.%s(%s, %s)".formatted(drawMethod(draw.random()), key, offset(draw.index()));
    }

    @Override
    PolyCode polys() {
      return polys;
    }
  }

  static String elementType(Node node, boolean doublePrecision) {
    return node.kind() == Kind.INDEX ? "int" : doublePrecision ? "double" : "float";
  }
}
