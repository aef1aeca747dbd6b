/**
 * The report of an objective: what it computes, in which steps and at which cost, as a page for
 * people and as JSON for tools.
 */
package io.tikhonov.processor.report;
