/** The text of generated classes, and what holds for all of them. */
package io.tikhonov.processor.golden;
