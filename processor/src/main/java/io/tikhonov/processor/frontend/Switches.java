package io.tikhonov.processor.frontend;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.util.TreePath;
import io.tikhonov.processor.vocabulary.Value;
import java.util.ArrayList;
import java.util.List;

/** Chooses what a switch on a constant runs. */
final class Switches {
  private final Evaluator evaluator;

  Switches(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /**
   * What is executed, in order: the body of an arrow case, or the statements from the chosen label
   * on, which a break ends. Empty if no case fits.
   *
   * @param path the switch
   */
  List<TreePath> chosen(
      TreePath path, ExpressionTree selector, List<? extends CaseTree> cases, Frame frame) {
    Value value = evaluator.expressions().evaluate(new TreePath(path, selector), frame);
    if (!(value instanceof Value.OfConstant constant)) {
      throw Unsupported.condition(selector, value, frame.body());
    }
    List<TreePath> trees = new ArrayList<>();
    int start = position(path, constant.value(), cases, frame);
    for (CaseTree chosen : cases.subList(start, cases.size())) {
      TreePath casePath = new TreePath(path, chosen);
      if (chosen.getCaseKind() == CaseTree.CaseKind.RULE) {
        return List.of(new TreePath(casePath, chosen.getBody()));
      }
      for (StatementTree statement : chosen.getStatements()) {
        trees.add(new TreePath(casePath, statement));
      }
    }
    return trees;
  }

  /** The case with the value, else the default, else the end. */
  private int position(
      TreePath path, Object selected, List<? extends CaseTree> cases, Frame frame) {
    int otherwise = cases.size();
    for (int i = 0; i < cases.size(); i++) {
      TreePath casePath = new TreePath(path, cases.get(i));
      if (cases.get(i).getExpressions().isEmpty()) {
        otherwise = i;
      }
      for (ExpressionTree label : cases.get(i).getExpressions()) {
        Value value = evaluator.expressions().evaluate(new TreePath(casePath, label), frame);
        if (value instanceof Value.OfConstant constant && isEqual(constant.value(), selected)) {
          return i;
        }
      }
    }
    return otherwise;
  }

  private static boolean isEqual(Object label, Object selected) {
    Number a = Arithmetic.number(label);
    Number b = Arithmetic.number(selected);
    boolean numbers = a != null && b != null;
    return numbers ? a.intValue() == b.intValue() : label.equals(selected);
  }
}
