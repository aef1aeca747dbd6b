package io.tikhonov.processor.catalogue.optimizer;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.OptimizerDefinition;
import io.tikhonov.processor.spi.OptimizerSite;
import java.util.Map;
import java.util.Optional;

/** AdamW: Adam with decoupled weight decay. */
@AutoService(Definition.class)
public final class AdamW implements OptimizerDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.AdamW";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return AdamRule.formula(ingredient);
  }

  @Override
  public Map<String, Domain> domains() {
    return AdamRule.DOMAINS;
  }

  @Override
  public boolean adaptive() {
    return true;
  }

  @Override
  public WeightDecay weightDecay() {
    return WeightDecay.DECOUPLED;
  }

  @Override
  public Optional<String> metric(Ingredient ingredient) {
    return Optional.of(AdamRule.metric(ingredient));
  }

  @Override
  public Update update(OptimizerSite site) {
    return AdamRule.update(site);
  }
}
