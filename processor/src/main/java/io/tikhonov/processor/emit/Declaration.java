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
  private final String qualifiedName;
  private final List<String> lines;
  private final String fingerprint;

  Declaration(CompiledObjective compiled) {
    ObjectiveModel model = compiled.model();
    this.qualifiedName =
        model.packageName().isEmpty()
            ? model.className()
            : model.packageName() + "." + model.className();
    this.lines = lines(compiled);
    this.fingerprint = fingerprint(lines);
  }

  String qualifiedName() {
    return qualifiedName;
  }

  List<String> lines() {
    return lines;
  }

  String fingerprint() {
    return fingerprint;
  }

  private static List<String> lines(CompiledObjective compiled) {
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
    return List.copyOf(lines);
  }

  private static String fingerprint(List<String> lines) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
