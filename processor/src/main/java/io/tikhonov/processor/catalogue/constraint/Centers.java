package io.tikhonov.processor.catalogue.constraint;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.ProximalPart.Form;
import io.tikhonov.processor.spi.Site;

/** Sets that lie around a constant: the projection of v is c + P(v − c). */
final class Centers {
  /** The attribute that names the constant. */
  static final String CENTER = "center";

  private Centers() {}

  /** The set that a projection around 0 belongs to, moved to the center if there is one. */
  static ProximalPart moved(Site site, ProximalPart aroundZero) {
    if (!site.hasConstant(CENTER)) {
      return aroundZero;
    }
    Graph g = site.graph();
    Node center = site.constant(CENTER);
    String name = site.ingredient().text(CENTER);
    String w = site.parameter().name();
    return new ProximalPart(
        Form.SET,
        0,
        aroundZero.diagonal(),
        (v, s) -> g.add(center, aroundZero.operator().apply(g.sub(v, center), s)),
        "%s + u, u the projection of %s − %s".formatted(name, w, name));
  }

  /** {@code w} or {@code w − c}. */
  static String difference(Ingredient ingredient, String parameter) {
    String center = ingredient.text(CENTER);
    return center.isEmpty() ? parameter : parameter + " − " + center;
  }
}
