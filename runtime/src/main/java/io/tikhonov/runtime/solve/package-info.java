/**
 * Exact answers: solvers for the declared sum on all of the data, regularization paths,
 * cross-validation.
 */
package io.tikhonov.runtime.solve;
