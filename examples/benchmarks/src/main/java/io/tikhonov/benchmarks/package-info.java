/** The driver of the benchmarks: starts each side in a JVM of its own and compares them. */
package io.tikhonov.benchmarks;
