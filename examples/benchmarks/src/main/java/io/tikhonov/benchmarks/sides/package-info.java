/** Programs in JVMs of their own: Tikhonov's side, ND4J's, and what needs a fresh JVM. */
package io.tikhonov.benchmarks.sides;
