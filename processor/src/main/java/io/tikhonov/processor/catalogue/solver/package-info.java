/** The solvers of the catalogue: what each needs of a declaration. */
package io.tikhonov.processor.catalogue.solver;
