/**
 * The language in which a training objective is declared.
 *
 * <p>A class annotated with {@link io.tikhonov.dsl.TrainingObjective} names its trained tensors
 * ({@link io.tikhonov.dsl.Parameter}), what it predicts ({@link io.tikhonov.dsl.Predict}), what it
 * minimises ({@link io.tikhonov.dsl.Loss}, {@link io.tikhonov.dsl.Regularize}) and how ({@link
 * io.tikhonov.dsl.Optimizer}, {@link io.tikhonov.dsl.Schedule}, {@link io.tikhonov.dsl.Gradient},
 * {@link io.tikhonov.dsl.Constrain}, {@link io.tikhonov.dsl.Average}). Method bodies are written
 * with {@link io.tikhonov.dsl.Tensor}, {@link io.tikhonov.dsl.Ops}, {@link io.tikhonov.dsl.Losses}
 * and {@link io.tikhonov.dsl.Penalties}; they type-check in any editor, are compiled by Tikhonov's
 * annotation processor, and never run as they stand.
 *
 * <p>Words used throughout: θ is a parameter, g the gradient of the loss in θ, η the learning rate,
 * λ the factor of a penalty, t the index of a step (from 0). A <em>dimension</em> is the name or
 * the number of an axis's length; an <em>axis</em> is its position, counted from 0, or from the end
 * if negative. Derivatives at kinks and ties are those of PyTorch; every operation says which.
 */
package io.tikhonov.dsl;
