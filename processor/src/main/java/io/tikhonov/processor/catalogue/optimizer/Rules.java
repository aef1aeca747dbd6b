package io.tikhonov.processor.catalogue.optimizer;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.spi.OptimizerSite;

/** Averages that several rules keep. */
final class Rules {

  private Rules() {}

  /** decay·old + (1 − decay)·x. */
  static Node average(Graph g, double decay, Node old, Node x) {
    return g.add(g.mul(g.literal(decay), old), g.mul(g.literal(1 - decay), x));
  }

  /** m ← β₁m + (1 − β₁)g. */
  static Node firstMoment(OptimizerSite site) {
    double beta1 = site.ingredient().number("beta1");
    Node old = site.slot("firstMoment", 0);
    Node moment = average(site.graph(), beta1, old, site.gradient());
    site.store(old, moment);
    return moment;
  }

  /** v ← β₂v + (1 − β₂)g². */
  static Node secondMoment(OptimizerSite site) {
    double beta2 = site.ingredient().number("beta2");
    Node old = site.slot("secondMoment", 0);
    Node moment = average(site.graph(), beta2, old, site.graph().square(site.gradient()));
    site.store(old, moment);
    return moment;
  }

  /** 1 − βᵏ in the k-th update. */
  static Node biasCorrection(OptimizerSite site, String beta) {
    Graph g = site.graph();
    Node one = g.literal(1);
    Node power = g.pow(g.literal(site.ingredient().number(beta)), g.add(site.updates(), one));
    return g.named(beta.replace("beta", "biasCorrection"), g.sub(one, power));
  }
}
