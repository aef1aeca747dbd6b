/** Formulas of an objective: from values of the IR to notation that people read. */
package io.tikhonov.processor.report.formula;
