package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Atom;
import io.tikhonov.processor.ir.Poly;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes integer polynomials as Java expressions. */
final class PolyCode {
  private final Function<Atom, String> atoms;

  /**
   * @param atoms the code of names, variables and look-ups
   */
  PolyCode(Function<Atom, String> atoms) {
    this.atoms = atoms;
  }

  String of(Poly poly) {
    List<Poly> terms = new ArrayList<>(poly.summands());
    if (terms.isEmpty()) {
      return "0";
    }
    // A leading minus reads badly: start with a positive term where there is one.
    for (int i = 0; i < terms.size(); i++) {
      if (terms.get(i).coefficient() > 0) {
        terms.add(0, terms.remove(i));
        break;
      }
    }
    StringBuilder code = new StringBuilder();
    for (Poly term : terms) {
      boolean negative = term.coefficient() < 0;
      if (code.isEmpty()) {
        code.append(negative ? "-" : "");
      } else {
        code.append(negative ? " - " : " + ");
      }
      code.append(product(term));
    }
    return code.toString();
  }

  /** The code in parentheses unless it is a single factor. */
  String factor(Poly poly) {
    String code = of(poly);
    return code.matches("[A-Za-z0-9_.]+(\\([^()]*\\))?") ? code : "(" + code + ")";
  }

  private String product(Poly term) {
    List<String> factors = new ArrayList<>();
    long magnitude = Math.abs(term.coefficient());
    if (magnitude != 1 || term.factors().isEmpty()) {
      factors.add(Long.toString(magnitude));
    }
    for (Atom atom : term.factors()) {
      factors.add(atom(atom));
    }
    return String.join(" * ", factors);
  }

  private String atom(Atom atom) {
    if (atom instanceof Atom.Quotient quotient) {
      return "(" + factor(quotient.value()) + " / " + factor(quotient.divisor()) + ")";
    } else if (atom instanceof Atom.Remainder remainder) {
      return "(" + factor(remainder.value()) + " % " + factor(remainder.divisor()) + ")";
    } else if (atom instanceof Atom.Minimum minimum) {
      return "Math.min(" + of(minimum.left()) + ", " + of(minimum.right()) + ")";
    }
    return atoms.apply(atom);
  }
}
