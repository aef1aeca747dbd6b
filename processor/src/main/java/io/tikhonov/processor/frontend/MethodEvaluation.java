package io.tikhonov.processor.frontend;

import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.util.TreeScanner;
import io.tikhonov.processor.diagnostic.DiagnosticException;
import io.tikhonov.processor.diagnostic.Place;
import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.vocabulary.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Evaluates the methods that the processor calls itself. */
final class MethodEvaluation {
  private final ModelScope scope;
  private final Fields fields;
  private final Routines routines;
  private final Reporter reporter;

  MethodEvaluation(ModelScope scope, Fields fields, Routines routines, Reporter reporter) {
    this.scope = scope;
    this.fields = fields;
    this.routines = routines;
    this.reporter = reporter;
  }

  /** The value of a method in a mode; empty if something was reported or cannot be resolved. */
  Optional<Node> evaluate(MethodReader.Root root, InputScope inputs, boolean training) {
    if (root.inputs().isEmpty()) {
      return Optional.empty();
    }
    List<Value> arguments = root.inputs().get().stream().map(InputReader.Input::value).toList();
    EvaluationSession session = new EvaluationSession(scope, inputs, root.kind(), training);
    Evaluator evaluator = new Evaluator(reporter, session, fields, routines);
    try {
      Value value = evaluator.invoke(routines.root(root.method()), arguments, null);
      return value instanceof Value.OfTensor tensor
          ? Optional.of(scope.resolved(tensor.node()))
          : Optional.empty();
    } catch (DiagnosticException e) {
      reporter.report(e);
      return Optional.empty();
    } catch (Poisoned e) {
      return Optional.empty();
    }
  }

  /** Where the value of a method is returned: its return if there is one only, else its name. */
  Place returnPlace(MethodReader.Root root) {
    Routine routine = routines.root(root.method());
    List<ReturnTree> returns = returns(routine.tree());
    return returns.size() == 1
        ? routine.body().place(returns.get(0))
        : routine.body().place(routine.tree());
  }

  /** The returned expression as the user wrote it. */
  String returnText(MethodReader.Root root) {
    Routine routine = routines.root(root.method());
    List<ReturnTree> returns = returns(routine.tree());
    return returns.size() == 1
        ? routine.body().sources().fullText(routine.body().unit(), returns.get(0).getExpression())
        : root.name();
  }

  private static List<ReturnTree> returns(MethodTree method) {
    List<ReturnTree> returns = new ArrayList<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitReturn(ReturnTree tree, Void unused) {
        returns.add(tree);
        return null;
      }

      @Override
      public Void visitLambdaExpression(LambdaExpressionTree tree, Void unused) {
        return null;
      }
    }.scan(method.getBody(), null);
    return returns;
  }
}
