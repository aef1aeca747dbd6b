package io.tikhonov.processor.rules;

import io.tikhonov.processor.analysis.Ranges;
import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.check.Places;
import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.diagnostic.Severity;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.TermDeclaration;
import io.tikhonov.processor.model.Token;
import io.tikhonov.processor.training.Assignment;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What every rule works on.
 *
 * @param assignments what acts on each parameter, in order of the parameters
 * @param ranges shared, because the terms share their nodes
 */
record Context(
    ObjectiveModel model,
    Catalogue catalogue,
    Reporter reporter,
    List<Assignment> assignments,
    Ranges ranges) {

  static Context of(ObjectiveModel model, Catalogue catalogue, Reporter reporter) {
    return new Context(model, catalogue, reporter, Assignment.of(model, catalogue), new Ranges());
  }

  void report(Rule rule, Token token, String message) {
    reporter.report(rule, token.handle(), message);
  }

  void report(Rule rule, Severity severity, Token token, String message) {
    reporter.report(rule, severity, token.handle(), message);
  }

  /** Reports at the call that made a node of a term. */
  void report(Rule rule, Node at, TermDeclaration term, String message) {
    reporter.report(rule, Places.of(at, term, model), message);
  }

  void report(Rule rule, Severity severity, Node at, TermDeclaration term, String message) {
    reporter.report(rule, severity, Places.of(at, term, model), message);
  }

  /** The assignment of a parameter. */
  Assignment assignment(TensorDeclaration parameter) {
    return assignments.stream()
        .filter(a -> a.parameter().equals(parameter))
        .findFirst()
        .orElseThrow();
  }

  /** Names of parameters for a message. */
  static String names(List<TensorDeclaration> parameters) {
    return parameters.stream().map(TensorDeclaration::name).collect(Collectors.joining(", "));
  }
}
