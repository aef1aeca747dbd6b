/** What all sides of the benchmarks share: the problems with their numbers, and the protocol. */
package io.tikhonov.benchmarks.shared;
