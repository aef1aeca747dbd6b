/** The annotation processor, from javac's trees to a generated objective. */
package io.tikhonov.processor;
