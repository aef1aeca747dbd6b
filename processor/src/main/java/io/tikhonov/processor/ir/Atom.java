package io.tikhonov.processor.ir;

import java.util.List;
import java.util.stream.Collectors;

/** An indivisible factor of a {@link Poly}: a dimension, a loop variable or an integer function. */
public sealed interface Atom extends Comparable<Atom> {

  /** The size of a named dimension. */
  record Name(String name) implements Atom {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A loop variable of a kernel; {@code depth} 0 is the outermost. */
  record Variable(String name, int depth) implements Atom {
    @Override
    public String toString() {
      return name;
    }
  }

  /** {@code floor(value / divisor)} for a positive divisor. */
  record Quotient(Poly value, Poly divisor) implements Atom {
    @Override
    public String toString() {
      return "(" + value + ")/" + parenthesized(divisor);
    }
  }

  /** {@code value mod divisor}, never negative. */
  record Remainder(Poly value, Poly divisor) implements Atom {
    @Override
    public String toString() {
      return "(" + value + ")%" + parenthesized(divisor);
    }
  }

  /** The smaller of two sizes. */
  record Minimum(Poly left, Poly right) implements Atom {
    @Override
    public String toString() {
      return "min(" + left + ", " + right + ")";
    }
  }

  /** An element of an integer tensor, used as an index. */
  record Lookup(Node table, List<Poly> index) implements Atom {
    @Override
    public String toString() {
      return table + index.stream().map(Poly::toString).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  private static String parenthesized(Poly value) {
    return value.isConstant() ? value.toString() : "(" + value + ")";
  }

  @Override
  default int compareTo(Atom other) {
    int byKind = Integer.compare(kindOrder(this), kindOrder(other));
    return byKind != 0 ? byKind : toString().compareTo(other.toString());
  }

  private static int kindOrder(Atom atom) {
    return atom instanceof Variable ? 0 : atom instanceof Lookup ? 2 : 1;
  }
}
