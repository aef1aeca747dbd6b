/** Formulas: typesetting of text. */
package io.tikhonov.processor.report.formula;
