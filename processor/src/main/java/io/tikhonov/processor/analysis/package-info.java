/**
 * What can be proved about expressions without running them. In: nodes of the IR. Out: facts that
 * hold for every value of the leaves, or, where it says so, for one that is given as a witness:
 *
 * <ul>
 *   <li>{@link io.tikhonov.processor.analysis.Ranges}: intervals that contain every value;
 *   <li>{@link io.tikhonov.processor.analysis.Uniform}: values where all elements of the leaves are
 *       equal, which prove that an end of an interval is attained;
 *   <li>{@link io.tikhonov.processor.analysis.Scalings}: the joint rescalings of parameters that
 *       leave a value unchanged, and the degrees of other values along them;
 *   <li>{@link io.tikhonov.processor.analysis.Shifts}: parameters whose addition cancels;
 *   <li>{@link io.tikhonov.processor.analysis.ZeroSet}: parameters that stay 0 together;
 *   <li>{@link io.tikhonov.processor.analysis.Growth}: how fast values grow with a parameter.
 * </ul>
 *
 * <p>An analysis that cannot prove its fact says so; no rule guesses.
 */
package io.tikhonov.processor.analysis;
