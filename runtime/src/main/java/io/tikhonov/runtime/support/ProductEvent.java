package io.tikhonov.runtime.support;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A matrix product, for Java Flight Recorder. A recording has to ask for it. */
@Name("io.tikhonov.Product")
@Label("Matrix Product")
@Category("Tikhonov")
@Description("C = A·B by BLAS, where A is m×k and B is k×n")
@Enabled(false)
@StackTrace(false)
final class ProductEvent extends Event {
  /** Says without allocating whether anybody records. */
  static final ProductEvent PROBE = new ProductEvent();

  @Label("m")
  int m;

  @Label("n")
  int n;

  @Label("k")
  int k;

  @Label("Products")
  @Description("More than 1 for a batch of products of the same size")
  int count;
}
