package io.tikhonov.runtime.support;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * A launch of a kernel, for Java Flight Recorder. There are many: a recording has to ask for it.
 */
@Name("io.tikhonov.Kernel")
@Label("Kernel")
@Category("Tikhonov")
@Description("One pass over memory by a kernel of a compiled objective")
@Enabled(false)
@StackTrace(false)
final class KernelEvent extends Event {
  /** Says without allocating whether anybody records. */
  static final KernelEvent PROBE = new KernelEvent();

  @Label("Kernel")
  @Description(
      "The method in the generated class; two where the second followed the first in parts")
  String kernel;

  @Label("Program")
  @Description("The generated class")
  Class<?> program;

  @Label("Iterations")
  long iterations;

  @Label("Vectors")
  @Description("Whether the launch ended with vector instructions")
  boolean vectors;
}
