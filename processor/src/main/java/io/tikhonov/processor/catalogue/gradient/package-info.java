/** Gradient transforms, one file for each. */
package io.tikhonov.processor.catalogue.gradient;
