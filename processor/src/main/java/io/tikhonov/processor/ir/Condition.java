package io.tikhonov.processor.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A conjunction of {@code polynomial >= 0} and {@code polynomial == 0}. */
public record Condition(List<Poly> nonNegative, List<Poly> zero) {

  public static final Condition TRUE = new Condition(List.of(), List.of());

  public Condition {
    nonNegative = List.copyOf(nonNegative);
    zero = List.copyOf(zero);
  }

  public static Condition nonNegative(Poly... values) {
    return new Condition(List.of(values), List.of());
  }

  public static Condition zero(Poly value) {
    return new Condition(List.of(), List.of(value));
  }

  public Condition and(Condition other) {
    List<Poly> bounds = new ArrayList<>(nonNegative);
    other.nonNegative.stream().filter(p -> !bounds.contains(p)).forEach(bounds::add);
    List<Poly> equalities = new ArrayList<>(zero);
    other.zero.stream().filter(p -> !equalities.contains(p)).forEach(equalities::add);
    return new Condition(bounds, equalities);
  }

  /** The condition without the parts that hold for constants. */
  public Condition simplified() {
    return new Condition(
        nonNegative.stream().filter(p -> !(p.isConstant() && p.constant() >= 0)).toList(),
        zero.stream().filter(p -> !p.isConstant(0)).toList());
  }

  public boolean isTrue() {
    return nonNegative.isEmpty() && zero.isEmpty();
  }

  public Condition map(UnaryOperator<Poly> function) {
    return new Condition(
        nonNegative.stream().map(function).toList(), zero.stream().map(function).toList());
  }
}
