/**
 * What generated objectives are built from: off-heap memory, worker threads, matrix products and
 * decompositions, random numbers, input binding and the base classes of generated programs.
 *
 * <p>The package is public because generated code lives in the user's packages. Programs written by
 * hand use {@code io.tikhonov.runtime}.
 */
package io.tikhonov.runtime.support;
