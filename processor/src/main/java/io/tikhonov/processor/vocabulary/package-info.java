/**
 * The vocabulary of the DSL: one definition per function, from arguments to IR nodes. Knows the IR,
 * the differentiator and the diagnostics, but neither the compiler's trees nor the declarations.
 */
package io.tikhonov.processor.vocabulary;
