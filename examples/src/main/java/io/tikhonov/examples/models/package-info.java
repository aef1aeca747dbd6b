/** Sixteen objectives, each with a part of the language that the others do not show. */
package io.tikhonov.examples.models;
