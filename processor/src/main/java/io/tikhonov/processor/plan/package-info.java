/**
 * From programs to kernels: which values get memory, which loops are fused, in which order they
 * run, and which work buffers share memory. In: {@code training}. Out: {@link
 * io.tikhonov.processor.plan.ProgramPlan}, from which every emitter (scalar Java, SIMD, CUDA)
 * starts. Rules: a value is read only after it was written; memory that a program updates in place
 * is updated after everything that reads its old value; loops of one kernel never exchange values
 * between iterations of a parallel loop.
 */
package io.tikhonov.processor.plan;
