package io.tikhonov.processor.emit;

import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.training.TrainingPrograms;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The declaration as plain lines, by which checkpoints recognise their objective. */
final class Declaration {
  private final CompiledObjective compiled;

  Declaration(CompiledObjective compiled) {
    this.compiled = compiled;
  }

  String qualifiedName() {
    ObjectiveModel model = compiled.model();
    return model.packageName().isEmpty()
        ? model.className()
        : model.packageName() + "." + model.className();
  }

  List<String> lines() {
    ObjectiveModel model = compiled.model();
    List<String> lines = new ArrayList<>();
    lines.add("precision " + (model.doublePrecision() ? "double" : "float"));
    for (TensorDeclaration parameter : model.parameters()) {
      lines.add("parameter " + parameter.fileName() + " " + parameter.shape());
    }
    for (TensorDeclaration state : model.states()) {
      lines.add("state " + state.fileName() + " " + state.shape());
    }
    for (TrainingPrograms.TermInfo term : compiled.programs().terms()) {
      lines.add("term " + term.name() + " = " + term.formula());
    }
    for (TrainingPrograms.ParameterRecipe recipe : compiled.programs().recipes()) {
      lines.add("optimizer of " + recipe.parameter() + ": " + recipe.optimizer());
    }
    compiled
        .programs()
        .accumulation()
        .ifPresent(it -> lines.add("a step takes " + it.batches() + " batches"));
    lines.addAll(compiled.programs().run().schedules());
    return lines;
  }

  String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(String.join("\n", lines()).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
