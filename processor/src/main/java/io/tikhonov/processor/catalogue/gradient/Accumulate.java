package io.tikhonov.processor.catalogue.gradient;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.GradientDefinition;
import java.util.Map;

/** The gradient of a step is the mean over several batches. */
@AutoService(Definition.class)
public final class Accumulate implements GradientDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Gradient.Accumulate";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    int batches = batches(ingredient);
    return "g is the mean (g₁ + … + g%s)/%d over %d batches"
        .formatted(subscript(batches), batches, batches);
  }

  private static String subscript(int number) {
    return Integer.toString(number)
        .chars()
        .mapToObj(digit -> Character.toString('₀' + digit - '0'))
        .reduce("", String::concat);
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("batches", Domain.POSITIVE_COUNT);
  }

  @Override
  public int batches(Ingredient ingredient) {
    return ingredient.integer("batches");
  }

  /** The gradients are means already. */
  @Override
  public Map<TensorDeclaration, Node> transform(GradientSite site) {
    return site.gradients();
  }
}
