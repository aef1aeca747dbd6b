/** Formulas of penalties and proximal operators that annotations and functions share. */
package io.tikhonov.processor.catalogue.formula;
