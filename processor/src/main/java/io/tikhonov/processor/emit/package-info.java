/**
 * From kernel plans to Java source. In: {@code plan}, {@code model}, {@code training}. Out: one
 * source file. Rules: the output depends on the model alone, each kernel is a static method of its
 * own, everything a reader sees carries the user's names and lines.
 */
package io.tikhonov.processor.emit;
