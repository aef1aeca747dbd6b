/**
 * Models compiled by javac with the processor and run: what the generated classes compute is held
 * against the definition of their programs and against differences.
 */
package io.tikhonov.processor.compiled;
