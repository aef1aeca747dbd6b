/**
 * The rules on a declared model that need no compiler: attributes, names, pairs, and what the
 * expressions of the terms do. In: a model. Out: diagnostics.
 */
package io.tikhonov.processor.check;
