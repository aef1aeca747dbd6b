/**
 * Reads a model class: annotations and, as javac trees, the bodies of its methods. Out comes an
 * {@link io.tikhonov.processor.model.ObjectiveModel}, or diagnostics. Uses the compiler's supported
 * API only.
 */
package io.tikhonov.processor.frontend;
