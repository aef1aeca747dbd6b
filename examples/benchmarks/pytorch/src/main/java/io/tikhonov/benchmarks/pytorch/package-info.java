/** PyTorch's side of the benchmarks. */
package io.tikhonov.benchmarks.pytorch;
