/** A penalty and an optimizer that are no part of Tikhonov: annotations and their definitions. */
package io.tikhonov.examples.extension;
