/** Penalties on parameters, one file for each. */
package io.tikhonov.processor.catalogue.penalty;
