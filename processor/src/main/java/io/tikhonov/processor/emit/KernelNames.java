package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Node;

/** How a kernel names what it is given. */
interface KernelNames {

  /** The names of all parameters, reserved; local variables are named within it. */
  NameScope scope();

  /** The parameter for a place in memory. */
  String place(Node location);

  String scalar(Node scalar);

  String size(String dimension);

  /** The parameter with the key of a random draw. */
  String drawKey(int draw);

  /** A wish for the name of a computed value. */
  String suggestion(Node node, String otherwise);

  /** False for names that only serve to compare kernels. */
  boolean isReadable();
}
