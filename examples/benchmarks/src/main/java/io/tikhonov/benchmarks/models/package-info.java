/** The objectives that are measured; each has its counterpart in PyTorch's {@code steps.py}. */
package io.tikhonov.benchmarks.models;
