/**
 * Diagnostics: the catalogue of rules, the places they point at and the way to the user's screen.
 * Knows no other stage.
 */
package io.tikhonov.processor.diagnostic;
