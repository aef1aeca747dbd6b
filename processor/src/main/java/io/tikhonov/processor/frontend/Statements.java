package io.tikhonov.processor.frontend;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.EmptyStatementTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreePath;
import io.tikhonov.processor.diagnostic.DiagnosticException;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.vocabulary.Value;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;

/**
 * Executes the statements of a body. A statement with an error is reported and skipped, and what it
 * would have set is unknown from there on, so that one run finds the errors of several statements
 * but no consequences of them.
 */
final class Statements {

  /** How a statement ends. */
  private enum End {
    NORMAL,
    BREAK,
    CONTINUE,
    YIELD,
    RETURN
  }

  private final Evaluator evaluator;
  private final Switches switches;

  Statements(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.switches = new Switches(evaluator);
  }

  void run(TreePath block, Frame frame) {
    execute(block, frame);
  }

  private End execute(TreePath path, Frame frame) {
    Tree tree = path.getLeaf();
    try {
      evaluator.count(tree, frame.body());
      return dispatch(path, tree, frame);
    } catch (DiagnosticException problem) {
      evaluator.report(problem);
      return spoil(tree, frame);
    } catch (Poisoned poisoned) {
      return spoil(tree, frame);
    }
  }

  /** What a statement with an error would have set becomes unknown. */
  private static End spoil(Tree tree, Frame frame) {
    if (tree instanceof VariableTree variable) {
      frame.declare(variable.getName().toString(), Optional.of(new Value.Unknown()));
      return End.NORMAL;
    } else if (tree instanceof ExpressionStatementTree statement) {
      ExpressionTree target =
          statement.getExpression() instanceof AssignmentTree assignment
              ? assignment.getVariable()
              : statement.getExpression() instanceof CompoundAssignmentTree compound
                  ? compound.getVariable()
                  : null;
      if (target instanceof IdentifierTree identifier) {
        frame.assign(identifier.getName().toString(), new Value.Unknown());
      }
      return End.NORMAL;
    }
    // Which way an if or a loop would have gone is unknown, so the rest of the method is.
    frame.setResult(new Value.Unknown());
    return End.RETURN;
  }

  private End dispatch(TreePath path, Tree tree, Frame frame) {
    if (tree instanceof BlockTree block) {
      return block(path, block, frame);
    } else if (tree instanceof VariableTree variable) {
      return variable(path, variable, frame);
    } else if (tree instanceof ReturnTree returned) {
      if (returned.getExpression() != null) {
        frame.setResult(
            evaluator.expressions().evaluate(child(path, returned.getExpression()), frame));
      }
      return End.RETURN;
    } else if (tree instanceof ExpressionStatementTree statement) {
      return expression(path, statement, frame);
    } else if (tree instanceof IfTree choice) {
      return choose(path, choice, frame);
    } else if (tree instanceof SwitchTree choice) {
      return choose(path, choice, frame);
    } else if (tree instanceof YieldTree yield) {
      frame.setYielded(evaluator.expressions().evaluate(child(path, yield.getValue()), frame));
      return End.YIELD;
    } else if (tree instanceof ForLoopTree loop) {
      frame.open();
      try {
        return loop(path, loop, frame);
      } finally {
        frame.close();
      }
    } else if (tree instanceof EmptyStatementTree) {
      return End.NORMAL;
    } else if (tree instanceof BreakTree stop && stop.getLabel() == null) {
      return End.BREAK;
    } else if (tree instanceof ContinueTree next && next.getLabel() == null) {
      return End.CONTINUE;
    }
    throw Unsupported.statement(tree, frame.body());
  }

  private static TreePath child(TreePath path, Tree tree) {
    return new TreePath(path, tree);
  }

  private End block(TreePath path, BlockTree block, Frame frame) {
    frame.open();
    try {
      for (StatementTree statement : block.getStatements()) {
        End end = execute(child(path, statement), frame);
        if (end != End.NORMAL) {
          return end;
        }
      }
      return End.NORMAL;
    } finally {
      frame.close();
    }
  }

  private End variable(TreePath path, VariableTree variable, Frame frame) {
    String name = variable.getName().toString();
    if (variable.getInitializer() == null) {
      frame.declare(name, Optional.empty());
      return End.NORMAL;
    }
    Value value = evaluator.expressions().evaluate(child(path, variable.getInitializer()), frame);
    evaluator.declare(
        name,
        evaluator.convert(value, variable.getType(), variable.getInitializer(), frame),
        frame);
    return End.NORMAL;
  }

  private End choose(TreePath path, IfTree choice, Frame frame) {
    boolean condition =
        evaluator.expressions().condition(child(path, choice.getCondition()), frame);
    StatementTree chosen = condition ? choice.getThenStatement() : choice.getElseStatement();
    return chosen == null ? End.NORMAL : execute(child(path, chosen), frame);
  }

  private End choose(TreePath path, SwitchTree choice, Frame frame) {
    frame.open();
    try {
      for (TreePath chosen :
          switches.chosen(path, choice.getExpression(), choice.getCases(), frame)) {
        End end = execute(chosen, frame);
        if (end != End.NORMAL) {
          return end == End.BREAK ? End.NORMAL : end;
        }
      }
      return End.NORMAL;
    } finally {
      frame.close();
    }
  }

  /** The value of a switch expression on a constant. */
  Value evaluate(TreePath path, SwitchExpressionTree choice, Frame frame) {
    frame.open();
    try {
      for (TreePath chosen :
          switches.chosen(path, choice.getExpression(), choice.getCases(), frame)) {
        if (chosen.getLeaf() instanceof ExpressionTree) {
          return evaluator.expressions().evaluate(chosen, frame);
        } else if (execute(chosen, frame) == End.YIELD) {
          return frame.yielded();
        }
      }
      // A problem in one of the statements was reported.
      throw Poisoned.INSTANCE;
    } finally {
      frame.close();
    }
  }

  private End loop(TreePath path, ForLoopTree loop, Frame frame) {
    if (loop.getCondition() == null) {
      throw Unsupported.endless(loop, frame.body());
    }
    for (StatementTree initializer : loop.getInitializer()) {
      execute(child(path, initializer), frame);
    }
    while (bound(child(path, loop.getCondition()), frame)) {
      evaluator.countIteration(loop, frame.body());
      End end = execute(child(path, loop.getStatement()), frame);
      if (end == End.RETURN || end == End.YIELD) {
        return end;
      } else if (end == End.BREAK) {
        break;
      }
      for (StatementTree update : loop.getUpdate()) {
        execute(child(path, update), frame);
      }
    }
    return End.NORMAL;
  }

  private boolean bound(TreePath path, Frame frame) {
    Value value = evaluator.expressions().evaluate(path, frame);
    if (value instanceof Value.OfConstant constant && constant.value() instanceof Boolean truth) {
      return truth;
    }
    throw Unsupported.bound(path.getLeaf(), value, frame.body());
  }

  /** Only assignments to local variables do something. */
  private End expression(TreePath path, ExpressionStatementTree statement, Frame frame) {
    ExpressionTree expression = statement.getExpression();
    while (expression instanceof ParenthesizedTree parenthesized) {
      expression = parenthesized.getExpression();
    }
    boolean assigns =
        expression instanceof AssignmentTree
            || expression instanceof CompoundAssignmentTree
            || (expression instanceof UnaryTree unary && isStep(unary));
    if (assigns) {
      evaluator.expressions().evaluate(child(path, expression), frame);
      return End.NORMAL;
    }
    Body body = frame.body();
    String text = body.text(expression);
    throw new DiagnosticException(
        Rule.NO_EFFECT,
        body.place(statement),
        isVoid(child(path, expression), body)
            ? "%s returns nothing, and bodies are compiled, not run. Remove the line."
                .formatted(text)
            : "The result of %s is dropped, and tensors never change in place. %s, or remove the line."
                .formatted(text, remedy(expression, text)));
  }

  private static boolean isStep(UnaryTree unary) {
    return switch (unary.getKind()) {
      case POSTFIX_INCREMENT, PREFIX_INCREMENT, POSTFIX_DECREMENT, PREFIX_DECREMENT -> true;
      default -> false;
    };
  }

  private static boolean isVoid(TreePath path, Body body) {
    return path.getLeaf() instanceof MethodInvocationTree
        && body.names()
            .callee(path)
            .map(Callee::element)
            .map(ExecutableElement::getReturnType)
            .filter(type -> type.getKind() == TypeKind.VOID)
            .isPresent();
  }

  private static String remedy(ExpressionTree expression, String text) {
    if (expression instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof MemberSelectTree select
        && select.getExpression() instanceof IdentifierTree receiver) {
      return "Write %s = %s".formatted(receiver.getName(), text);
    }
    return "Use it in what is returned";
  }
}
