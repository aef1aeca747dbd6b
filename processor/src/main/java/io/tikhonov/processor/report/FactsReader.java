package io.tikhonov.processor.report;

import io.tikhonov.processor.diagnostic.Diagnostic;
import io.tikhonov.processor.emit.CompiledObjective;
import io.tikhonov.processor.emit.PassDescription;
import io.tikhonov.processor.ir.Derivative;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.InputDeclaration;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.SourceListing;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.TermDeclaration;
import io.tikhonov.processor.report.formula.FormulaBook;
import io.tikhonov.processor.training.Effect;
import io.tikhonov.processor.training.TrainingPrograms;
import io.tikhonov.processor.training.UpdateGroups;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Collects the facts of a compiled objective. */
final class FactsReader {
  private final CompiledObjective compiled;
  private final ObjectiveModel model;
  private final TrainingPrograms programs;
  private final Map<String, Node> gradients = new LinkedHashMap<>();
  private final FormulaBook formulas;

  FactsReader(CompiledObjective compiled) {
    this.compiled = compiled;
    this.model = compiled.model();
    this.programs = compiled.programs();
    Set<Node> objectives = new HashSet<>();
    for (Effect effect : programs.gradient().effects()) {
      if (effect instanceof Effect.Gradient gradient) {
        gradients.put(gradient.parameter(), gradient.value());
        model.graph().derivativeOf(gradient.value()).map(Derivative::of).ifPresent(objectives::add);
      }
    }
    Map<Node, String> roots = new LinkedHashMap<>();
    model.terms().forEach(term -> roots.putIfAbsent(term.training(), term.name()));
    this.formulas =
        new FormulaBook(model.graph(), roots, List.copyOf(gradients.values()), objectives);
  }

  FormulaBook formulas() {
    return formulas;
  }

  Facts read(
      String compiler,
      String fingerprint,
      String binaryName,
      SourceListing source,
      List<PassDescription> passes,
      List<Diagnostic> diagnostics) {
    String prefix = model.packageName().isEmpty() ? "" : model.packageName() + ".";
    return new Facts(
        prefix + model.className(),
        binaryName,
        prefix + model.generatedName(),
        fingerprint,
        compiler,
        model.doublePrecision(),
        model.token().line(),
        source,
        dimensions(),
        tensors(),
        model.hyperparameters().stream()
            .map(it -> new Facts.Hyperparameter(it.name(), it.value(), it.token().line()))
            .toList(),
        terms(),
        programs.schedules(),
        formulas.definitions(),
        UpdateGroups.of(programs.recipes()),
        programs.slots().stream()
            .map(slot -> new Facts.Slot(slot.name(), slot.leaf().shape()))
            .toList(),
        passes,
        diagnostics.stream().map(FactsReader::message).toList());
  }

  private static Facts.Message message(Diagnostic diagnostic) {
    return new Facts.Message(
        diagnostic.rule().code(),
        words(diagnostic.severity().name()),
        diagnostic.place().line(),
        diagnostic.message());
  }

  /** The name of a constant in words; distributions are called after people. */
  private static String start(String init) {
    return words(init)
        .replaceFirst("^he ", "He ")
        .replaceFirst("^glorot ", "Glorot ")
        .replaceFirst("^lecun ", "LeCun ");
  }

  private static String words(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private List<Facts.Dimension> dimensions() {
    List<Facts.Dimension> dimensions = new ArrayList<>();
    model.builderDimensions().forEach(name -> dimensions.add(new Facts.Dimension(name, true)));
    model.batchDimensions().forEach(name -> dimensions.add(new Facts.Dimension(name, false)));
    return dimensions;
  }

  private List<Facts.Tensor> tensors() {
    List<Facts.Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < model.parameters().size(); i++) {
      TensorDeclaration parameter = model.parameters().get(i);
      TrainingPrograms.ParameterRecipe recipe = programs.recipes().get(i);
      Node gradient = gradients.get(parameter.name());
      tensors.add(
          new Facts.Tensor(
              Facts.Kind.PARAMETER,
              parameter.name(),
              parameter.shape(),
              words(parameter.role()),
              start(parameter.init()),
              recipe.optimizer(),
              recipe.penalties(),
              gradient == null ? "" : formulas.idOf(gradient).orElse(""),
              parameter.token().line()));
    }
    model.constants().forEach(it -> tensors.add(tensor(Facts.Kind.CONSTANT, it, "")));
    model.states().forEach(it -> tensors.add(tensor(Facts.Kind.STATE, it, start(it.init()))));
    for (InputDeclaration input : model.inputs()) {
      tensors.add(
          new Facts.Tensor(
              input.isLabels() ? Facts.Kind.LABELS : Facts.Kind.INPUT,
              input.name(),
              input.shape(),
              "",
              "",
              "",
              List.of(),
              "",
              input.token().line()));
    }
    return tensors;
  }

  private static Facts.Tensor tensor(Facts.Kind kind, TensorDeclaration it, String init) {
    return new Facts.Tensor(
        kind, it.name(), it.shape(), "", init, "", List.of(), "", it.token().line());
  }

  private List<Facts.Term> terms() {
    List<Facts.Term> terms = new ArrayList<>();
    for (int i = 0; i < programs.terms().size(); i++) {
      TrainingPrograms.TermInfo info = programs.terms().get(i);
      TermDeclaration method = i < model.terms().size() ? model.terms().get(i) : null;
      terms.add(
          new Facts.Term(
              info.name(),
              info.kind().name().toLowerCase(Locale.ROOT),
              info.mode(),
              info.differentiable(),
              info.formula(),
              method == null ? "" : formulas.idOf(method.training()).orElse(""),
              method == null ? 1 : method.weight(),
              info.token().line()));
    }
    return terms;
  }

  CompiledObjective compiled() {
    return compiled;
  }
}
