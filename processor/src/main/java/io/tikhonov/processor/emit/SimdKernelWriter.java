package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.plan.Expr;
import io.tikhonov.processor.plan.Kernel;
import io.tikhonov.processor.plan.VectorLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
 * <p>All that changes from element to element is written with methods of the JDK: the compiler
 * inlines them even in long loops, where it stops inlining others, and a vector that is passed to a
 * method that is not inlined becomes an object.
 */
final class SimdKernelWriter extends KernelWriter {
  /** Operations that are written in one expression. */
  private static final int LONGEST = 4;

  private final VectorApi api;
  private final RestMethods methods;
  private final Map<String, List<String>> sumLanes = new HashMap<>();

  /** For the memory that vectors read or write the name by which they do. */
  private final Map<String, String> views = new LinkedHashMap<>();

  /** The views that the main part uses. */
  private final Set<String> used = new LinkedHashSet<>();

  private final Part part;

  /** What a method contains of a kernel. */
  enum Part {
    /** All of it. */
    ALL,
    /** The main parts of the innermost loop. */
    MAIN,
    /** All but those, which a method of its own computes, row by row. */
    ENDS
  }

  SimdKernelWriter(
      KernelSums sums,
      KernelNames names,
      UnaryOperator<Node> location,
      VectorApi api,
      RestMethods methods,
      Part part) {
    super(sums, names, location);
    this.api = api;
    this.methods = methods;
    this.part = part;
    if (api.needsViews()) {
      for (Node memory : new KernelArguments(sums.kernel(), location).memory()) {
        String place = names.place(memory);
        views.put(place, take(place + "View"));
      }
    }
  }

  /** The whole method. */
  String method() {
    String body = body();
    Source views = new Source();
    if (!used.isEmpty()) {
      views.line("// Nobody else sees these views: the compiler keeps their limits in registers.");
    }
    used.forEach(place -> views.line(api.view(place, this.views.get(place))));
    return views + body;
  }

  /**
   * True if the main parts should have a method of their own: calls between them, for the ends of
   * each row, have the compiler keep on the stack what their loop could keep in registers, and it
   * is nearly twice as slow.
   */
  static boolean hasMainPart(KernelSums sums) {
    Kernel kernel = sums.kernel();
    List<Kernel.Statement> inner = kernel.stages().get(0).inner();
    return kernel.form() == Kernel.Form.ELEMENTS
        && kernel.loops().size() == 2
        && kernel.loops().get(0).equals(kernel.split())
        && sums.vector(inner).filter(loop -> !loop.isWhole()).isPresent();
  }

  @Override
  String element(Node memory, String index) {
    return api.get(place(memory), index, elementType(memory, isDoublePrecision()));
  }

  @Override
  String put(Node memory, String index, String value) {
    return api.put(place(memory), index, value, elementType(memory, isDoublePrecision()));
  }

  private String vectorType() {
    return VectorCode.type(isDoublePrecision());
  }

  // ---- reductions ----

  /** New names for the vectors in which a sum is added up. */
  private List<String> newLanes(String name) {
    return isDoublePrecision()
        ? List.of(take(name + "Lanes"))
        : List.of(take(name + "Low"), take(name + "High"));
  }

  /** The places of these vectors among the parts of the sum. */
  private static String place(String name, int vector) {
    return vector == 0 ? name : name + " + DOUBLES.length()";
  }

  /** Starts from what other elements have left. */
  private void loadSum(Kernel.Statement statement) {
    String name = sumName(statement);
    if (name == null) {
      return;
    }
    List<String> lanes = newLanes(name);
    sumLanes.put(name, lanes);
    for (int i = 0; i < lanes.size(); i++) {
      String start = "DoubleVector.fromArray(DOUBLES, sums, " + place(name, i) + ")";
      source().line("DoubleVector " + lanes.get(i) + " = " + start + ";");
    }
  }

  private void storeSum(Kernel.Statement statement) {
    String name = sumName(statement);
    List<String> lanes = sumLanes.getOrDefault(name, List.of());
    for (int i = 0; i < lanes.size(); i++) {
      source().line(lanes.get(i) + ".intoArray(sums, " + place(name, i) + ");");
    }
  }

  /** The variable with the place of a sum; null for other statements. */
  private String sumName(Kernel.Statement statement) {
    if (statement instanceof Kernel.Statement.Total total) {
      return totalName(total.index());
    }
    return statement instanceof Kernel.Statement.RowReduction row
            && row.operator() == Reduce.Operator.SUM
        ? accumulator(row.node())
        : null;
  }

  private void addToSum(String name, String value) {
    List<String> lanes = sumLanes.get(name);
    for (int i = 0; i < lanes.size(); i++) {
      String part =
          isDoublePrecision()
              ? value
              : "(DoubleVector) %s.convertShape(VectorOperators.F2D, DOUBLES, %d)"
                  .formatted(value, i);
      source().line("%s = %s.add(%s);".formatted(lanes.get(i), lanes.get(i), part));
    }
  }

  @Override
  void beginReduction(Kernel.Stage stage, Kernel.Statement.RowReduction row, String name) {
    if (row.operator() != Reduce.Operator.SUM && sums().vector(stage.inner()).isPresent()) {
      String species = VectorCode.species(isDoublePrecision());
      source()
          .line(
              "%s %sLanes = %s.broadcast(%s, %s);"
                  .formatted(vectorType(), name, vectorType(), species, name));
    }
  }

  @Override
  void endReduction(Kernel.Stage stage, Kernel.Statement.RowReduction row, String name) {
    if (row.operator() != Reduce.Operator.SUM && sums().vector(stage.inner()).isPresent()) {
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
    Optional<VectorLoop> loop = sums().vector(body.statements());
    if (loop.isEmpty()) {
      super.writeInnermost(body);
      return;
    }
    String v = body.loop().variable().name();
    String start = start(body.loop());
    String end = end(body.loop());
    boolean whole = loop.get().isWhole();
    if (end.contains(" ")) {
      String name = take("end");
      source().line("final int " + name + " = " + end + ";");
      end = name;
    }
    String first = start;
    boolean hasSums = body.statements().stream().anyMatch(s -> sumName(s) != null);
    boolean aligns = hasSums || hasVectorEnds(body, loop.get());
    if (!whole) {
      first = take("first");
      String bound = bound("max", start, loop.get().lower());
      // Sums go to the parts of their elements, so vectors begin where a part 0 is; so do ends.
      String aligned = aligns ? "(" + bound + " + LANES - 1) / LANES * LANES" : bound;
      source().line("final int " + first + " = " + aligned + ";");
    }
    Rest rest = part == Part.MAIN ? (from, to) -> {} : rest(body, loop.get(), v);
    String last = take("last");
    source()
        .line(
            "final int "
                + last
                + " = "
                + guarded(loop.get(), first, lastWhole(loop.get(), first, end))
                + ";");
    if (!whole) {
      // Sums keep their order: what lies before the main part comes before it.
      rest.write(start, "Math.min(" + first + ", " + end + ")");
    }
    if (part == Part.ENDS) {
      String row = kernel().split().variable().name();
      source().line(methods.main().call(row, row + " + 1"));
    } else {
      writeLoop(body, loop.get(), first, last);
    }
    rest.write(last, end);
  }

  /** The elements from one to another with vectors. */
  private void writeLoop(Body body, VectorLoop loop, String from, String to) {
    String v = body.loop().variable().name();
    body.statements().forEach(this::loadSum);
    source().open("for (int %s = %s; %s < %s; %s += LANES)".formatted(v, from, v, to, v));
    inScope(() -> writeVectors(body, loop));
    source().close();
    body.statements().forEach(this::storeSum);
  }

  /** Writes the elements from one to another that are not in the main part. */
  private interface Rest {
    void write(String from, String to);
  }

  /** Elements with a method of their own can be computed with vectors, under masks. */
  private boolean hasVectorEnds(Body body, VectorLoop loop) {
    return loop.ends().isPresent() && !changesLocals(body);
  }

  /** True if a reduction is kept in a local variable. */
  private boolean changesLocals(Body body) {
    return body.statements().stream()
        .anyMatch(s -> s instanceof Kernel.Statement.RowReduction && sumName(s) == null);
  }

  /**
   * Elements that fill no vector have a method of their own, because the compiler would not inline
   * what they call after the vectors; only what changes a local variable stays where it is.
   */
  private Rest rest(Body body, VectorLoop loop, String v) {
    if (changesLocals(body)) {
      return (from, to) -> writeElements(body, v, from, to);
    }
    Map<String, String> mainViews = Map.copyOf(views);
    String code =
        apart(
            () -> {
              // Objects that another method is given cannot stay in registers.
              views.clear();
              if (hasVectorEnds(body, loop)) {
                inScope(() -> writeEnds(body, loop.ends().get(), v));
              } else {
                writeElements(body, v, "from", "to");
              }
            });
    views.putAll(mainViews);
    RestMethods.Method method = methods.add(code, source().toString());
    return (from, to) -> source().line(method.call(from, to));
  }

  private void writeElements(Body body, String v, String from, String to) {
    source().open("for (int %s = %s; %s < %s; %s++)".formatted(v, from, v, to, v));
    inScope(() -> writeElement(body));
    source().close();
  }

  /** Whole vectors under masks, and then the elements that fill none. */
  private void writeEnds(Body body, VectorLoop loop, String v) {
    String last = take("last");
    List<String> conditions = new ArrayList<>();
    if (!loop.guard().isTrue()) {
      conditions.add(code().condition(loop.guard()));
    }
    for (Expr.Load load : loop.maskedReads()) {
      String place = place(load.memory());
      conditions.add(at(load, v, "from") + " >= 0");
      conditions.add(api.holds(place, at(load, v, "to"), isDoublePrecision()));
    }
    String vectors = "to - (to - from) % LANES";
    if (!loop.maskedReads().isEmpty()) {
      source().line("// What masks hide is read, so it must lie in memory.");
    }
    String condition = String.join(" && ", new LinkedHashSet<>(conditions));
    String end = condition.isEmpty() ? vectors : condition + " ? " + vectors + " : from";
    source().line("final int " + last + " = " + end + ";");
    writeLoop(body, loop, "from", last);
    writeElements(body, v, last, "to");
  }

  /** The index of what is read for one element of the loop. */
  private String at(Expr.Load load, String variable, String element) {
    return offset(load.offset()).replaceAll("\\b" + variable + "\\b", element);
  }

  /** The end of the main part, if it begins where it does. */
  private String lastWhole(VectorLoop loop, String first, String end) {
    if (loop.isWhole()) {
      String count = first.equals("0") ? end : "(" + end + " - " + first + ")";
      return end + " - " + count + " % LANES";
    }
    String limit = bound("min", end, loop.upper());
    String count = "Math.max(0, " + limit + " - " + first + ")";
    return first + " + " + count + " / LANES * LANES";
  }

  private String guarded(VectorLoop loop, String first, String last) {
    return loop.guard().isTrue()
        ? last
        : code().condition(loop.guard()) + " ? " + last + " : " + first;
  }

  private String bound(String function, String own, List<Poly> others) {
    String bound = own;
    for (Poly other : others) {
      String limit = polys().of(other);
      boolean known = function.equals("max") && bound.equals("0") && limit.matches("\\d+");
      bound = known ? limit : "Math." + function + "(" + bound + ", " + limit + ")";
    }
    return bound;
  }

  private void writeVectors(Body body, VectorLoop loop) {
    VectorCode vectors =
        new VectorCode(
            loop, code(), load -> vectorAt(load.memory(), load.offset()), isDoublePrecision());
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
            mustBeLocal,
            // A mask takes its value away afterwards.
            select -> !loop.mentions(select.condition()));
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
      String old = vectorAt(column.memory(), column.offset());
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
    boolean simple = !value.startsWith("(");
    return api.store(
        simple ? value : "(" + value + ")", view(memory), offset(offset), isDoublePrecision());
  }

  private String vectorAt(Node memory, Poly offset) {
    return api.load(view(memory), offset(offset), isDoublePrecision());
  }

  /** What vectors read and write memory by. */
  private String view(Node memory) {
    String place = place(memory);
    String view = views.get(place);
    if (view == null) {
      return place;
    }
    used.add(place);
    return view;
  }

  private static String combiner(Reduce.Operator operator) {
    return switch (operator) {
      case SUM -> "add";
      case MAX, ARGMAX -> "max";
      case MIN -> "min";
    };
  }
}
