/**
 * The rules of the literature on a declared model (TKV401 to TKV799). In: a model and the
 * catalogue. Out: diagnostics. What the rules need to know about expressions comes from {@code
 * analysis}; a rule whose fact cannot be proved stays silent.
 */
package io.tikhonov.processor.rules;
