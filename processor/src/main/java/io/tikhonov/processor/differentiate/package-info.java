/**
 * Reverse-mode differentiation on the IR. In: a scalar node and the nodes to differentiate by. Out:
 * nodes of the same graph, so that derivatives can be differentiated again.
 */
package io.tikhonov.processor.differentiate;
