package io.tikhonov.processor.catalogue.optimizer;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.OptimizerDefinition;
import io.tikhonov.processor.spi.OptimizerSite;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SGD with decoupled weight decay. */
@AutoService(Definition.class)
public final class SGDW implements OptimizerDefinition {
  private static final SGD RULE = new SGD();

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.SGDW";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return RULE.formula(ingredient, parameter);
  }

  @Override
  public Map<String, Domain> domains() {
    return RULE.domains();
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    return RULE.objections(ingredient, parameter);
  }

  @Override
  public boolean adaptive() {
    return false;
  }

  @Override
  public WeightDecay weightDecay() {
    return WeightDecay.DECOUPLED;
  }

  @Override
  public Optional<String> metric(Ingredient ingredient) {
    return RULE.metric(ingredient);
  }

  @Override
  public Update update(OptimizerSite site) {
    return RULE.update(site);
  }
}
