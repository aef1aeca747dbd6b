/** Constraint sets with their projections, one file for each. */
package io.tikhonov.processor.catalogue.constraint;
