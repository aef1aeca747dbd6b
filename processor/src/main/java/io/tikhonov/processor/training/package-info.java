/**
 * From a declared model to programs: which values a step, an evaluation or a prediction computes
 * and what it writes. In: {@code model}, the catalogue and the differentiator. Out: {@link
 * io.tikhonov.processor.training.TrainingPrograms}.
 */
package io.tikhonov.processor.training;
