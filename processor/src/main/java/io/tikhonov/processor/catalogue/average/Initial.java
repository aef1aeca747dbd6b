package io.tikhonov.processor.catalogue.average;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.AverageDefinition;
import io.tikhonov.processor.spi.Definition;

/** The first value: an average that never moves. */
@AutoService(Definition.class)
public final class Initial implements AverageDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Average.Initial";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "a = %s₀, the first value".formatted(parameter);
  }

  @Override
  public Node average(AverageSite site) {
    return site.average();
  }
}
