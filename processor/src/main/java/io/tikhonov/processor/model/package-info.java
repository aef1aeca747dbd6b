/**
 * What a user declared, read and typed: the result of the front end and the input of everything
 * after it. Plain values without references to the Java compiler, except opaque tokens.
 */
package io.tikhonov.processor.model;
