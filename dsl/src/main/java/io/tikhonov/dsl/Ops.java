package io.tikhonov.dsl;

import java.util.function.UnaryOperator;

/**
 * The functions from which objectives are written; for static import.
 *
 * <p>An integer after a tensor is an axis, and negative ones count from the end; a string is the
 * name of a dimension. An axis that a tensor does not have is an error at its token (TKV204).
 * Integers and strings are constants; a double may also be a {@link Hyperparameter} or be computed
 * from some. Elementwise functions keep the shape; those of several tensors broadcast as {@link
 * Tensor} says.
 *
 * <p>Every function has the derivative that is mathematically its own; at kinks and ties it is
 * PyTorch's, and the function says which. Compiled values agree with PyTorch's to rounding.
 */
public final class Ops {
  private Ops() {}

  // Elementwise

  /** The exponential eˣ of each element. */
  public static Tensor exp(Tensor x) {
    return Compiled.only();
  }

  /** The natural logarithm; −∞ at 0 and NaN below. Derivative 1/x. */
  public static Tensor log(Tensor x) {
    return Compiled.only();
  }

  /** log(1 + x), accurate for small x. */
  public static Tensor log1p(Tensor x) {
    return Compiled.only();
  }

  /** eˣ − 1, accurate for small x. */
  public static Tensor expm1(Tensor x) {
    return Compiled.only();
  }

  /** The square root; NaN below 0. Derivative 1/(2√x), which is infinite at 0. */
  public static Tensor sqrt(Tensor x) {
    return Compiled.only();
  }

  /** x·x of each element. */
  public static Tensor square(Tensor x) {
    return Compiled.only();
  }

  /** The absolute value. Derivative sign(x), 0 at 0. */
  public static Tensor abs(Tensor x) {
    return Compiled.only();
  }

  /** −1, 0 or 1. Derivative 0 everywhere. */
  public static Tensor sign(Tensor x) {
    return Compiled.only();
  }

  /** The sine of each element, in radians. */
  public static Tensor sin(Tensor x) {
    return Compiled.only();
  }

  /** The cosine of each element, in radians. */
  public static Tensor cos(Tensor x) {
    return Compiled.only();
  }

  /** The hyperbolic tangent. */
  public static Tensor tanh(Tensor x) {
    return Compiled.only();
  }

  /** The logistic function 1/(1 + e⁻ˣ), without overflow. */
  public static Tensor sigmoid(Tensor x) {
    return Compiled.only();
  }

  /** log(1 + eˣ), without overflow. Derivative sigmoid(x). */
  public static Tensor softplus(Tensor x) {
    return Compiled.only();
  }

  /** max(x, 0). Derivative 1 above 0 and 0 at 0 and below. */
  public static Tensor relu(Tensor x) {
    return Compiled.only();
  }

  /** {@link #leakyRelu(Tensor, double)} with slope 0.01. */
  public static Tensor leakyRelu(Tensor x) {
    return Compiled.only();
  }

  /**
   * x above 0 and slope·x elsewhere. Derivative 1 above 0, and the slope at 0 and below.
   *
   * @param slope derivative below 0
   */
  public static Tensor leakyRelu(Tensor x, double slope) {
    return Compiled.only();
  }

  /** {@link #elu(Tensor, double)} with alpha 1. */
  public static Tensor elu(Tensor x) {
    return Compiled.only();
  }

  /**
   * x above 0 and alpha·(eˣ − 1) elsewhere. Derivative 1 above 0, and alpha·eˣ at 0 and below.
   *
   * <p>Clevert, Unterthiner and Hochreiter, Fast and Accurate Deep Network Learning by Exponential
   * Linear Units, 2016.
   *
   * @param alpha minus the limit far below 0
   */
  public static Tensor elu(Tensor x, double alpha) {
    return Compiled.only();
  }

  /**
   * x·Φ(x) with the normal distribution function Φ(x) = ½(1 + erf(x/√2)); exact, not the
   * approximation by tanh.
   *
   * <p>Hendrycks and Gimpel, Gaussian Error Linear Units, 2016.
   */
  public static Tensor gelu(Tensor x) {
    return Compiled.only();
  }

  /** x·sigmoid(x), also known as swish. */
  public static Tensor silu(Tensor x) {
    return Compiled.only();
  }

  /** The error function 2/√π ∫₀ˣ exp(−t²) dt. */
  public static Tensor erf(Tensor x) {
    return Compiled.only();
  }

  /**
   * The larger of two elements, with broadcasting. The derivative goes to the larger one; at a tie
   * each gets half.
   */
  public static Tensor maximum(Tensor a, Tensor b) {
    return Compiled.only();
  }

  /** The larger of each element and a number; the derivative at a tie is ½. */
  public static Tensor maximum(Tensor a, double b) {
    return Compiled.only();
  }

  /** The larger of a number and each element; the derivative at a tie is ½. */
  public static Tensor maximum(double a, Tensor b) {
    return Compiled.only();
  }

  /**
   * The smaller of two elements, with broadcasting. The derivative goes to the smaller one; at a
   * tie each gets half.
   */
  public static Tensor minimum(Tensor a, Tensor b) {
    return Compiled.only();
  }

  /** The smaller of each element and a number; the derivative at a tie is ½. */
  public static Tensor minimum(Tensor a, double b) {
    return Compiled.only();
  }

  /** The smaller of a number and each element; the derivative at a tie is ½. */
  public static Tensor minimum(double a, Tensor b) {
    return Compiled.only();
  }

  /**
   * min(max(x, low), high). Derivative 1 from low to high, both included, and 0 outside.
   *
   * @param low the lower bound
   * @param high the upper bound, at least the lower one
   */
  public static Tensor clamp(Tensor x, double low, double high) {
    return Compiled.only();
  }

  /**
   * a where the condition is not 0, b elsewhere, with broadcasting.
   *
   * <p>Derivatives are selected as well, never multiplied by 0: what happens in the branch that is
   * not taken, infinite or NaN, does not reach the result. The condition gets none. For {@code
   * where(greater(x, 0), log(x), 0)} this means that the derivative at x = 0 is 0.
   *
   * @param condition 1 or 0, as {@link #greater(Tensor, Tensor)} gives it
   */
  public static Tensor where(Tensor condition, Tensor a, Tensor b) {
    return Compiled.only();
  }

  /** {@link #where(Tensor, Tensor, Tensor)} with a number for the second choice. */
  public static Tensor where(Tensor condition, Tensor a, double b) {
    return Compiled.only();
  }

  /** {@link #where(Tensor, Tensor, Tensor)} with a number for the first choice. */
  public static Tensor where(Tensor condition, double a, Tensor b) {
    return Compiled.only();
  }

  /** {@link #where(Tensor, Tensor, Tensor)} of two numbers, in the shape of the condition. */
  public static Tensor where(Tensor condition, double a, double b) {
    return Compiled.only();
  }

  /** 1 where a &gt; b, 0 elsewhere (also for NaN), with broadcasting. Has no derivative. */
  public static Tensor greater(Tensor a, Tensor b) {
    return Compiled.only();
  }

  /** 1 where a &gt; b, 0 elsewhere. Has no derivative. */
  public static Tensor greater(Tensor a, double b) {
    return Compiled.only();
  }

  /** 1 where a &gt; b, 0 elsewhere. Has no derivative. */
  public static Tensor greater(double a, Tensor b) {
    return Compiled.only();
  }

  /** 1 where a &lt; b, 0 elsewhere (also for NaN), with broadcasting. Has no derivative. */
  public static Tensor less(Tensor a, Tensor b) {
    return Compiled.only();
  }

  /** 1 where a &lt; b, 0 elsewhere. Has no derivative. */
  public static Tensor less(Tensor a, double b) {
    return Compiled.only();
  }

  /** 1 where a &lt; b, 0 elsewhere. Has no derivative. */
  public static Tensor less(double a, Tensor b) {
    return Compiled.only();
  }

  // Reductions

  /** The sum of all elements: a scalar. */
  public static Tensor sum(Tensor x) {
    return Compiled.only();
  }

  /**
   * The sum along some axes, which the result no longer has; see {@link #sum(Tensor)}.
   *
   * @param axes positions; negative ones count from the end
   */
  public static Tensor sum(Tensor x, int... axes) {
    return Compiled.only();
  }

  /**
   * The sum along some axes, which the result no longer has; see {@link #sum(Tensor)}.
   *
   * @param dimensions names of the axes; a name that occurs twice in x is ambiguous, an error
   *     (TKV204)
   */
  public static Tensor sum(Tensor x, String... dimensions) {
    return Compiled.only();
  }

  /** The arithmetic mean of all elements: a scalar. */
  public static Tensor mean(Tensor x) {
    return Compiled.only();
  }

  /**
   * The arithmetic mean along some axes, which the result no longer has; see {@link #mean(Tensor)}.
   *
   * @param axes positions; negative ones count from the end
   */
  public static Tensor mean(Tensor x, int... axes) {
    return Compiled.only();
  }

  /**
   * The arithmetic mean along some axes, which the result no longer has; see {@link #mean(Tensor)}.
   *
   * @param dimensions names of the axes; a name that occurs twice in x is ambiguous, an error
   *     (TKV204)
   */
  public static Tensor mean(Tensor x, String... dimensions) {
    return Compiled.only();
  }

  /**
   * The largest element of all elements: a scalar.
   *
   * <p>The derivative goes to the largest elements, in equal shares at a tie.
   */
  public static Tensor max(Tensor x) {
    return Compiled.only();
  }

  /**
   * The largest element along some axes, which the result no longer has; see {@link #max(Tensor)}.
   *
   * @param axes positions; negative ones count from the end
   */
  public static Tensor max(Tensor x, int... axes) {
    return Compiled.only();
  }

  /**
   * The largest element along some axes, which the result no longer has; see {@link #max(Tensor)}.
   *
   * @param dimensions names of the axes; a name that occurs twice in x is ambiguous, an error
   *     (TKV204)
   */
  public static Tensor max(Tensor x, String... dimensions) {
    return Compiled.only();
  }

  /**
   * The smallest element of all elements: a scalar.
   *
   * <p>The derivative goes to the smallest elements, in equal shares at a tie.
   */
  public static Tensor min(Tensor x) {
    return Compiled.only();
  }

  /**
   * The smallest element along some axes, which the result no longer has; see {@link #min(Tensor)}.
   *
   * @param axes positions; negative ones count from the end
   */
  public static Tensor min(Tensor x, int... axes) {
    return Compiled.only();
  }

  /**
   * The smallest element along some axes, which the result no longer has; see {@link #min(Tensor)}.
   *
   * @param dimensions names of the axes; a name that occurs twice in x is ambiguous, an error
   *     (TKV204)
   */
  public static Tensor min(Tensor x, String... dimensions) {
    return Compiled.only();
  }

  /**
   * The Euclidean norm √Σx² of all elements: a scalar.
   *
   * <p>For a matrix without axes this is the Frobenius norm. The derivative is x/norm, and 0 at 0.
   */
  public static Tensor norm(Tensor x) {
    return Compiled.only();
  }

  /**
   * The Euclidean norm √Σx² along some axes, which the result no longer has; see {@link
   * #norm(Tensor)}.
   *
   * @param axes positions; negative ones count from the end
   */
  public static Tensor norm(Tensor x, int... axes) {
    return Compiled.only();
  }

  /**
   * The Euclidean norm √Σx² along some axes, which the result no longer has; see {@link
   * #norm(Tensor)}.
   *
   * @param dimensions names of the axes; a name that occurs twice in x is ambiguous, an error
   *     (TKV204)
   */
  public static Tensor norm(Tensor x, String... dimensions) {
    return Compiled.only();
  }

  /**
   * The variance, the mean of (x − mean)² of all elements: a scalar.
   *
   * <p>It divides by the number n of elements, not by n − 1.
   */
  public static Tensor variance(Tensor x) {
    return Compiled.only();
  }

  /**
   * The variance, the mean of (x − mean)² along some axes, which the result no longer has; see
   * {@link #variance(Tensor)}.
   *
   * @param axes positions; negative ones count from the end
   */
  public static Tensor variance(Tensor x, int... axes) {
    return Compiled.only();
  }

  /**
   * The variance, the mean of (x − mean)² along some axes, which the result no longer has; see
   * {@link #variance(Tensor)}.
   *
   * @param dimensions names of the axes; a name that occurs twice in x is ambiguous, an error
   *     (TKV204)
   */
  public static Tensor variance(Tensor x, String... dimensions) {
    return Compiled.only();
  }

  /**
   * log Σ eˣ of all elements: a scalar.
   *
   * <p>It is computed without overflow. The derivative is the softmax.
   */
  public static Tensor logSumExp(Tensor x) {
    return Compiled.only();
  }

  /**
   * log Σ eˣ along some axes, which the result no longer has; see {@link #logSumExp(Tensor)}.
   *
   * @param axes positions; negative ones count from the end
   */
  public static Tensor logSumExp(Tensor x, int... axes) {
    return Compiled.only();
  }

  /**
   * log Σ eˣ along some axes, which the result no longer has; see {@link #logSumExp(Tensor)}.
   *
   * @param dimensions names of the axes; a name that occurs twice in x is ambiguous, an error
   *     (TKV204)
   */
  public static Tensor logSumExp(Tensor x, String... dimensions) {
    return Compiled.only();
  }

  /**
   * Keeps the axes that a reduction removes, with length 1, so that the result broadcasts against
   * the reduced tensor: {@code x.div(keepDims(norm(x, -1)))}.
   *
   * @param reduction a call of a reduction; anything else is an error
   */
  public static Tensor keepDims(Tensor reduction) {
    return Compiled.only();
  }

  /**
   * The position of the largest element in row-major order, as a number; the first at a tie. Has no
   * derivative.
   */
  public static Tensor argmax(Tensor x) {
    return Compiled.only();
  }

  /**
   * The position of the largest element along an axis, as a number; the first at a tie. Has no
   * derivative.
   */
  public static Tensor argmax(Tensor x, int axis) {
    return Compiled.only();
  }

  /** {@link #argmax(Tensor, int)} along the axis of that name. */
  public static Tensor argmax(Tensor x, String dimension) {
    return Compiled.only();
  }

  /** eˣ / Σ eˣ along an axis, without overflow. */
  public static Tensor softmax(Tensor x, int axis) {
    return Compiled.only();
  }

  /** {@link #softmax(Tensor, int)} along the axis of that name. */
  public static Tensor softmax(Tensor x, String dimension) {
    return Compiled.only();
  }

  /** x − log Σ eˣ along an axis, the logarithm of the softmax, without overflow. */
  public static Tensor logSoftmax(Tensor x, int axis) {
    return Compiled.only();
  }

  /** {@link #logSoftmax(Tensor, int)} along the axis of that name. */
  public static Tensor logSoftmax(Tensor x, String dimension) {
    return Compiled.only();
  }

  // Linear algebra

  /**
   * Matrix product: (m, k) times (k, n) is (m, n).
   *
   * <p>A vector counts as a row on the left and as a column on the right, and the axis that it
   * lacks is left out of the result. Axes before the last two make stacks of matrices and
   * broadcast: (s, m, k) times (k, n) is (s, m, n). Inner dimensions that differ are an error
   * (TKV201).
   */
  public static Tensor matmul(Tensor a, Tensor b) {
    return Compiled.only();
  }

  /**
   * Sum of products in Einstein's notation: {@code einsum("ij,jk->ik", a, b)} is the matrix
   * product.
   *
   * @param equation a constant: for each operand one letter per axis, separated by commas, then an
   *     arrow and the letters of the result. A letter that the result has not is summed over, one
   *     that an operand has twice takes its diagonal; a letter stands for the same dimension
   *     everywhere (TKV201)
   * @param operands one tensor for each group of letters
   */
  public static Tensor einsum(String equation, Tensor... operands) {
    return Compiled.only();
  }

  /** Outer product of two vectors: (m) and (n) give (m, n), a[i]·b[j]. */
  public static Tensor outer(Tensor a, Tensor b) {
    return Compiled.only();
  }

  /** Scalar product Σ a[i]·b[i] of two vectors of one dimension: a scalar. */
  public static Tensor dot(Tensor a, Tensor b) {
    return Compiled.only();
  }

  /** Sum of the diagonal of a square matrix: a scalar. */
  public static Tensor trace(Tensor x) {
    return Compiled.only();
  }

  /** Of a vector the diagonal matrix, of a square matrix the vector of its diagonal. */
  public static Tensor diag(Tensor x) {
    return Compiled.only();
  }

  /** The n × n identity matrix. */
  public static Tensor eye(int n) {
    return Compiled.only();
  }

  /** The identity matrix whose two axes have that dimension. */
  public static Tensor eye(String dimension) {
    return Compiled.only();
  }

  /**
   * The singular values of a matrix, in descending order: a vector of length min(rows, columns).
   *
   * <p>The derivative is U·diag(g)·Vᵀ. It has no second one (TKV308).
   */
  public static Tensor singularValues(Tensor x) {
    return Compiled.only();
  }

  /**
   * The logarithm of the determinant of a square matrix: a scalar. The derivative is x⁻ᵀ.
   *
   * <p>The step throws an {@link ArithmeticException} where the determinant is not positive.
   */
  public static Tensor logDet(Tensor x) {
    return Compiled.only();
  }

  /**
   * The inverse of a square matrix. The derivative is −x⁻ᵀ·g·x⁻ᵀ.
   *
   * <p>The step throws an {@link ArithmeticException} where the matrix is singular.
   */
  public static Tensor inverse(Tensor x) {
    return Compiled.only();
  }

  /**
   * The lower triangular L with L·Lᵀ = x, of a symmetric matrix; the derivative is symmetric.
   *
   * <p>The step throws an {@link ArithmeticException} where the matrix is not positive definite.
   */
  public static Tensor cholesky(Tensor x) {
    return Compiled.only();
  }

  // Structure

  /**
   * The same elements, in row-major order, in another shape: {@code reshape(x, "batch", "2*h")}.
   *
   * @param shape dimensions: names, integers, sums and multiples of names. Their product must be
   *     that of x (TKV211)
   */
  public static Tensor reshape(Tensor x, String... shape) {
    return Compiled.only();
  }

  /**
   * Reorders the axes: axis i of the result is axis {@code axes[i]} of x. Without axes it exchanges
   * the last two.
   *
   * @param axes every axis once
   */
  public static Tensor transpose(Tensor x, int... axes) {
    return Compiled.only();
  }

  /**
   * Joins tensors along an axis, whose lengths add up; the other axes must be the same (TKV201).
   *
   * @param axis position in each tensor; a negative one counts from the end
   */
  public static Tensor concat(int axis, Tensor... tensors) {
    return Compiled.only();
  }

  /** Joins two tensors along an axis; see {@link #concat(int, Tensor...)}. */
  public static Tensor concat(Tensor a, Tensor b, int axis) {
    return Compiled.only();
  }

  /**
   * Joins two tensors along the axis that has that name in the first; see {@link #concat(int,
   * Tensor...)}.
   */
  public static Tensor concat(Tensor a, Tensor b, String dimension) {
    return Compiled.only();
  }

  /** Joins three tensors along an axis; see {@link #concat(int, Tensor...)}. */
  public static Tensor concat(Tensor a, Tensor b, Tensor c, int axis) {
    return Compiled.only();
  }

  /**
   * Joins tensors of one shape along a new axis.
   *
   * @param axis position of the new axis in the result; a negative one counts from the end
   */
  public static Tensor stack(int axis, Tensor... tensors) {
    return Compiled.only();
  }

  /**
   * Joins two tensors of one shape along a new axis of length 2; see {@link #stack(int,
   * Tensor...)}.
   */
  public static Tensor stack(Tensor a, Tensor b, int axis) {
    return Compiled.only();
  }

  /**
   * The elements from one position to the end of an axis; see {@link #slice(Tensor, int, int,
   * int)}.
   */
  public static Tensor slice(Tensor x, int axis, int from) {
    return Compiled.only();
  }

  /**
   * The elements of an axis between two positions.
   *
   * @param axis position of the axis; a negative one counts from the end
   * @param from the first position, a constant; a negative one counts from the end
   * @param to the position after the last, a constant; a negative one counts from the end
   */
  public static Tensor slice(Tensor x, int axis, int from, int to) {
    return Compiled.only();
  }

  /**
   * The elements of an axis between two positions that are dimensions: {@code slice(x, 1, "a",
   * "a+b")} takes the second part of a concatenation.
   *
   * @param axis position of the axis; a negative one counts from the end
   * @param from the first position: an integer, a name, or a sum or multiple of names
   * @param to the position after the last, in the same form
   */
  public static Tensor slice(Tensor x, int axis, String from, String to) {
    return Compiled.only();
  }

  /** {@link #slice(Tensor, int, int, int)} of the axis of that name. */
  public static Tensor slice(Tensor x, String dimension, int from, int to) {
    return Compiled.only();
  }

  /** Adds zeros at both ends of an axis; see {@link #pad(Tensor, int, int, int, double)}. */
  public static Tensor pad(Tensor x, int axis, int before, int after) {
    return Compiled.only();
  }

  /**
   * Adds elements of one value at both ends of an axis.
   *
   * @param axis position of the axis; a negative one counts from the end
   * @param before number of elements before the first, a constant, at least 0
   * @param after number of elements after the last, a constant, at least 0
   */
  public static Tensor pad(Tensor x, int axis, int before, int after, double value) {
    return Compiled.only();
  }

  /** Adds zeros at both ends of the axis of that name. */
  public static Tensor pad(Tensor x, String dimension, int before, int after) {
    return Compiled.only();
  }

  /**
   * Moves the elements along an axis: y[i] = x[i − offset]. Zeros move in, the length stays.
   *
   * @param axis position of the axis; a negative one counts from the end
   * @param offset number of positions, a constant; positive moves to higher positions
   */
  public static Tensor shift(Tensor x, int axis, int offset) {
    return Compiled.only();
  }

  /** {@link #shift(Tensor, int, int)} along the axis of that name. */
  public static Tensor shift(Tensor x, String dimension, int offset) {
    return Compiled.only();
  }

  /** Differences of neighbours along an axis, y[i] = x[i + 1] − x[i], which becomes one shorter. */
  public static Tensor diff(Tensor x, int axis) {
    return Compiled.only();
  }

  /** {@link #diff(Tensor, int)} along the axis of that name. */
  public static Tensor diff(Tensor x, String dimension) {
    return Compiled.only();
  }

  /** Running sums along an axis: y[i] = x[0] + ... + x[i]. */
  public static Tensor cumsum(Tensor x, int axis) {
    return Compiled.only();
  }

  /** {@link #cumsum(Tensor, int)} along the axis of that name. */
  public static Tensor cumsum(Tensor x, String dimension) {
    return Compiled.only();
  }

  /** A vector in ascending order; see {@link #sort(Tensor, int)}. */
  public static Tensor sort(Tensor x) {
    return Compiled.only();
  }

  /**
   * The elements along an axis in ascending order. The derivative goes back to where each element
   * came from; equal elements keep their order.
   */
  public static Tensor sort(Tensor x, int axis) {
    return Compiled.only();
  }

  /** {@link #sort(Tensor, int)} along the axis of that name. */
  public static Tensor sort(Tensor x, String dimension) {
    return Compiled.only();
  }

  /**
   * Rows of a table (an embedding): of a table (n, ...) and labels of shape (batch) the tensor
   * (batch, ...) with y[i, ...] = table[rows[i], ...]. Labels of more axes give as many.
   *
   * <p>Derivatives of a row that is taken several times add up.
   *
   * @param rows numbers in [0, n); any other is refused before the step changes anything
   */
  public static Tensor gather(Tensor table, Labels rows) {
    return Compiled.only();
  }

  /**
   * Indicator vectors: for labels of shape (batch) the tensor (batch, dimension), 1 at the label
   * and 0 elsewhere.
   *
   * @param labels numbers in [0, length of the dimension); any other is refused before the step
   *     changes anything
   */
  public static Tensor oneHot(Labels labels, String dimension) {
    return Compiled.only();
  }

  /** {@link #oneHot(Labels, String)} with a given number of classes. */
  public static Tensor oneHot(Labels labels, int classes) {
    return Compiled.only();
  }

  /**
   * Repeats a tensor to a shape, as elementwise operations do without being told.
   *
   * @param shape dimensions of the result; aligned at the last axes, those of x must be the same or
   *     1
   */
  public static Tensor broadcast(Tensor x, String... shape) {
    return Compiled.only();
  }

  // Networks

  /** {@link #conv2d(Tensor, Tensor, int, int)} with stride 1 and no padding. */
  public static Tensor conv2d(Tensor x, Tensor kernel) {
    return Compiled.only();
  }

  /**
   * Convolution of images, without flipping the kernel (cross-correlation), as PyTorch's.
   *
   * <p>The result has the shape (batch, out, h', w') with h' = ⌊(h + 2·padding − kh)/stride⌋ + 1,
   * and w' likewise.
   *
   * @param x images (batch, in, h, w)
   * @param kernel weights (out, in, kh, kw)
   * @param stride step between two positions in both directions, a constant, at least 1
   * @param padding number of zeros at each border, a constant, at least 0
   */
  public static Tensor conv2d(Tensor x, Tensor kernel, int stride, int padding) {
    return Compiled.only();
  }

  /** {@link #maxPool2d(Tensor, int, int)} of squares side by side (stride = size). */
  public static Tensor maxPool2d(Tensor x, int size) {
    return Compiled.only();
  }

  /**
   * Largest element of squares of an image: (batch, channels, h, w) gives (batch, channels, h', w')
   * with h' = ⌊(h − size)/stride⌋ + 1, and w' likewise.
   *
   * <p>The derivative goes to the first largest element of each square in row-major order.
   *
   * @param size edge of the square, a constant, at least 1
   * @param stride step between two squares in both directions, a constant, at least 1
   */
  public static Tensor maxPool2d(Tensor x, int size, int stride) {
    return Compiled.only();
  }

  /** {@link #avgPool2d(Tensor, int, int)} of squares side by side (stride = size). */
  public static Tensor avgPool2d(Tensor x, int size) {
    return Compiled.only();
  }

  /**
   * Mean of squares of an image: (batch, channels, h, w) gives (batch, channels, h', w') with h' =
   * ⌊(h − size)/stride⌋ + 1, and w' likewise.
   *
   * @param size edge of the square, a constant, at least 1
   * @param stride step between two squares in both directions, a constant, at least 1
   */
  public static Tensor avgPool2d(Tensor x, int size, int stride) {
    return Compiled.only();
  }

  /**
   * Layer normalization over the last axis: (x − mean)/√(variance + ε) with ε = 10⁻⁵.
   *
   * <p>The variance divides by n. Ba, Kiros and Hinton, Layer Normalization, 2016.
   */
  public static Tensor layerNorm(Tensor x) {
    return Compiled.only();
  }

  /**
   * {@link #layerNorm(Tensor)} times a gain plus a shift, which have the dimension of the last
   * axis.
   */
  public static Tensor layerNorm(Tensor x, Tensor gain, Tensor shift) {
    return Compiled.only();
  }

  /**
   * {@link #layerNorm(Tensor, Tensor, Tensor)} with a given ε.
   *
   * @param epsilon added to the variance; above 0
   */
  public static Tensor layerNorm(Tensor x, Tensor gain, Tensor shift, double epsilon) {
    return Compiled.only();
  }

  /**
   * Batch normalization: axis 1 is kept, and (x − mean)/√(variance + ε) with mean and variance over
   * all other axes; ε = 10⁻⁵.
   *
   * <p>In training mode the statistics are those of the batch (variance by n), and each step moves
   * the running ones: r = 0.9·r + 0.1·statistic, from mean 0 and variance 1, with the variance by n
   * − 1 as PyTorch's. In inference mode the running statistics are used. They are saved with the
   * parameters. Ioffe and Szegedy, Batch Normalization, 2015.
   */
  public static Tensor batchNorm(Tensor x) {
    return Compiled.only();
  }

  /** {@link #batchNorm(Tensor)} times a gain plus a shift, which have the dimension of axis 1. */
  public static Tensor batchNorm(Tensor x, Tensor gain, Tensor shift) {
    return Compiled.only();
  }

  /**
   * {@link #batchNorm(Tensor, Tensor, Tensor)} with given constants.
   *
   * @param momentum share of the batch in the running statistics, in [0, 1]; 0.1 elsewhere
   * @param epsilon added to the variance; above 0
   */
  public static Tensor batchNorm(
      Tensor x, Tensor gain, Tensor shift, double momentum, double epsilon) {
    return Compiled.only();
  }

  /**
   * Sets elements to 0 at random and divides the others by 1 − rate; the identity in inference
   * mode.
   *
   * <p>Draws depend on the seed, the step and the place in the model. Srivastava et al., Dropout: A
   * Simple Way to Prevent Neural Networks from Overfitting, 2014.
   *
   * @param rate probability of 0 for each element, in [0, 1)
   */
  public static Tensor dropout(Tensor x, double rate) {
    return Compiled.only();
  }

  /**
   * Adds independent normal noise with mean 0 to each element; the identity in inference mode.
   * Draws as for {@link #dropout}.
   *
   * @param standardDeviation at least 0
   */
  public static Tensor noise(Tensor x, double standardDeviation) {
    return Compiled.only();
  }

  // Control of differentiation

  /** x itself, as a constant: no derivative flows through it. */
  public static Tensor stopGradient(Tensor x) {
    return Compiled.only();
  }

  /**
   * The gradient of a scalar, as an expression in the shape of x. It can be part of a loss and can
   * be nested, for second derivatives: {@code gradient(sum(gradient(sum(u), x)), x)}.
   *
   * @param y a scalar that is computed from x
   * @param x an input, a parameter or a local variable
   */
  public static Tensor gradient(Tensor y, Tensor x) {
    return Compiled.only();
  }

  /**
   * The expression with every parameter replaced by its {@link Average.EMA}, as a constant: no
   * derivative flows through it.
   */
  public static Tensor averaged(Tensor expression) {
    return Compiled.only();
  }

  /**
   * A fixed number of steps of an iteration, differentiated through: {@code iterate(3, x, v ->
   * body)} is body(body(body(x))).
   *
   * @param steps number of steps, a constant, at least 0
   * @param start the value before the first step
   * @param body a lambda or method reference that gives the next value, in the same shape
   */
  public static Tensor iterate(int steps, Tensor start, UnaryOperator<Tensor> body) {
    return Compiled.only();
  }

  /**
   * Differences of neighbours with the shape of x: x[i + 1] − x[i] along an axis, 0 at the end (the
   * boundary of Neumann).
   *
   * <p>Chambolle, An Algorithm for Total Variation Minimization and Applications, 2004.
   *
   * @param x any tensor
   * @param axis axis of the neighbours
   */
  public static Tensor forwardDifference(Tensor x, int axis) {
    return Compiled.only();
  }

  /**
   * Differences of neighbours where the ends meet: x[i + 1] − x[i] along an axis, x[0] − x[n − 1]
   * at the end.
   *
   * <p>Peer: {@code numpy.roll}.
   *
   * @param x any tensor
   * @param axis axis of the neighbours
   */
  public static Tensor periodicDifference(Tensor x, int axis) {
    return Compiled.only();
  }

  /**
   * Divergence, minus the adjoint of {@link #forwardDifference}: ⟨forwardDifference(x), p⟩ = −⟨x,
   * divergence(p)⟩ with p[i] − p[i − 1] inside, p[0] at the start and −p[n − 2] at the end.
   *
   * <p>Chambolle, An Algorithm for Total Variation Minimization and Applications, 2004.
   *
   * @param p any tensor
   * @param axis axis of the neighbours
   */
  public static Tensor divergence(Tensor p, int axis) {
    return Compiled.only();
  }

  /**
   * Divergence where the ends meet, minus the adjoint of {@link #periodicDifference}: p[i] − p[i −
   * 1].
   *
   * <p>Peer: {@code numpy.roll}.
   *
   * @param p any tensor
   * @param axis axis of the neighbours
   */
  public static Tensor periodicDivergence(Tensor p, int axis) {
    return Compiled.only();
  }

  /**
   * Discrete Laplacian Σₐ divergence(forwardDifference(x, a), a) over axes: x[i + 1] − 2x[i] + x[i
   * − 1] inside, one-sided at the ends.
   *
   * <p>Chambolle, An Algorithm for Total Variation Minimization and Applications, 2004.
   *
   * @param x any tensor
   * @param axes axes over which it is summed; all of them if none is given
   */
  public static Tensor laplacian(Tensor x, int... axes) {
    return Compiled.only();
  }

  /**
   * Adjoint Aᵀy of a linear operator that is given as a function, such as {@code adjoint(x ->
   * conv2d(x, k), image, residual)}: ⟨A x, y⟩ = ⟨x, Aᵀy⟩. A function that is not linear is an
   * error.
   *
   * <p>Ravasi and Vasconcelos, PyLops: A Linear-Operator Python Library, 2020.
   *
   * @param operator A, from the shape of x to the shape of y
   * @param x a tensor of the operator's argument shape; its values do not matter
   * @param y a tensor of the shape of its result
   */
  public static Tensor adjoint(UnaryOperator<Tensor> operator, Tensor x, Tensor y) {
    return Compiled.only();
  }

  /**
   * Draw from a normal distribution: μ + exp(s/2)·ε with independent standard normal ε in training,
   * μ in inference. Derivatives flow to both arguments.
   *
   * <p>Kingma and Welling, Auto-Encoding Variational Bayes, 2014.
   *
   * @param mean μ
   * @param logVariance logarithm s of the variance, of the same shape
   */
  public static Tensor sampleNormal(Tensor mean, Tensor logVariance) {
    return Compiled.only();
  }

  /**
   * Squared distances of rows: ‖xᵢ − yⱼ‖², of shape (n, m), without cancellation.
   *
   * <p>Peer: {@code torch.cdist}.
   *
   * @param x (n, k)
   * @param y (m, k)
   */
  public static Tensor squaredDistances(Tensor x, Tensor y) {
    return Compiled.only();
  }

  /**
   * Heat-kernel weights of rows: exp(−‖xᵢ − xⱼ‖²/scale²), of shape (n, n).
   *
   * <p>Belkin and Niyogi, Laplacian Eigenmaps, 2003.
   *
   * @param x (n, k)
   * @param scale above 0
   */
  public static Tensor heatKernel(Tensor x, double scale) {
    return Compiled.only();
  }

  /**
   * Neighbour graph of rows: wᵢⱼ = 1 if j is among the k nearest of i or i among those of j, else
   * 0, of shape (n, n), symmetric, with diagonal 0. Rows that are equally far away as the k-th all
   * count. It has no derivative.
   *
   * <p>Belkin and Niyogi, Laplacian Eigenmaps, 2003; {@code sklearn.neighbors.kneighbors_graph}.
   *
   * @param x (n, features) with n above k
   * @param neighbours k, at least 1
   */
  public static Tensor knnGraph(Tensor x, int neighbours) {
    return Compiled.only();
  }

  /**
   * Graph of a pixel grid: wᵢⱼ = 1 for pixels that share an edge, else 0, of shape (rows·columns,
   * rows·columns), in the order of a flattened image.
   *
   * <p>Shi and Malik, Normalized Cuts and Image Segmentation, 2000.
   *
   * @param rows dimension
   * @param columns dimension
   */
  public static Tensor gridGraph(String rows, String columns) {
    return Compiled.only();
  }

  /**
   * Laplacian of a graph: D − W with the row sums D of the weights.
   *
   * <p>Chung, Spectral Graph Theory, 1997; {@code scipy.sparse.csgraph.laplacian}.
   *
   * @param weights W (n, n)
   */
  public static Tensor graphLaplacian(Tensor weights) {
    return Compiled.only();
  }

  /**
   * Normalised Laplacian of a graph: I − D^(−½)WD^(−½) with the row sums D; the row of a node
   * without edges is 0.
   *
   * <p>Chung, Spectral Graph Theory, 1997; {@code scipy.sparse.csgraph.laplacian(normed=True)}.
   *
   * @param weights symmetric W (n, n)
   */
  public static Tensor normalizedLaplacian(Tensor weights) {
    return Compiled.only();
  }

  /**
   * Normalised adjacency with self-loops: D^(−½)(W + I)D^(−½) with the row sums D of W + I.
   *
   * <p>Kipf and Welling, Semi-Supervised Classification with Graph Convolutional Networks, 2017.
   *
   * @param weights symmetric W (n, n)
   */
  public static Tensor normalizedAdjacency(Tensor weights) {
    return Compiled.only();
  }
}
