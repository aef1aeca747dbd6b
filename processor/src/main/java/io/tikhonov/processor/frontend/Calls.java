package io.tikhonov.processor.frontend;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import io.tikhonov.processor.diagnostic.DiagnosticException;
import io.tikhonov.processor.diagnostic.Place;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Composite;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.IrException;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.vocabulary.Call;
import io.tikhonov.processor.vocabulary.Definition;
import io.tikhonov.processor.vocabulary.Value;
import io.tikhonov.processor.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Evaluates calls: of the vocabulary, of {@code Math}, and of methods with source. */
final class Calls {
  /** Functions that differentiate by the variable that stands second. */
  private static final Set<String> GRADIENTS =
      Set.of("gradient", "inputGradient", "jacobianFrobenius");

  private final Evaluator evaluator;
  private final Routines routines;

  Calls(Evaluator evaluator, Routines routines) {
    this.evaluator = evaluator;
    this.routines = routines;
  }

  /** The simple name of a variable, or nothing. */
  static String lastName(ExpressionTree variable) {
    return variable instanceof MemberSelectTree member
        ? member.getIdentifier().toString()
        : variable instanceof IdentifierTree identifier ? identifier.getName().toString() : "";
  }

  /** The simple name of the called method. */
  static String nameOf(MethodInvocationTree call) {
    ExpressionTree select = call.getMethodSelect();
    return select instanceof MemberSelectTree member
        ? member.getIdentifier().toString()
        : ((IdentifierTree) select).getName().toString();
  }

  Value evaluate(TreePath path, MethodInvocationTree call, Frame frame) {
    Body body = frame.body();
    // The compiler reports a method that it cannot find.
    Callee callee = body.names().callee(path).orElseThrow(() -> Poisoned.INSTANCE);
    List<Call.Argument> arguments = new ArrayList<>();
    if (callee.isTensorMethod()) {
      TreePath select = new TreePath(path, call.getMethodSelect());
      ExpressionTree receiver = ((MemberSelectTree) call.getMethodSelect()).getExpression();
      arguments.add(argument(new TreePath(select, receiver), null, callee, frame));
    }
    if (callee.vocabularyOwner().isPresent()) {
      requireVariable(callee, call, body);
    } else if (!callee.isStatic() && call.getMethodSelect() instanceof MemberSelectTree select) {
      requireReceiver(new TreePath(path, select), select.getExpression(), callee, frame);
    }
    int function = functionArgument(callee);
    for (int i = 0; i < call.getArguments().size(); i++) {
      TreePath argument = new TreePath(path, call.getArguments().get(i));
      arguments.add(
          i == function
              ? function(argument, callee, frame)
              : argument(argument, parameterKind(callee, i), callee, frame));
    }
    return apply(path, callee, arguments, frame);
  }

  private Value apply(TreePath path, Callee callee, List<Call.Argument> arguments, Frame frame) {
    Body body = frame.body();
    Tree tree = path.getLeaf();
    Optional<String> owner = callee.vocabularyOwner();
    if (owner.isPresent()) {
      Definition definition =
          Vocabulary.find(owner.get(), callee.name())
              .orElseThrow(() -> noValue(tree, callee, body));
      Call call = new Call(evaluator.session(), callee.name(), body.text(tree), arguments);
      return evaluator
          .session()
          .during(
              tree,
              () -> located(path, body, callee.name(), () -> noted(call, definition.apply(call))));
    } else if (callee.isMath()) {
      return located(path, body, "", () -> math(tree, callee, arguments, frame));
    }
    Routine routine = routines.find(callee, tree, path, body);
    if (evaluator.isRunning(routine.element())) {
      throw Unsupported.recursion(tree, callee.name(), body);
    }
    Value result = evaluator.invoke(routine, packed(routine.element(), arguments), tree);
    if (result instanceof Value.Unknown) {
      throw Poisoned.INSTANCE;
    }
    return result;
  }

  /** Formulas and pictures show the call, not what it is composed of. */
  private Value noted(Call call, Value result) {
    if (result instanceof Value.OfTensor tensor) {
      Graph graph = evaluator.graph();
      List<Composite.Argument> arguments = new ArrayList<>();
      for (int i = 0; i < call.count(); i++) {
        arguments.add(new Composite.Argument(node(call.value(i)), call.source(i)));
      }
      graph.madeBy(new Composite(call.name(), arguments, graph.origin()), tensor.node());
    }
    return result;
  }

  private static Node node(Value value) {
    if (value instanceof Value.OfTensor tensor) {
      return tensor.node();
    } else if (value instanceof Value.OfLabels labels) {
      return labels.node();
    }
    return value instanceof Value.OfScalar scalar ? scalar.node() : null;
  }

  /** New nodes get the call as their origin, and problems without a place are shown at the call. */
  private Value located(TreePath path, Body body, String function, Supplier<Value> work) {
    Place here = body.place(path.getLeaf());
    try {
      return evaluator.graph().at(body.origin(path, function), work);
    } catch (DiagnosticException e) {
      throw e.at() != null ? e : new DiagnosticException(e.rule(), here, e.getMessage());
    } catch (IrException e) {
      Rule rule = Rule.of(e.code()).orElse(Rule.DIMENSION_MISMATCH);
      throw new DiagnosticException(rule, here, e.getMessage());
    }
  }

  /** A problem in the receiver comes before the problem that it has this method. */
  private void requireReceiver(
      TreePath select, ExpressionTree receiver, Callee callee, Frame frame) {
    String text = receiver.toString();
    if (!text.endsWith("this") && !text.endsWith("super")) {
      Value value = evaluator.expressions().evaluate(new TreePath(select, receiver), frame);
      if (value instanceof Value.OfTensor && callee.name().equals("equals")) {
        throw Unsupported.comparison(select.getParentPath().getLeaf(), frame.body());
      }
    }
  }

  private Call.Argument argument(TreePath path, TypeKind kind, Callee callee, Frame frame) {
    Value value = evaluator.expressions().evaluate(path, frame);
    if (kind == TypeKind.DOUBLE
        && callee.isTensorMethod()
        && callee.name().equals("times")
        && value instanceof Value.OfConstant constant
        && constant.division() != null) {
      evaluator.warnOfDivision(constant.division(), "the term " + evaluator.rootName());
    }
    Value converted = kind == null ? value : evaluator.convert(value, kind, path.getLeaf(), frame);
    return new Call.Argument(
        converted, frame.body().text(path.getLeaf()), frame.body().place(path.getLeaf()));
  }

  /** The primitive type of a parameter; null for other types and where it is not known. */
  private static TypeKind parameterKind(Callee callee, int i) {
    ExecutableElement method = callee.element();
    if (method == null) {
      return null;
    }
    List<? extends VariableElement> parameters = method.getParameters();
    if (parameters.isEmpty() || (i >= parameters.size() && !method.isVarArgs())) {
      return null;
    }
    int last = parameters.size() - 1;
    TypeMirror type = parameters.get(Math.min(i, last)).asType();
    if (i >= last && method.isVarArgs() && type instanceof ArrayType array) {
      type = array.getComponentType();
    }
    return type.getKind().isPrimitive() ? type.getKind() : null;
  }

  /** Further arguments of a method with variable arity become one array. */
  private static List<Value> packed(ExecutableElement method, List<Call.Argument> arguments) {
    List<Value> values = new ArrayList<>();
    arguments.forEach(argument -> values.add(argument.value()));
    if (!method.isVarArgs()) {
      return values;
    }
    int fixed = method.getParameters().size() - 1;
    boolean isPacked = values.size() == fixed + 1 && values.get(fixed) instanceof Value.OfArray;
    if (isPacked) {
      return values;
    }
    List<Value> result = new ArrayList<>(values.subList(0, fixed));
    result.add(new Value.OfArray(values.subList(fixed, values.size())));
    return result;
  }

  private Value math(Tree tree, Callee callee, List<Call.Argument> arguments, Frame frame) {
    if (arguments.stream().allMatch(a -> a.value() instanceof Value.OfConstant)) {
      List<Object> values =
          arguments.stream().map(a -> ((Value.OfConstant) a.value()).value()).toList();
      return MathFunctions.constant(callee.name(), values)
          .map(Value.OfConstant::of)
          .orElseThrow(() -> noValue(tree, callee, frame.body()));
    }
    List<Node> nodes = new ArrayList<>();
    for (Call.Argument argument : arguments) {
      nodes.add(evaluator.scalar(argument.value(), tree, frame));
    }
    return MathFunctions.symbolic(evaluator.graph(), callee.name(), nodes)
        .map(Value.OfScalar::new)
        .orElseThrow(
            () ->
                new DiagnosticException(
                    Rule.NO_VALUE,
                    frame.body().place(tree),
                    "Math.%s is not available for a number that can change between steps. Compute it"
                            .formatted(callee.name())
                        + " outside and make the result the @Hyperparameter."));
  }

  private static DiagnosticException noValue(Tree tree, Callee callee, Body body) {
    return new DiagnosticException(
        Rule.NO_VALUE,
        body.place(tree),
        "%s.%s has no value when the class is compiled. Use functions of Ops, Losses and Penalties,"
                .formatted(
                    callee.owner().substring(callee.owner().lastIndexOf('.') + 1), callee.name())
            + " methods of the class, or static helpers.");
  }

  // Functions as arguments

  /** The position of the argument that is a function, or -1. */
  private static int functionArgument(Callee callee) {
    if (callee.vocabularyOwner().filter("Ops"::equals).isEmpty()) {
      return -1;
    }
    return switch (callee.name()) {
      case "adjoint" -> 0;
      case "iterate" -> 2;
      default -> -1;
    };
  }

  private Call.Argument function(TreePath path, Callee callee, Frame frame) {
    Tree tree = path.getLeaf();
    if (tree instanceof ParenthesizedTree parenthesized) {
      return function(new TreePath(path, parenthesized.getExpression()), callee, frame);
    }
    Value function;
    if (tree instanceof LambdaExpressionTree lambda) {
      function = evaluator.function(path, lambda, frame);
    } else if (tree instanceof MemberReferenceTree) {
      function = reference(path, frame);
    } else {
      throw new DiagnosticException(
          Rule.UNSUPPORTED_CONSTRUCT,
          frame.body().place(tree),
          "Write the lambda or the method reference of %s here, such as x -> relu(x)."
              .formatted(callee.name()));
    }
    return new Call.Argument(function, frame.body().text(tree), frame.body().place(tree));
  }

  private Value reference(TreePath path, Frame frame) {
    Body body = frame.body();
    Callee callee = body.names().callee(path).orElseThrow(() -> Poisoned.INSTANCE);
    return new Value.OfFunction(
        argument ->
            apply(
                path,
                callee,
                List.of(new Call.Argument(argument, "its argument", body.place(path.getLeaf()))),
                frame));
  }

  /** True for a call that differentiates by its second argument. */
  static boolean isGradient(String name, MethodInvocationTree call) {
    return GRADIENTS.contains(name) && call.getArguments().size() >= 2;
  }

  /** The second argument of gradient must be something that has a name. */
  private static void requireVariable(Callee callee, MethodInvocationTree call, Body body) {
    if (callee.vocabularyOwner().isEmpty() || !isGradient(callee.name(), call)) {
      return;
    }
    ExpressionTree variable = call.getArguments().get(1);
    while (variable instanceof ParenthesizedTree parenthesized) {
      variable = parenthesized.getExpression();
    }
    if (!(variable instanceof IdentifierTree) && !(variable instanceof MemberSelectTree)) {
      throw new DiagnosticException(
          Rule.BAD_GRADIENT,
          body.place(variable),
          "%s(y, x) differentiates by an input, a parameter or a local variable, but %s is an"
                  .formatted(callee.name(), body.text(variable))
              + " expression. Put it into a local variable and compute y from that.");
    }
  }
}
