package io.tikhonov.runtime;

/**
 * One thing that a training step does: a fused kernel, a matrix product or another operation on
 * whole arrays. Each array counts once, however often its elements are read. What a pass that
 * follows another closely finds in the cache does not count; what caches keep otherwise does not
 * show.
 *
 * @param name the method of the kernel, or the expression of the declaration
 * @param kernel false for matrix products and other operations of a library
 * @param bytesRead the size of all that is read
 * @param bytesWritten the size of all that is written
 * @param operations additions, multiplications, functions and comparisons of elements; 2·m·n·k for
 *     a matrix product
 */
public record Pass(
    String name, boolean kernel, long bytesRead, long bytesWritten, long operations) {}
