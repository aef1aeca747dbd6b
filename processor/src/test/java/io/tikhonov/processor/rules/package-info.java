/**
 * The rules of the compiler on programs: for each rule a wrong one, the smallest change that makes
 * it right, and its page in docs/diagnostics.
 */
package io.tikhonov.processor.rules;
