package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Node;

/** One entry in the order of execution: a kernel or a call of the runtime's library. */
sealed interface Step permits Fusion, Step.Call {

  /** A matrix product or another operation on whole arrays. */
  record Call(Node node) implements Step {}
}
