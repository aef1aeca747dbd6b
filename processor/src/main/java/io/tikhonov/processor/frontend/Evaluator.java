package io.tikhonov.processor.frontend;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.PrimitiveTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import io.tikhonov.processor.diagnostic.DiagnosticException;
import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.vocabulary.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;

/**
 * Evaluates methods of the model: the bodies are executed on IR nodes instead of numbers. Calls of
 * methods are inlined, loops and conditions on constants are unrolled.
 */
final class Evaluator {
  /** More than this in one term is a mistake, or would never compile. */
  private static final int MOST_ITERATIONS = 50_000;

  private static final int MOST_STATEMENTS = 1_000_000;

  /** A method that is being evaluated. */
  record Activation(Routine routine, Tree callSite) {
    /** True for a static method that the body of another one calls. */
    boolean isHelper() {
      return callSite != null && routine.element().getModifiers().contains(Modifier.STATIC);
    }
  }

  private final Reporter reporter;
  private final EvaluationSession session;
  private final Expressions expressions = new Expressions(this);
  private final Statements statements = new Statements(this);
  private final Calls calls;
  private final Fields fields;
  private final Deque<Activation> stack = new ArrayDeque<>();
  private final Set<String> assignedFields = new HashSet<>();
  private int iterations;
  private int executed;

  Evaluator(Reporter reporter, EvaluationSession session, Fields fields, Routines routines) {
    this.reporter = reporter;
    this.session = session;
    this.calls = new Calls(this, routines);
    this.fields = fields;
    session.attach(stack);
  }

  Expressions expressions() {
    return expressions;
  }

  Statements statements() {
    return statements;
  }

  Calls calls() {
    return calls;
  }

  Fields.Reader fields() {
    return fields.reader(this);
  }

  EvaluationSession session() {
    return session;
  }

  Graph graph() {
    return session.graph();
  }

  /** Notes that a body assigns a field, which is reported there; what it holds is not known. */
  void fieldIsAssigned(String name) {
    assignedFields.add(name);
  }

  boolean isAssignedField(String name) {
    return assignedFields.contains(name);
  }

  void report(DiagnosticException problem) {
    reporter.report(problem);
  }

  boolean isRunning(ExecutableElement method) {
    return stack.stream().anyMatch(a -> a.routine().element().equals(method));
  }

  /**
   * Evaluates a method.
   *
   * @param callSite the call, or null for a method that the processor calls
   * @return {@link Value.Unknown} if something was reported
   */
  Value invoke(Routine routine, List<Value> arguments, Tree callSite) {
    MethodTree method = routine.tree();
    Frame frame = new Frame(routine.body(), null, differentiated(method.getBody()));
    stack.push(new Activation(routine, callSite));
    try {
      List<? extends VariableTree> parameters = method.getParameters();
      for (int i = 0; i < parameters.size(); i++) {
        VariableTree parameter = parameters.get(i);
        Value value = convert(arguments.get(i), parameter.getType(), parameter, frame);
        declare(parameter.getName().toString(), value, frame);
      }
      statements.run(new TreePath(routine.path(), method.getBody()), frame);
      Value result = frame.result();
      named(method.getName().toString(), result);
      return result == null || result instanceof Value.Unknown
          ? new Value.Unknown()
          : convert(result, method.getReturnType(), method, frame);
    } finally {
      stack.pop();
    }
  }

  /** Generated code calls values by the user's names. */
  private void named(String name, Value value) {
    if (value instanceof Value.OfTensor tensor) {
      session.graph().named(name, tensor.node());
    }
  }

  /** The function that a lambda stands for. */
  Value.OfFunction function(TreePath path, LambdaExpressionTree lambda, Frame captured) {
    return new Value.OfFunction(
        argument -> {
          Frame frame = new Frame(captured.body(), captured, captured.differentiated());
          declare(lambda.getParameters().get(0).getName().toString(), argument, frame);
          TreePath body = new TreePath(path, lambda.getBody());
          if (lambda.getBody() instanceof BlockTree) {
            statements.run(body, frame);
            return frame.result() == null ? new Value.Unknown() : frame.result();
          }
          return expressions.evaluate(body, frame);
        });
  }

  /**
   * The names that stand second in a call of gradient: what they hold must stay one node, so that
   * simplification does not look through it.
   */
  private static Set<String> differentiated(BlockTree body) {
    Set<String> names = new HashSet<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
        if (Calls.isGradient(Calls.nameOf(call), call)) {
          ExpressionTree variable = call.getArguments().get(1);
          while (variable instanceof ParenthesizedTree parenthesized) {
            variable = parenthesized.getExpression();
          }
          if (variable instanceof IdentifierTree identifier) {
            names.add(identifier.getName().toString());
          }
        }
        return super.visitMethodInvocation(call, null);
      }
    }.scan(body, null);
    return names;
  }

  void declare(String name, Value value, Frame frame) {
    frame.declare(name, Optional.of(held(name, value, frame)));
  }

  Value assign(String name, Value value, Frame frame) {
    Value held = held(name, value, frame);
    frame.assign(name, held);
    return held;
  }

  private Value held(String name, Value value, Frame frame) {
    named(name, value);
    return frame.isDifferentiated(name)
            && value instanceof Value.OfTensor tensor
            && !(tensor.node().op() instanceof Leaf.Stored)
        ? new Value.OfTensor(session.variable(name, tensor.node()), tensor.reduction())
        : value;
  }

  /** Counts an iteration of a loop; unrolling must come to an end. */
  void countIteration(Tree loop, Body body) {
    iterations++;
    if (iterations > MOST_ITERATIONS) {
      throw new DiagnosticException(
          Rule.TOO_LONG,
          body.place(loop),
          "Unrolling gives more than %d iterations. Use fewer, or iterate(n, start, x -> ...)."
              .formatted(MOST_ITERATIONS));
    }
  }

  /** Counts a statement; calls of calls of calls must come to an end, too. */
  void count(Tree statement, Body body) {
    executed++;
    if (executed > MOST_STATEMENTS) {
      throw new DiagnosticException(
          Rule.TOO_LONG,
          body.place(statement),
          "Inlining gives more than %d statements. Use fewer calls.".formatted(MOST_STATEMENTS));
    }
  }

  /** Assignment conversion to a declared type. */
  Value convert(Value value, Tree type, Tree at, Frame frame) {
    return type instanceof PrimitiveTypeTree primitive
        ? convert(value, primitive.getPrimitiveTypeKind(), at, frame)
        : value;
  }

  Value convert(Value value, TypeKind kind, Tree at, Frame frame) {
    if (value instanceof Value.OfConstant constant) {
      Object converted = Arithmetic.convert(constant.value(), kind);
      if (constant.division() != null && (kind == TypeKind.DOUBLE || kind == TypeKind.FLOAT)) {
        warnOfDivision(constant.division(), null);
      }
      return Value.OfConstant.of(converted);
    } else if (value instanceof Value.OfScalar && kind != TypeKind.DOUBLE) {
      throw new DiagnosticException(
          Rule.UNSUPPORTED_CONSTRUCT,
          frame.body().place(at),
          "This %s needs a constant, but its value can change between steps. Make it a double."
              .formatted(kind.toString().toLowerCase(java.util.Locale.ROOT)));
    }
    return value;
  }

  /**
   * Warns that an integer quotient is used as a double.
   *
   * @param multiplied what it multiplies, or null
   */
  void warnOfDivision(Value.Division division, String multiplied) {
    String use =
        multiplied == null
            ? "and the result is used as a double"
            : "so %s is multiplied by %d".formatted(multiplied, division.quotient());
    reporter.report(
        Rule.INTEGER_DIVISION,
        division.at(),
        "%s is integer division and gives %d, %s. Write %s."
            .formatted(division.source(), division.quotient(), use, division.remedy()));
  }

  /** The name of the method that the processor called. */
  String rootName() {
    return stack.isEmpty()
        ? "this"
        : stack.getLast().routine().element().getSimpleName().toString();
  }

  /** A number as a scalar node. */
  Node scalar(Value value, Tree at, Frame frame) {
    if (value instanceof Value.OfScalar scalar) {
      return scalar.node();
    } else if (value instanceof Value.OfConstant constant
        && Arithmetic.number(constant.value()) != null) {
      if (constant.division() != null) {
        warnOfDivision(constant.division(), null);
      }
      return graph().literal(Arithmetic.number(constant.value()).doubleValue());
    }
    throw new DiagnosticException(
        Rule.UNSUPPORTED_CONSTRUCT,
        frame.body().place(at),
        "%s needs numbers, not %s.".formatted(frame.body().text(at), value.kindName()));
  }
}
