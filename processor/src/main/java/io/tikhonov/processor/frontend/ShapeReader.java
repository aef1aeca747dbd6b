package io.tikhonov.processor.frontend;

import io.tikhonov.processor.diagnostic.Place;
import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.vocabulary.DimensionParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the strings of a shape. */
final class ShapeReader {
  private final Reporter reporter;

  ShapeReader(Reporter reporter) {
    this.reporter = reporter;
  }

  /**
   * The shape that an annotation declares; empty if something was reported.
   *
   * @param stored true for tensors whose dimensions the builder sets
   */
  Optional<Shape> read(AnnotationUse use, String attribute, String field, boolean stored) {
    List<Poly> dims = new ArrayList<>();
    boolean correct = true;
    boolean batch = false;
    List<String> texts = use.texts(attribute);
    for (int i = 0; i < texts.size(); i++) {
      Place at = use.at(attribute, i);
      Optional<Poly> dim = dimension(texts.get(i), at);
      boolean inMemory = stored && dim.isPresent() && dim.get().names().contains("batch");
      if (inMemory && !batch) {
        reportBatch(field, at);
        batch = true;
      }
      correct &= dim.isPresent() && !inMemory;
      dim.ifPresent(dims::add);
    }
    return correct ? Optional.of(new Shape(dims)) : Optional.empty();
  }

  private void reportBatch(String field, Place at) {
    reporter.report(
        Rule.BATCH_IN_MEMORY,
        at,
        "%s has the dimension batch, whose size changes from call to call. For one row per"
                .formatted(field)
            + " training example use a fixed dimension such as \"samples\" and gather(...) by"
            + " index.");
  }

  private Optional<Poly> dimension(String text, Place at) {
    Poly size;
    try {
      size = DimensionParser.parse(text);
    } catch (IllegalArgumentException e) {
      reporter.report(Rule.BAD_DIMENSION, at, e.getMessage());
      return Optional.empty();
    }
    if (size.isConstant(0)) {
      reporter.report(
          Rule.BAD_DIMENSION, at, "A dimension of size 0 holds nothing. Write at least 1.");
      return Optional.empty();
    }
    boolean correct = true;
    for (String name : size.names()) {
      Optional<String> reason = ReservedNames.ofDimension(name);
      if (reason.isPresent()) {
        reporter.report(
            Rule.NAME_CLASH,
            at,
            "A dimension cannot be called %s, because %s. Rename it."
                .formatted(name, reason.get()));
        correct = false;
      }
    }
    return correct ? Optional.of(size) : Optional.empty();
  }
}
