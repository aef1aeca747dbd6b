package io.tikhonov.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.tikhonov.processor.ir.Generated;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Kind;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.plan.BufferPlan;
import io.tikhonov.processor.plan.Expr;
import io.tikhonov.processor.plan.Kernel;
import io.tikhonov.processor.plan.ProgramPlan;
import io.tikhonov.processor.plan.ScalarExpansion;
import io.tikhonov.processor.training.SolverPrograms;
import io.tikhonov.processor.training.TrainingPrograms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * Writes programs into a class: work buffers and scalars become fields, kernels become tasks that
 * are made once, and each program becomes methods that run them.
 */
final class HostWriter {
  /** Methods are split after this many actions, so that the JIT compiles each of them. */
  private static final int ACTIONS_PER_METHOD = 60;

  private final Naming naming;
  private final NameScope scope;
  private final NameScope methods = new NameScope();
  private final KernelLibrary kernels;
  private final String simdClass;
  private final boolean doublePrecision;
  private final BufferPlan buffers;
  private final PolyCode sizes;
  private final Map<BufferPlan.Buffer, String> bufferFields = new LinkedHashMap<>();
  private final Map<Node, String> memoryCode = new HashMap<>();
  private final Map<Node, String> externalScalars = new HashMap<>();
  private final Map<Node, String> runLocals = new HashMap<>();
  private final Map<Node, String> localNames = new HashMap<>();
  private final Set<Node> scalarFields = new LinkedHashSet<>();
  private final Map<Integer, String> drawKeys = new LinkedHashMap<>();
  private final Map<String, String> taskByCode = new HashMap<>();
  private final Set<String> usedInProgram = new HashSet<>();
  private final Map<String, String> sumsByTask = new HashMap<>();
  private final Map<Node, String> totals = new HashMap<>();
  private final List<FieldSpec> tasks = new ArrayList<>();
  private final List<MethodSpec> taskMethods = new ArrayList<>();
  private final List<FieldSpec> sums = new ArrayList<>();
  private final IdentityHashMap<ProgramPlan.Action, String> kernelMethods = new IdentityHashMap<>();
  private final IdentityHashMap<ProgramPlan.Action, String> actionCode = new IdentityHashMap<>();

  HostWriter(
      Naming naming,
      NameScope scope,
      KernelLibrary kernels,
      String simdClass,
      boolean doublePrecision,
      BufferPlan buffers) {
    this.naming = naming;
    this.scope = scope;
    this.kernels = kernels;
    this.simdClass = simdClass;
    this.doublePrecision = doublePrecision;
    this.buffers = buffers;
    this.sizes = new PolyCode(atom -> atom.toString());
    for (BufferPlan.Buffer buffer : buffers.buffers()) {
      String name = naming.field(buffer.values().get(0));
      bufferFields.put(buffer, name);
      buffer.values().forEach(value -> memoryCode.put(value, name));
    }
  }

  /** Says by which expression the memory of a leaf is reached. */
  void memory(Node leaf, String code) {
    memoryCode.put(leaf, code);
  }

  /** Says by which expression a scalar of the run is read. */
  void scalar(Node leaf, String code) {
    externalScalars.put(leaf, code);
  }

  /** The memory itself, as library calls take it. */
  String wholeMemory(ProgramPlan plan, Node node) {
    String code = memoryCode(plan, node);
    Node location = plan.location(node);
    boolean input =
        location.op() instanceof Leaf.Stored stored
            && (stored.role() == Leaf.Role.INPUT || stored.role() == Leaf.Role.LABELS);
    return input ? code + ".memory()" : code;
  }

  /** The field that holds the memory of a node. */
  String memoryCode(ProgramPlan plan, Node node) {
    Node location = plan.location(node);
    String code = memoryCode.get(location);
    if (code == null) {
      throw new IllegalStateException("no memory for " + location.op());
    }
    return code;
  }

  /** A name for a scalar within a method. */
  String localName(Node scalar) {
    return scope.take(naming.wish(scalar));
  }

  /** The field or variable of a scalar that its program has computed; null if there is none. */
  String nameOf(ProgramPlan plan, Node scalar) {
    return plan.named().contains(scalar) ? naming.scalar(scalar) : null;
  }

  /** The value of a scalar after the actions of its program. */
  String resultCode(ProgramPlan plan, Node scalar) {
    return scalarCode(plan, ScalarExpansion.of(plan, scalar), null);
  }

  /** Adds the methods of a program and what they need. */
  void addProgram(TypeSpec.Builder type, MethodSpec.Builder main, ProgramPlan plan) {
    totals.clear();
    usedInProgram.clear();
    collectScalarFields(plan);
    CodeBlock.Builder code = CodeBlock.builder();
    allocate(type, code, plan);
    runLocals(code, plan);
    drawKeys(code, plan);
    List<CodeBlock> actions = new ArrayList<>();
    boolean split = plan.actions().size() > ACTIONS_PER_METHOD;
    for (ProgramPlan.Action action : plan.actions()) {
      CodeBlock written = action(plan, action, split);
      actionCode.put(action, written.toString());
      actions.add(written);
    }
    if (split) {
      int part = 1;
      for (int from = 0; from < actions.size(); from += ACTIONS_PER_METHOD) {
        String name = methods.take(plan.name() + "Part" + part++);
        MethodSpec.Builder method = MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE);
        actions
            .subList(from, Math.min(actions.size(), from + ACTIONS_PER_METHOD))
            .forEach(method::addCode);
        type.addMethod(method.build());
        code.addStatement("$L()", name);
      }
    } else {
      actions.forEach(code::add);
    }
    main.addCode(code.build());
    runLocals.clear();
  }

  /** The step and the length of the run become local doubles if scalars of a program read them. */
  private void runLocals(CodeBlock.Builder code, ProgramPlan plan) {
    if (plan.actions().size() > ACTIONS_PER_METHOD) {
      return;
    }
    Set<Node> read = new LinkedHashSet<>();
    for (ProgramPlan.Action action : plan.actions()) {
      if (action instanceof ProgramPlan.Let let) {
        read.addAll(plan.scalarsOf(let));
      }
    }
    for (Node scalar : read) {
      String source = externalScalars.getOrDefault(scalar, "");
      if (source.startsWith("(double) ")) {
        String name = localNames.computeIfAbsent(scalar, key -> scope.take(key.op().opName()));
        runLocals.put(scalar, name);
        code.addStatement("final double $L = $L", name, source.substring("(double) ".length()));
      }
    }
  }

  private void collectScalarFields(ProgramPlan plan) {
    boolean all = plan.actions().size() > ACTIONS_PER_METHOD;
    for (ProgramPlan.Action action : plan.actions()) {
      for (ProgramPlan.Launch launch : action.launches()) {
        scalarFields.addAll(
            new KernelArguments(launch.kernel(), plan::location)
                .scalars().stream().filter(node -> !(node.op() instanceof Leaf)).toList());
      }
      if (action instanceof ProgramPlan.Let let && all) {
        scalarFields.add(let.scalar());
      }
    }
  }

  /** Work buffers are made when their program first runs, and grow with the batch. */
  private void allocate(TypeSpec.Builder type, CodeBlock.Builder code, ProgramPlan plan) {
    Set<BufferPlan.Buffer> used = new LinkedHashSet<>();
    for (Node node : plan.memory()) {
      BufferPlan.Buffer buffer = buffers.bufferOf(node);
      if (buffer != null && !plan.locations().containsKey(node)) {
        used.add(buffer);
      }
    }
    List<Node> gradients =
        plan.locations().values().stream()
            .filter(HostWriter::isWorkLeaf)
            .sorted(Comparator.comparing(leaf -> leaf.op().opName()))
            .toList();
    if (used.isEmpty() && gradients.isEmpty()) {
      return;
    }
    String name = methods.take("allocate" + NameScope.capitalized(plan.name()));
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .addJavadoc("Makes room for the work buffers; does nothing if they are large enough.");
    for (BufferPlan.Buffer buffer : used) {
      method.addStatement("$L.ensure($L)", bufferFields.get(buffer), longCode(buffer.length()));
    }
    for (Node gradient : gradients) {
      method.addStatement(
          "$L.ensure($L)", memoryCode.get(gradient), longCode(gradient.shape().volume()));
    }
    type.addMethod(method.build());
    code.addStatement("$L()", name);
  }

  private static boolean isWorkLeaf(Node leaf) {
    Leaf.Role role = ((Leaf.Stored) leaf.op()).role();
    return role == Leaf.Role.GRADIENT || role == Leaf.Role.RESULT;
  }

  private void drawKeys(CodeBlock.Builder code, ProgramPlan plan) {
    Map<Integer, Generated.Random> draws = new LinkedHashMap<>();
    for (ProgramPlan.Action action : plan.actions()) {
      for (ProgramPlan.Launch launch : action.launches()) {
        draws.putAll(new KernelArguments(launch.kernel(), plan::location).draws());
      }
    }
    for (int draw : draws.keySet()) {
      String field = drawKeys.computeIfAbsent(draw, id -> scope.take("draw" + id + "Key"));
      code.addStatement("$L = $T.key(seed(), drawIndex(), $L)", field, RuntimeTypes.RANDOMS, draw);
    }
  }

  private CodeBlock action(ProgramPlan plan, ProgramPlan.Action action, boolean allFields) {
    if (action instanceof ProgramPlan.Let let) {
      return let(plan, let, allFields);
    } else if (action instanceof ProgramPlan.Launch launch) {
      return call("launch", arguments(plan, launch));
    } else if (action instanceof ProgramPlan.InTurn both) {
      return inTurn(plan, both);
    } else if (action instanceof ProgramPlan.Multiply multiply) {
      return new LibraryCalls(this, plan).write(multiply);
    }
    return new LibraryCalls(this, plan).write((ProgramPlan.Library) action);
  }

  private CodeBlock let(ProgramPlan plan, ProgramPlan.Let let, boolean allFields) {
    String name = naming.scalar(let.scalar());
    boolean field = allFields || scalarFields.contains(let.scalar());
    if (field) {
      scalarFields.add(let.scalar());
    }
    String value = scalarCode(plan, let.value(), let.scalar());
    String line = (field ? "" : "final double ") + name + " = " + value + ";";
    return JavaText.of(new Source().line(line).toString());
  }

  /** A scalar expression in double. */
  String scalarCode(ProgramPlan plan, Expr expr, Node self) {
    return new ScalarCode(this, plan, self).number(expr);
  }

  /** The code that reads a scalar outside of kernels. */
  String scalarReference(ProgramPlan plan, Node node, Node self) {
    String local = self == null ? null : runLocals.get(node);
    if (local != null) {
      return local;
    }
    String external = externalScalars.get(node);
    if (external != null) {
      return external;
    }
    if (node.equals(self) || !plan.named().contains(node)) {
      String total = totals.get(node);
      if (total != null) {
        return total;
      }
    }
    if (node.op() instanceof Leaf.Literal literal) {
      return Numbers.literal(literal.value(), true);
    }
    if (node.op() instanceof Leaf.Size size) {
      return "(double) " + sizes.of(size.size());
    }
    if (node.op() instanceof Leaf) {
      return element(plan, node, "0");
    }
    return naming.scalar(node);
  }

  /** An element of memory outside of kernels, where all is computed in double. */
  String element(ProgramPlan plan, Node node, String index) {
    String code = memoryCode(plan, node) + ".data().get(" + index + ")";
    return isSingle(plan.location(node)) ? "(double) " + code : code;
  }

  /** True for memory of floats; counts in slots are doubles in any model. */
  private boolean isSingle(Node location) {
    boolean count =
        location.isScalar()
            && location.op() instanceof Leaf.Stored stored
            && stored.role() == Leaf.Role.SLOT;
    return !doublePrecision && location.kind() == Kind.REAL && !count;
  }

  /** The method that a launch runs, once its program is written. */
  String kernelMethod(ProgramPlan.Launch launch) {
    return kernelMethods.get(launch);
  }

  /** The statements of an action, once its program is written. */
  String codeOf(ProgramPlan.Action action) {
    return actionCode.get(action);
  }

  private CodeBlock inTurn(ProgramPlan plan, ProgramPlan.InTurn both) {
    List<String> arguments = new ArrayList<>(arguments(plan, both.first()));
    List<String> second = arguments(plan, both.second());
    arguments.addAll(second.subList(1, second.size()));
    arguments.add(intCode(both.ratio()));
    arguments.add(Integer.toString(both.reach()));
    String comment = "// %s follows closely, while what both touch is in the cache.";
    return CodeBlock.builder()
        .add("$L\n", comment.formatted(second.get(2)))
        .add(call("launchInTurn", arguments))
        .build();
  }

  private static CodeBlock call(String method, List<String> arguments) {
    String line = method + "(" + String.join(", ", arguments) + ");";
    return JavaText.of(new Source().line(line).toString());
  }

  /** How often a kernel runs, what each time costs, the kernel and its sums, if it has any. */
  private List<String> arguments(ProgramPlan plan, ProgramPlan.Launch launch) {
    Kernel kernel = launch.kernel();
    KernelComments comments = new KernelComments(plan, kernel, naming);
    KernelLibrary.Call call =
        kernels.add(kernel, plan::location, comments.name(), comments.description());
    kernelMethods.put(launch, call.method());
    String task = task(plan, kernel, call);
    List<String> arguments = new ArrayList<>();
    arguments.add(kernel.split() == null ? "1" : intCode(kernel.split().extent()));
    arguments.add(longCode(KernelCost.workPerIteration(kernel)));
    arguments.add(task);
    if (call.sums() > 0) {
      arguments.add(sumsByTask.get(task));
      for (int i = 0; i < kernel.totals().size(); i++) {
        totals.put(kernel.totals().get(i), sumsByTask.get(task) + ".total(" + i + ")");
      }
    }
    return arguments;
  }

  private String task(ProgramPlan plan, Kernel kernel, KernelLibrary.Call call) {
    List<String> arguments = new ArrayList<>();
    for (KernelLibrary.Argument argument : call.arguments()) {
      arguments.add(argumentCode(plan, argument));
    }
    // Sums are read after the program: a kernel that leaves some runs with each of them once only.
    String key = call.method() + arguments;
    boolean hasTotals = !kernel.totals().isEmpty();
    for (int run = 2; hasTotals && !usedInProgram.add(key); run++) {
      key = call.method() + arguments + run;
    }
    String known = taskByCode.get(key);
    if (known != null) {
      return known;
    }
    String name = scope.take(call.method());
    if (call.sums() > 0) {
      String sumsName = scope.take(name + "Sums");
      sums.add(
          FieldSpec.builder(RuntimeTypes.SUMS, sumsName, Modifier.PRIVATE, Modifier.FINAL)
              .initializer("sums($L)", call.sums())
              .build());
      sumsByTask.put(name, sumsName);
    }
    tasks.add(
        FieldSpec.builder(RuntimeTypes.KERNEL, name, Modifier.PRIVATE, Modifier.FINAL)
            .initializer("$T.$L($S, this::$L)", RuntimeTypes.KERNEL, call.kind(), name, name)
            .build());
    methods.reserve(name);
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .addParameter(TypeName.INT, "chunk")
            .addParameter(TypeName.INT, "from")
            .addParameter(TypeName.INT, "to");
    String scalar = wrapped(taskArguments(name, kernel, arguments));
    if (call.hasSimd()) {
      List<String> views = new ArrayList<>();
      for (KernelLibrary.Argument argument : call.arguments()) {
        views.add(
            argument instanceof KernelLibrary.Argument.Place place
                ? "(%s) %s.view()"
                    .formatted(kernels.simd().api().memory(), wholeMemory(plan, place.location()))
                : argumentCode(plan, argument));
      }
      method
          .beginControlFlow("if (usesVectors())")
          .addCode(
              "$L.$L(\n$>$>$L);\n$<$<",
              simdClass,
              call.method(),
              JavaText.of(wrapped(taskArguments(name, kernel, views))))
          .nextControlFlow("else")
          .addCode("Kernels.$L(\n$>$>$L);\n$<$<", call.method(), scalar)
          .endControlFlow();
    } else {
      method.addStatement("Kernels.$L(\n$L)", call.method(), scalar);
    }
    taskMethods.add(method.build());
    taskByCode.put(key, name);
    return name;
  }

  private List<String> taskArguments(String task, Kernel kernel, List<String> arguments) {
    List<String> all = new ArrayList<>();
    boolean hasSums = sumsByTask.containsKey(task);
    if (kernel.split() != null) {
      all.add("from");
      all.add("to");
    }
    if (hasSums) {
      all.add(sumsByTask.get(task) + ".values()");
      all.add(sumsByTask.get(task) + ".at(chunk)");
    }
    all.addAll(arguments);
    return all;
  }

  /** Arguments in lines of a readable length. */
  private static String wrapped(List<String> arguments) {
    StringBuilder text = new StringBuilder();
    int column = 0;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i) + (i + 1 < arguments.size() ? "," : "");
      if (column > 0 && column + argument.length() > 84) {
        text.append('\n');
        column = 0;
      } else if (column > 0) {
        text.append(' ');
      }
      text.append(argument);
      column += argument.length() + 1;
    }
    return text.toString();
  }

  private String argumentCode(ProgramPlan plan, KernelLibrary.Argument argument) {
    if (argument instanceof KernelLibrary.Argument.Place place) {
      return memoryCode(plan, place.location()) + ".data()";
    } else if (argument instanceof KernelLibrary.Argument.Size size) {
      return size.name();
    } else if (argument instanceof KernelLibrary.Argument.DrawKey draw) {
      return drawKeys.get(draw.draw());
    }
    Node scalar = ((KernelLibrary.Argument.Scalar) argument).node();
    if (scalar.op() instanceof Leaf && memoryCode.containsKey(scalar) && isSingle(scalar)) {
      return memoryCode(plan, scalar) + ".data().get(0)";
    }
    String code = scalarReference(plan, scalar, null);
    return doublePrecision ? code : "(float) " + code;
  }

  CodeBlock comment(Node node) {
    if (node.origin().line() <= 0) {
      return CodeBlock.of("");
    }
    return CodeBlock.of("// $L: $L\n", node.origin().place(), node.origin().text());
  }

  String intCode(Poly size) {
    return sizes.of(size);
  }

  /** A size that may exceed an int before it is checked. */
  String longCode(Poly size) {
    String code = sizes.of(size);
    return code.contains("*") ? "(long) " + code : code;
  }

  boolean isDoublePrecision() {
    return doublePrecision;
  }

  String bufferField(BufferPlan.Buffer buffer) {
    return bufferFields.get(buffer);
  }

  /** Adds the fields that the programs need. */
  void addFields(TypeSpec.Builder type) {
    boolean first = true;
    for (Map.Entry<BufferPlan.Buffer, String> entry : bufferFields.entrySet()) {
      BufferPlan.Buffer buffer = entry.getKey();
      boolean index = buffer.kind() == Kind.INDEX;
      String contents = KernelComments.contents(buffer, naming);
      String comment = first ? SourceLayout.section("Work buffers", contents) : contents;
      first = false;
      type.addField(
          FieldSpec.builder(
                  index ? RuntimeTypes.INTS : RuntimeTypes.reals(doublePrecision),
                  entry.getValue(),
                  Modifier.PRIVATE,
                  Modifier.FINAL)
              .initializer(index ? "ints()" : doublePrecision ? "doubles()" : "floats()")
              .addJavadoc("$L", comment)
              .build());
    }
    List<FieldSpec> scalars = new ArrayList<>();
    for (Node scalar : scalarFields) {
      scalars.add(
          FieldSpec.builder(TypeName.DOUBLE, naming.scalar(scalar), Modifier.PRIVATE).build());
    }
    for (String key : drawKeys.values()) {
      scalars.add(FieldSpec.builder(TypeName.LONG, key, Modifier.PRIVATE).build());
    }
    addSection(
        type,
        scalars,
        "Numbers for kernels",
        "Set by a program before the kernels that read them.");
    addSection(
        type,
        sums,
        "What kernels add up",
        "The sums of a kernel, in parts that do not depend on the number of threads.");
    addSection(type, tasks, "Kernels", "Each runs a method below that hands it its memory.");
  }

  private static void addSection(
      TypeSpec.Builder type, List<FieldSpec> fields, String title, String comment) {
    for (int i = 0; i < fields.size(); i++) {
      type.addField(
          i > 0
              ? fields.get(i)
              : fields.get(i).toBuilder()
                  .addJavadoc("$L", SourceLayout.section(title, comment))
                  .build());
    }
  }

  /** Adds the methods that hand their memory to the kernels. */
  void addTasks(TypeSpec.Builder type) {
    for (int i = 0; i < taskMethods.size(); i++) {
      type.addMethod(
          i > 0
              ? taskMethods.get(i)
              : taskMethods.get(i).toBuilder()
                  .addJavadoc(
                      "$L",
                      SourceLayout.section(
                          "Kernels with their memory", "Runs the kernel on its memory."))
                  .build());
    }
  }

  /** The scalars of the run that every program may read. */
  void runScalars(Graph graph, TrainingPrograms programs) {
    TrainingPrograms.RunFacts run = programs.run();
    if (programs.solver().isPresent()) {
      scalar(graph.scalar(TrainingPrograms.STEP_LENGTH), "stepLength()");
      scalar(graph.scalar(TrainingPrograms.DUAL_STEP), "dualStep()");
      scalar(graph.scalar(TrainingPrograms.EXTRAPOLATION), "extrapolation()");
      List<SolverPrograms.Factor> factors = programs.solver().get().factors();
      for (int i = 0; i < factors.size(); i++) {
        scalar(
            graph.scalar(TrainingPrograms.factor(factors.get(i).term())),
            "penaltyFactor(" + i + ")");
      }
    }
    scalar(graph.scalar(TrainingPrograms.STEP), "(double) stepIndex()");
    scalar(graph.scalar(TrainingPrograms.TOTAL_STEPS), "(double) totalSteps()");
    scalar(graph.scalar(TrainingPrograms.STEPS_PER_EPOCH), "stepsPerEpoch()");
    for (int i = 0; i < run.plateaus().size(); i++) {
      scalar(graph.scalar(TrainingPrograms.plateau(i)), "plateau(" + i + ")");
    }
  }
}
