/** The report of an objective, for all models of the examples and some of the tests. */
package io.tikhonov.processor.report;
