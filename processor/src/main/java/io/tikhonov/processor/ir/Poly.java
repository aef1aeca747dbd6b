package io.tikhonov.processor.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A polynomial with integer coefficients. It stands for the size of a dimension ({@code hidden},
 * {@code 2*h}, {@code a+b}), for an index inside a kernel and for an offset into a buffer, so that
 * sizes and indices share one algebra and equality of shapes is equality of polynomials.
 */
public final class Poly {

  /** A product of atoms, sorted; the empty product is 1. */
  private record Monomial(List<Atom> atoms) implements Comparable<Monomial> {
    private static final Monomial ONE = new Monomial(List.of());

    private Monomial times(Monomial other) {
      List<Atom> product = new ArrayList<>(atoms);
      product.addAll(other.atoms);
      Collections.sort(product);
      return new Monomial(List.copyOf(product));
    }

    /** Longer products first, then by name, so that {@code i*n + j + 1} prints in that order. */
    @Override
    public int compareTo(Monomial other) {
      int byLength = Integer.compare(other.atoms.size(), atoms.size());
      if (byLength != 0) {
        return byLength;
      }
      for (int i = 0; i < atoms.size(); i++) {
        int byAtom = atoms.get(i).compareTo(other.atoms.get(i));
        if (byAtom != 0) {
          return byAtom;
        }
      }
      return 0;
    }
  }

  public static final Poly ZERO = new Poly(new TreeMap<>());
  public static final Poly ONE = of(1);

  private final NavigableMap<Monomial, Long> terms;

  private Poly(NavigableMap<Monomial, Long> terms) {
    this.terms = terms;
  }

  public static Poly of(long value) {
    TreeMap<Monomial, Long> terms = new TreeMap<>();
    if (value != 0) {
      terms.put(Monomial.ONE, value);
    }
    return new Poly(terms);
  }

  public static Poly of(Atom atom) {
    TreeMap<Monomial, Long> terms = new TreeMap<>();
    terms.put(new Monomial(List.of(atom)), 1L);
    return new Poly(terms);
  }

  /** The size of the dimension with this name. */
  public static Poly named(String name) {
    return of(new Atom.Name(name));
  }

  public Poly plus(Poly other) {
    TreeMap<Monomial, Long> sum = new TreeMap<>(terms);
    other.terms.forEach((monomial, factor) -> add(sum, monomial, factor));
    return new Poly(sum);
  }

  public Poly plus(long value) {
    return plus(of(value));
  }

  public Poly minus(Poly other) {
    return plus(other.times(-1));
  }

  public Poly minus(long value) {
    return plus(-value);
  }

  public Poly times(long factor) {
    return times(of(factor));
  }

  public Poly times(Poly other) {
    TreeMap<Monomial, Long> product = new TreeMap<>();
    terms.forEach(
        (left, a) -> other.terms.forEach((right, b) -> add(product, left.times(right), a * b)));
    return new Poly(product);
  }

  private static void add(Map<Monomial, Long> terms, Monomial monomial, long factor) {
    long sum = terms.getOrDefault(monomial, 0L) + factor;
    if (sum == 0) {
      terms.remove(monomial);
    } else {
      terms.put(monomial, sum);
    }
  }

  /** {@code floor(this / divisor)}: a constant or an exact quotient where one exists. */
  public Poly floorDivide(Poly divisor) {
    if (divisor.isConstant(1)) {
      return this;
    }
    if (isConstant() && divisor.isConstant()) {
      return of(Math.floorDiv(constant(), divisor.constant()));
    }
    return divideExactly(divisor).orElseGet(() -> of(new Atom.Quotient(this, divisor)));
  }

  /** {@code this mod divisor}. */
  public Poly remainder(Poly divisor) {
    if (divisor.isConstant(1)) {
      return ZERO;
    }
    if (isConstant() && divisor.isConstant()) {
      return of(Math.floorMod(constant(), divisor.constant()));
    }
    return divideExactly(divisor).isPresent() ? ZERO : of(new Atom.Remainder(this, divisor));
  }

  public Poly min(Poly other) {
    Poly difference = minus(other);
    if (difference.isConstant()) {
      return difference.constant() <= 0 ? this : other;
    }
    boolean ordered = toString().compareTo(other.toString()) <= 0;
    return of(ordered ? new Atom.Minimum(this, other) : new Atom.Minimum(other, this));
  }

  /** The quotient if the divisor is a single product that divides every term. */
  public Optional<Poly> divideExactly(Poly divisor) {
    if (divisor.terms.size() != 1) {
      return equals(divisor) ? Optional.of(ONE) : Optional.empty();
    }
    Map.Entry<Monomial, Long> by = divisor.terms.firstEntry();
    TreeMap<Monomial, Long> quotient = new TreeMap<>();
    for (Map.Entry<Monomial, Long> term : terms.entrySet()) {
      List<Atom> atoms = new ArrayList<>(term.getKey().atoms());
      for (Atom atom : by.getKey().atoms()) {
        if (!atoms.remove(atom)) {
          return Optional.empty();
        }
      }
      if (term.getValue() % by.getValue() != 0) {
        return Optional.empty();
      }
      quotient.put(new Monomial(List.copyOf(atoms)), term.getValue() / by.getValue());
    }
    return Optional.of(new Poly(quotient));
  }

  public boolean isConstant() {
    return terms.isEmpty() || (terms.size() == 1 && terms.containsKey(Monomial.ONE));
  }

  public boolean isConstant(long value) {
    return isConstant() && constant() == value;
  }

  /** True if it is certain that the value is never below a bound; sizes are at least 1. */
  public boolean isAtLeast(long bound) {
    if (!atoms().stream().allMatch(atom -> atom instanceof Atom.Name)) {
      return false;
    }
    // In terms of sizes less 1, which are at least 0, the constant is the least value.
    Poly shifted = substitute(atom -> of(atom).plus(1));
    return shifted.summands().stream().allMatch(it -> it.isConstant() || it.coefficient() >= 0)
        && shifted.terms.getOrDefault(Monomial.ONE, 0L) >= bound;
  }

  /** The value of a constant polynomial. */
  public long constant() {
    if (!isConstant()) {
      throw new IllegalStateException(this + " is not constant");
    }
    return terms.isEmpty() ? 0 : terms.firstEntry().getValue();
  }

  /** The single atom that this polynomial consists of, if it does. */
  public Optional<Atom> atom() {
    if (terms.size() == 1
        && terms.firstEntry().getValue() == 1
        && terms.firstKey().atoms().size() == 1) {
      return Optional.of(terms.firstKey().atoms().get(0));
    }
    return Optional.empty();
  }

  /** All atoms, those inside quotients, minima and look-ups included. */
  public Set<Atom> atoms() {
    Set<Atom> found = new LinkedHashSet<>();
    collect(found);
    return found;
  }

  private void collect(Set<Atom> found) {
    for (Monomial monomial : terms.keySet()) {
      for (Atom atom : monomial.atoms()) {
        if (found.add(atom)) {
          operands(atom).forEach(operand -> operand.collect(found));
        }
      }
    }
  }

  private static List<Poly> operands(Atom atom) {
    if (atom instanceof Atom.Quotient quotient) {
      return List.of(quotient.value(), quotient.divisor());
    } else if (atom instanceof Atom.Remainder remainder) {
      return List.of(remainder.value(), remainder.divisor());
    } else if (atom instanceof Atom.Minimum minimum) {
      return List.of(minimum.left(), minimum.right());
    } else if (atom instanceof Atom.Lookup lookup) {
      return lookup.index();
    }
    return List.of();
  }

  /** The names of the dimensions that occur. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (Atom atom : atoms()) {
      if (atom instanceof Atom.Name name) {
        names.add(name.name());
      }
    }
    return names;
  }

  /** True if an atom that satisfies the predicate occurs anywhere. */
  public boolean mentions(Predicate<Atom> predicate) {
    return atoms().stream().anyMatch(predicate);
  }

  /** Replaces atoms; the function returns null for an atom that stays. */
  public Poly substitute(Function<Atom, Poly> replacement) {
    Poly result = ZERO;
    for (Map.Entry<Monomial, Long> term : terms.entrySet()) {
      Poly product = of(term.getValue());
      for (Atom atom : term.getKey().atoms()) {
        product = product.times(substitute(atom, replacement));
      }
      result = result.plus(product);
    }
    return result;
  }

  private static Poly substitute(Atom atom, Function<Atom, Poly> replacement) {
    Poly replaced = replacement.apply(atom);
    if (replaced != null) {
      return replaced;
    }
    if (atom instanceof Atom.Quotient quotient) {
      return quotient
          .value()
          .substitute(replacement)
          .floorDivide(quotient.divisor().substitute(replacement));
    } else if (atom instanceof Atom.Remainder remainder) {
      return remainder
          .value()
          .substitute(replacement)
          .remainder(remainder.divisor().substitute(replacement));
    } else if (atom instanceof Atom.Minimum minimum) {
      return minimum.left().substitute(replacement).min(minimum.right().substitute(replacement));
    } else if (atom instanceof Atom.Lookup lookup) {
      List<Poly> index = lookup.index().stream().map(p -> p.substitute(replacement)).toList();
      return of(new Atom.Lookup(lookup.table(), index));
    }
    return of(atom);
  }

  /** Splits into the terms that satisfy the predicate (on their set of atoms) and the others. */
  public Poly[] split(Predicate<Poly> predicate) {
    Poly matching = ZERO;
    Poly others = ZERO;
    for (Poly term : summands()) {
      if (predicate.test(term)) {
        matching = matching.plus(term);
      } else {
        others = others.plus(term);
      }
    }
    return new Poly[] {matching, others};
  }

  /** The terms, each a polynomial of its own, in printing order. */
  public List<Poly> summands() {
    List<Poly> parts = new ArrayList<>();
    terms.forEach(
        (monomial, factor) -> {
          TreeMap<Monomial, Long> single = new TreeMap<>();
          single.put(monomial, factor);
          parts.add(new Poly(single));
        });
    return parts;
  }

  /** The integer factor of a polynomial of one term. */
  public long coefficient() {
    return terms.isEmpty() ? 0 : terms.firstEntry().getValue();
  }

  /** The atoms of a polynomial of one term, repeated by their power. */
  public List<Atom> factors() {
    return terms.isEmpty() ? List.of() : terms.firstKey().atoms();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Poly poly && terms.equals(poly.terms);
  }

  @Override
  public int hashCode() {
    return terms.hashCode();
  }

  @Override
  public String toString() {
    if (terms.isEmpty()) {
      return "0";
    }
    StringBuilder text = new StringBuilder();
    for (Poly term : summands()) {
      long factor = term.coefficient();
      if (factor < 0) {
        text.append('-');
      } else if (!text.isEmpty()) {
        text.append('+');
      }
      long magnitude = Math.abs(factor);
      List<String> parts = new ArrayList<>();
      if (magnitude != 1 || term.factors().isEmpty()) {
        parts.add(Long.toString(magnitude));
      }
      term.factors().forEach(atom -> parts.add(atom.toString()));
      text.append(String.join("*", parts));
    }
    return text.toString();
  }
}
